"""Faults for the rules about information sharing: collisions, time zones, recurrence."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "C103",
        "a host asked for twice",
        TEA,
        "content.yaml",
        (
            swap("start: 2027-01-12T15:00", "start: 2027-01-13T20:30", after="id: growers-call\n"),
            swap("BYDAY=2TU", "BYDAY=2WE", after="id: growers-call\n"),
            swap("[2027-02-09]", "[2027-02-10, 2027-06-09, 2027-09-15]", after="id: growers-call\n"),
        ),
        (
            finds(
                "C103",
                "start: ^2027-01-13T20:30\n",
                "'newcomer-class' 20:00-20:45 and 'growers-call' 20:30-21:30 on 2027-01-13 (Asia/Shanghai) need the same host (member-g), and on 9 more days",
                "2027-01-13（Asia/Shanghai），“newcomer-class” 20:00-20:45 与 “growers-call” 20:30-21:30 需要同一主持人（member-g），另有 9 次",
            ),
        ),
    ),
    Mutation(
        "C103",
        "a host asked for twice, one after the other",
        TEA,
        "content.yaml",
        (
            swap("start: 2027-01-12T15:00", "start: 2027-01-13T20:45", after="id: growers-call\n"),
            swap("BYDAY=2TU", "BYDAY=2WE", after="id: growers-call\n"),
            swap("[2027-02-09]", "[2027-02-10, 2027-06-09, 2027-09-15]", after="id: growers-call\n"),
        ),
        (),
    ),
    Mutation(
        "C103",
        "a post in a freeze",
        POWER,
        "content.yaml",
        (swap("except_dates: [2027-02-05, 2027-02-12, 2027-10-01]", "except_dates: [2027-02-05, 2027-10-01]"),),
        (
            finds(
                "C103",
                "rrule: ^FREQ=WEEKLY;BYDAY=FR\n",
                "'weekly-site-news' is planned for 2027-02-12, a freeze ('春节（腊月廿五至正月初九），不开会、不推送')",
            ),
        ),
    ),
    Mutation(
        "C103",
        "a meeting on Thanksgiving",
        HOUSTON,
        "plan.yaml",
        (
            swap("rrule: FREQ=MONTHLY;BYDAY=4WE;COUNT=11", "rrule: FREQ=MONTHLY;BYDAY=4TH;COUNT=11"),
            swap("kind: meeting, start: 2016-01-27T19:30", "kind: meeting, start: 2016-01-28T19:30"),
        ),
        (
            finds(
                "C103",
                "rrule: ^FREQ=MONTHLY;BYDAY=4TH;COUNT=11,",
                "'organisers-meeting' is planned for 2016-11-24, a public holiday (Thanksgiving Day)",
            ),
        ),
    ),
    Mutation(
        "C103",
        "a country whose holidays nobody knows",
        HOUSTON,
        "plan.yaml",
        (swap("holidays: US-TX", "holidays: ZZ"),),
        (
            lacks("C103", "holidays: ^ZZ\n", "the public holidays of 'ZZ'", "“ZZ” 的公共假日"),
            lacks("C108", "holidays: ^ZZ\n", "the public holidays of 'ZZ'", "“ZZ” 的公共假日"),
        ),
    ),
    Mutation(
        "C103",
        "a meeting without end before another",
        POWER,
        "content.yaml",
        (cut("      duration: PT8H\n", after="- id: fund-vote\n"),),
        (
            lacks(
                "C103",
                "- ^id: fund-vote\n",
                "how long 'fund-vote' takes (`duration`), as 'lower-day' follows on the same day",
            ),
        ),
    ),
    Mutation(
        "C104",
        "an abbreviation",
        TEA,
        "structure.yaml",
        (swap("timezone: Asia/Shanghai", "timezone: CST", after="id: member-k,"),),
        (
            finds(
                "C104",
                "timezone: ^CST,",
                "'CST' is an abbreviation, not a time zone: China or US Central",
                "“CST” 是缩写，不是时区：中国或美国中部",
            ),
        ),
    ),
    Mutation(
        "C104",
        "a plan without time zone",
        POWER,
        "plan.yaml",
        (cut("  timezone: Asia/Shanghai\n"),),
        (
            finds(
                "C104",
                'time: ^"08:45"\n',
                "08:45 of routine 'grievance-desk' has no time zone, nor have 49 more times of the plan",
                file="rules.yaml",
            ),
        ),
    ),
    Mutation(
        "C104",
        "an offset on a series",
        HOUSTON,
        "plan.yaml",
        (swap("start: 2016-01-05T12:00", "start: 2016-01-05T12:00-06:00"),),
        (
            finds(
                "C104",
                "start: ^2016-01-05T12:00-06:00,",
                "entry 'tuesday-post' recurs at 12:00-06:00, a fixed offset that knows no summer time",
            ),
        ),
    ),
    Mutation(
        "C104",
        "a city that is no zone",
        POWER,
        "rules.yaml",
        (swap("timezone: Asia/Shanghai", "timezone: Asia/Beijing", after="id: sl-group\n"),),
        (finds("C104", "timezone: ^Asia/Beijing\n", "no IANA time zone is called 'Asia/Beijing'"),),
    ),
    Mutation(
        "C106",
        "a series on the 31st",
        TEA,
        "content.yaml",
        (
            swap("BYMONTHDAY=25", "BYMONTHDAY=31"),
            swap("start: 2027-01-25T10:00", "start: 2027-01-31T10:00", after="id: points-notice\n"),
        ),
        (
            finds(
                "C106",
                'rrule: ^"FREQ=MONTHLY;BYMONTHDAY=31"\n',
                "'points-notice' falls on day 31 and is left out in 2027-02, 2027-04, 2027-06, 2027-09, 2027-11",
                "“points-notice” 定在 31 日，2027-02、2027-04、2027-06、2027-09、2027-11 没有这一天，会被漏掉",
            ),
        ),
    ),
    Mutation(
        "C106",
        "a series on the 28th",
        TEA,
        "content.yaml",
        (
            swap("BYMONTHDAY=25", "BYMONTHDAY=28"),
            swap("start: 2027-01-25T10:00", "start: 2027-01-28T10:00", after="id: points-notice\n"),
        ),
        (),
    ),
    Mutation(
        "C106",
        "an end in local time",
        HOUSTON,
        "plan.yaml",
        (swap("rrule: FREQ=WEEKLY;BYDAY=TU;COUNT=50", "rrule: FREQ=WEEKLY;BYDAY=TU;UNTIL=20161213T120000"),),
        (
            finds(
                "C106",
                "rrule: ^FREQ=WEEKLY;BYDAY=TU;UNTIL=20161213T120000,",
                "'tuesday-post': UNTIL=20161213T120000 is not in UTC, though its start is in a time zone",
            ),
        ),
    ),
    Mutation(
        "C106",
        "the same end in UTC",
        HOUSTON,
        "plan.yaml",
        (swap("rrule: FREQ=WEEKLY;BYDAY=TU;COUNT=50", "rrule: FREQ=WEEKLY;BYDAY=TU;UNTIL=20161213T180000Z"),),
        (),
    ),
    Mutation(
        "C106",
        "an hour that summer time skips",
        HOUSTON,
        "plan.yaml",
        (swap('time: "20:00"', 'time: "02:30"', after="id: evening-round"),),
        (
            finds(
                "C106",
                'time: ^"02:30",',
                "02:30 does not exist on 2016-03-13 in America/Chicago: 'evening-round' happens at 03:30",
            ),
        ),
    ),
    Mutation(
        "C106",
        "a series without first date",
        HOUSTON,
        "plan.yaml",
        (cut(" start: 2016-01-06T09:00,"),),
        (
            lacks(
                "C106",
                "- {^id: meetup-announcement,",
                "the first date of 'meetup-announcement' (`start`)",
                "“meetup-announcement” 的首次日期（`start`）",
            ),
            lacks("C107", "- {^id: meetup-announcement,", "when 'meetup-announcement' happens (`start`)"),
            lacks("M107", "- {^id: meetup-announcement,", "the time of day of 'meetup-announcement' (`start`)"),
        ),
    ),
)
