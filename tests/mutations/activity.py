"""Faults for the rules about what really happened, in the plan whose real export lies beside it, as of the export's last day."""

from mutations.form import HOUSTON, Edit, Mutation, Said, add, cut, finds, lacks, swap

INACTIVE = "inactive_after_days: 56"
BOOKS = "skills: [bookkeeping], holders: [^member-e]"
SHIFTS = tuple(
    f'    - {{who: {who}, days: [{days}], opens: "20:00", closes: "21:00", timezone: America/Chicago, channels: [general, get-feedback]}}\n'
    for who, days in (
        ("member-a", "SU"),
        ("member-b", "MO"),
        ("member-c", "WE"),
        ("member-d", "TU, FR"),
        ("member-e", "TH"),
    )
)
# made up: each evening but Saturday's a question at 20:15, answered two evenings later at 20:10, which is 115 minutes of duty
ANSWERED = "\n".join(
    [
        "time              member kind    channel id  thread",
        *(f"2016-07-{d:02d}T20:15  B      message general q{d} -" for d in range(3, 21)),
        *(f"2016-07-{d + 2 + (d % 7 in (1, 0)):02d}T20:10  C      reply   general -   q{d}" for d in range(3, 21)),
        "2016-07-27T12:00  B      message general -   -",
    ]
)
EDITOR = "skills: [curation], holders: [^member-b]"


def lived(rule: str, name: str, edits: tuple[Edit, ...], *said: Said) -> Mutation:
    return Mutation(rule, name, HOUSTON, "plan.yaml", edits, said, lived=True)


TABLE = (
    lived(
        "G130",
        "a stage that members have not reached",
        (swap("name: inception", "name: establishment"),),
        finds(
            "G130",
            "name: ^establishment",
            "stage establishment means that members produce 50 to 90% of what is written; from 2016-01-01 to 2016-07-27 it "
            "was 22% (95 of 427 messages)",
            "建立期（establishment）的成员产出占比应为 50% 至 90%；而 2016-01-01 至 2016-07-27 的实际占比为 22%（427 条发言中 95 条）",
        ),
    ),
    lived(
        "G130",
        "a stage at the other end",
        (swap("name: inception", "name: mitosis"),),
        finds(
            "G130",
            "name: ^mitosis",
            "stage mitosis means that members produce over 90% of what is written; from 2016-01-01 to 2016-07-27 it was 22% "
            "(95 of 427 messages)",
        ),
    ),
    lived(
        "S130",
        "two weeks after which a member counts as inactive",
        (swap(INACTIVE, "inactive_after_days: 15"),),
        finds(
            "S130",
            EDITOR,
            "'member-b' holds 'content-editor', 'rota-editor' and was last seen on 2016-07-11, 16 days before 2016-07-27; after "
            "15 days a member counts as inactive",
            "“member-b” 担任 “content-editor”、“rota-editor”，最近一次出现在 2016-07-11，到 2016-07-27 已有 16 天；超过 15 天即算不活跃",
        ),
    ),
    lived(
        "S130",
        "a week after which a member counts as inactive",
        (swap(INACTIVE, "inactive_after_days: 7"),),
        finds(
            "S130",
            EDITOR,
            "'member-b' holds 'content-editor', 'rota-editor' and was last seen on 2016-07-11, 16 days before 2016-07-27; after "
            "7 days a member counts as inactive",
        ),
        finds(
            "S130",
            BOOKS,
            "'member-e' holds 'venue-treasurer', 'workspace-admin', 'conduct-contact' and was last seen on 2016-07-19, 8 days "
            "before 2016-07-27; after 7 days a member counts as inactive",
        ),
    ),
    lived(
        "S130",
        "as many days as somebody has been silent",
        (swap(INACTIVE, "inactive_after_days: 16"),),
    ),
    lived(
        "S130",
        "somebody without an account",
        (cut(", handles: [{source: slack, id: UA101495F}]"),),
        lacks(
            "S130",
            "- {^id: member-e, name: Member E",
            "whether 'member-e', 'member-f', 'member-g', who hold roles, are still there: no account in the plan (`handles`)",
            "担任角色的 “member-e”、“member-f”、“member-g” 是否仍在活动：方案未写明其账号（`handles`）",
        ),
        lacks(
            "C131",
            "id: ^partner-letter, title",
            "what became of 7 dates of 'partner-letter': No record, and no owner's handle to look for.",
        ),
        lacks(
            "C131",
            "id: ^organisers-meeting, title",
            "what became of 7 dates of 'organisers-meeting': The activity knows no channel 'Mailbox for partners and organisers'.",
        ),
    ),
    lived(
        "G130",
        "a team whose accounts are all mistyped",
        tuple(
            swap(f"slack, id: {id_}", f"slack, id: X{id_}")
            for id_ in ("UDBF26DE5", "U1049B14E", "UA362D89F", "UEA1E1164", "UA101495F")
        ),
        lacks(
            "G130",
            "name: ^inception",
            "the share that members produce, to tell the stage: none of the team's accounts (`handles`) is found in the "
            "activity, so nobody can tell the team from members",
        ),
        lacks(
            "S130",
            "- {^id: member-a, name: Member A",
            "whether 'member-a', 'member-b', 'member-c', 'member-d', 'member-e', who hold roles, are still there: no account "
            "that the activity knows (`handles`)",
        ),
        lacks(
            "C131",
            "id: ^meetup-evening, title",
            "what became of 67 dates of 'meetup-evening', 'meetup-announcement', 'tuesday-post', 'reading-circle' and 5 more: None "
            "of its owners appears anywhere in the activity: check their handles.",
        ),
        *(
            lacks(
                "C132",
                f"id: ^{id_}",
                f"whether '{id_}' took place: None of its owners appears anywhere in the activity: check their handles.",
            )
            for id_ in ("feedback-friday", "science-circle")
        ),
        lacks(
            "R130",
            "metric: ^calendar-execution, below",
            "'calendar-execution', the trigger of risk 'risk-burnout': Nothing due is recorded or can be seen in the activity.",
        ),
    ),
    lived(
        "R130",
        "a warning of the second quarter that nobody has looked at",
        (swap("reviewed: 2016-07-06", "reviewed: 2016-05-01", after="Posts vary in quality."),),
        finds(
            "R130",
            "metric: ^absence-factor, below",
            "'absence-factor' was 2 from 2016-04-01 to 2016-06-30, below 3: that is the warning of risk 'risk-key-people', and "
            "nobody has looked at it since",
            "“absence-factor” 在 2016-04-01 至 2016-06-30 为 2，低于 3：风险 “risk-key-people” 的预警已触发，此后却没有人复查",
        ),
    ),
    lived(
        "R130",
        "a warning that was given twice",
        (swap("reviewed: 2016-07-06", "reviewed: 2016-03-31", after="residual: {likelihood: 2, impact: 4}, "),),
        finds(
            "R130",
            "metric: ^calendar-execution, below",
            "'calendar-execution' was 0.333 from 2016-04-01 to 2016-06-30, below 0.5: that is the warning of risk "
            "'risk-burnout', and nobody has looked at it since; it was given 2 times, first from 2016-01-01 to 2016-03-31",
        ),
    ),
    lived(
        "R130",
        "a value that is just not below the trigger's",
        (
            swap("reviewed: 2016-07-06", "reviewed: 2016-05-01", after="Posts vary in quality."),
            swap("{metric: absence-factor, below: 3}", "{metric: absence-factor, below: 2}"),
        ),
    ),
    lived(
        "R130",
        "a metric that the export cannot tell",
        (swap("{metric: absence-factor, below: 3}", "{metric: unanswered-rate, above: 0.3}"),),
        lacks(
            "R130",
            "{metric: ^unanswered-rate, above",
            "'unanswered-rate', the trigger of risk 'risk-key-people': The imported activity does not tell which messages belong "
            "to one conversation.",
        ),
    ),
    lived(
        "C131",
        "evenings in a channel where nobody writes any more",
        (swap("channels: [general, meetup]", "channels: [readings]", after="id: meetup-evening"),),
        finds(
            "C131",
            "id: ^meetup-evening",
            "from 2016-01-01 to 2016-07-27, 'meetup-evening' took place on 0 of 7 dates",
            "2016-01-01 至 2016-07-27 期间，“meetup-evening” 的 7 次安排中只做到 0 次",
        ),
    ),
    lived(
        "C131",
        "a circle that somebody else is to lead",
        (
            swap(
                "owner: community-host,\n       team: [member-g]",
                "owner: member-b,\n       team: [member-g]",
                after="id: science-circle",
            ),
        ),
        finds(
            "C131",
            "id: ^science-circle",
            "from 2016-01-01 to 2016-07-27, 'science-circle' took place on 0 of 4 dates",
        ),
    ),
    lived(
        "C131",
        "evenings where the export does not look",
        (swap("channels: [general, meetup]", "channels: [partner-mail]", after="id: meetup-evening"),),
        lacks(
            "C131",
            "id: ^meetup-evening",
            "what became of 21 dates of 'meetup-evening', 'partner-letter', 'organisers-meeting': The activity knows no channel "
            "'Mailbox for partners and organisers'.",
        ),
    ),
    lived(
        "C132",
        "a circle without notes",
        (cut("notes: posted in the channel, recording: notes only, ", after="id: science-circle"),),
        finds(
            "C132",
            "id: ^science-circle",
            "'science-circle' took place 2 times from 2016-01-01 to 2016-07-27, last on 2016-07-16, and there are no notes of it",
            "“science-circle” 在 2016-01-01 至 2016-07-27 举行了 2 次（最近一次为 2016-07-16），却没有记录",
        ),
    ),
    lived(
        "C132",
        "an hour for feedback without notes, but for one",
        (
            swap(
                "notes: the channel itself, recording: the channel itself,",
                "outcomes: [{date: 2016-06-03, status: done, link: wiki}],",
                after="id: feedback-friday",
            ),
        ),
        finds(
            "C132",
            "id: ^feedback-friday",
            "'feedback-friday' took place 2 times from 2016-01-01 to 2016-07-27, and of 1 there are no notes, last of 2016-05-06",
        ),
    ),
    lived(
        "C132",
        "a circle that is recorded, in words",
        (cut("notes: posted in the channel, ", after="id: science-circle"),),
        lacks(
            "C132",
            "recording: ^notes only, ",
            "whether there are notes of 'science-circle', which took place 2 times from 2016-01-01 to 2016-07-27: `recording` only "
            "says so in words; an address there, or a `link` in the outcome of each date, shows them",
        ),
    ),
    lived(
        "M130",
        "no shift on Fridays",
        (swap("{who: member-d, days: [TU, FR]", "{who: member-d, days: [TU]"),),
        finds(
            "M130",
            "  ^shifts:\n",
            "from 2016-01-01 to 2016-07-27, 49% of what members did fell into peak hours in which nobody is on shift, first of all Fri 20:00-21:00, Mon 19:00-20:00, Sun 12:00-13:00 and 12 more (America/Chicago)",
            "2016-01-01 至 2016-07-27 期间，成员活动的 49% 落在高峰而无人值班的时段，首先是周五 20:00–21:00、周一 19:00–20:00、周日 12:00–13:00 等 15 个小时（America/Chicago）",
        ),
    ),
    lived(
        "M130",
        "shifts by the clock of another continent",
        tuple(
            swap(
                'closes: "21:00", timezone: America/Chicago',
                'closes: "21:00", timezone: Asia/Shanghai',
                after=f"{{who: {who}, days: ",
            )
            for who in ("member-a", "member-b", "member-c", "member-d", "member-e")
        ),
        finds(
            "M130",
            "  ^shifts:\n",
            "from 2016-01-01 to 2016-07-27, 51% of what members did fell into peak hours in which nobody is on shift, first of all "
            "Fri 20:00-21:00, Mon 19:00-20:00, Sun 12:00-13:00 and 13 more (America/Chicago)",
        ),
    ),
    lived(
        "M130",
        "nobody who watches",
        (
            swap("  shifts:\n", "  shifts: []\n"),
            *(cut(line) for line in SHIFTS),
            swap("moderators: [{who: moderator, hours_per_week: 1}]", "moderators: []"),
        ),
        lacks(
            "M130",
            "^rules:\n  principles",
            "who watches when (`rules.shifts`), to hold it against when members are there",
        ),
    ),
    Mutation(
        "M131",
        "an answer within the first duty hour",
        HOUSTON,
        "plan.yaml",
        (swap("target: PT2H", "target: PT1H"),),
        (
            finds(
                "M131",
                "target: ^PT1H",
                "'sl-first-reply' promises a first reply within 1 h of its hours to 80%; from 2016-07-03 to 2016-07-27, 0 of 18 "
                "messages had one in time (0%)",
                "“sl-first-reply” 承诺对 80% 的消息在服务时段的 1 小时内首次回复；2016-07-03 至 2016-07-27 的 18 条消息中，0 条按时得到回复（0%）",
            ),
        ),
        lived=ANSWERED,
    ),
    Mutation(
        "M131",
        "duty by day and night",
        HOUSTON,
        "plan.yaml",
        (cut('      hours: [{days: [SU, MO, TU, WE, TH, FR], opens: "20:00", closes: "21:00"}]\n'),),
        (
            finds(
                "M131",
                "target: ^PT2H",
                "'sl-first-reply' promises a first reply within 2 h to 80%; from 2016-07-03 to 2016-07-27, 0 of 18 messages had one in "
                "time (0%)",
            ),
        ),
        lived=ANSWERED,
    ),
    Mutation(
        "M131",
        "a channel that the export does not know",
        HOUSTON,
        "plan.yaml",
        (swap("channels: [general, get-feedback]\n      owner", "channels: [partner-mail]\n      owner"),),
        (
            lacks(
                "M131",
                "target: ^PT2H",
                "whether 'sl-first-reply' is kept: the activity knows no channel 'Mailbox for partners and organisers'",
            ),
        ),
        lived=ANSWERED,
    ),
    lived(
        "G131",
        "twenty new members a month",
        (
            add(
                "direction: up, due: 2016-12-31, owner: community-host",
                ", growth: {joins_per_month: 20}",
                after="id: first-voices",
            ),
        ),
        finds(
            "G131",
            "joins_per_month: ^20",
            "objective 'first-voices' counts on 20 joining each month; from 2016-01-01 to 2016-07-27 it was 4.8 (33 in 6.9 months)",
            "目标 “first-voices” 假设每月加入 20 人；2016-01-01 至 2016-07-27 实际每月 4.8 人（6.9 个月共 33 人）",
        ),
    ),
    lived(
        "G131",
        "ten new members a month",
        (
            add(
                "direction: up, due: 2016-12-31, owner: community-host",
                ", growth: {joins_per_month: 10}",
                after="id: first-voices",
            ),
        ),
        finds(
            "G131",
            "joins_per_month: ^10",
            "objective 'first-voices' counts on 10 joining each month; from 2016-01-01 to 2016-07-27 it was 4.8 (33 in 6.9 months)",
        ),
    ),
    lived(
        "G131",
        "members who leave, of whom the export does not tell",
        (
            add(
                "direction: up, due: 2016-12-31, owner: community-host",
                ", growth: {monthly_churn: 0.05}",
                after="id: first-voices",
            ),
        ),
        lacks(
            "G131",
            "monthly_churn: ^0.05",
            "how many leave ('first-voices' counts on it): The imported activity does not tell who stopped being a member, and when.",
        ),
    ),
)
