"""Faults for the rules about a calendar that is kept: what became of its dates, who answers for them, what it is made of."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

EARLIER = swap("period: {start: 2027-01-01", "period: {start: 2026-12-01", file="plan.yaml")
OFF = "{}, leave: [{{start: 2027-09-07, end: 2027-09-07}}]"

TABLE = (
    Mutation(
        "C111",
        "rules on points that were to be published in December",
        TEA,
        "content.yaml",
        (
            EARLIER,
            swap("start: 2027-01-04T11:00", "start: 2026-12-28T11:00"),
            swap("draft_due: 2026-12-28", "draft_due: 2026-12-21"),
        ),
        (
            finds(
                "C111",
                "- ^id: points-rules-2027",
                "'points-rules-2027' was planned for 2026-12-28, 18 days ago, and is still `planned`",
                "“points-rules-2027” 原定 2026-12-28，已过 18 天，状态仍是 `planned`",
            ),
        ),
    ),
    Mutation(
        "C111",
        "a campaign of March that is done in January",
        TEA,
        "content.yaml",
        (swap("      start: 2027-03-22T10:00\n", "      start: 2027-03-22T10:00\n      status: done\n"),),
        (
            finds(
                "C111",
                "status: ^done",
                "'spring-tea' is `done`, but its own date 2027-03-22 is still to come",
                "“spring-tea” 的状态为 `done`，但日期 2027-03-22 尚未到来",
            ),
        ),
    ),
    Mutation(
        "C111",
        "a drill whose result is known half a year before",
        POWER,
        "content.yaml",
        (
            swap(
                "      start: 2027-09-07T09:30\n",
                "      start: 2027-09-07T09:30\n      outcomes: [{date: 2027-09-07, attended: 400}]\n",
            ),
        ),
        (
            finds(
                "C111",
                "date: ^2027-09-07, attended",
                "'drill' has an outcome for 2027-09-07, which is still to come",
                "“drill” 写有 2027-09-07 的结果，而当天尚未到来",
            ),
        ),
    ),
    Mutation(
        "C111",
        "rules on points published two weeks ago",
        TEA,
        "content.yaml",
        (
            swap("start: 2027-01-04T11:00", "start: 2027-01-01T11:00\n      on_holidays: intended"),
            swap("draft_due: 2026-12-28", "draft_due: 2026-12-27"),
        ),
        (),
    ),
    Mutation(
        "C111",
        "meetings of the team since December of which nobody writes down what became of them",
        TEA,
        "content.yaml",
        (EARLIER, swap("start: 2027-01-04T09:30", "start: 2026-12-21T09:30")),
        (
            lacks(
                "C111",
                '^"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"',
                "what became of the past dates of 'staff-brief' (`outcomes: [{date: ..., attended: ...}]`, or a source of the evaluation for the metric calendar-execution)",
            ),
        ),
    ),
    Mutation(
        "C112",
        "riddles on the Lantern Festival of the year before",
        TEA,
        "content.yaml",
        (swap("start: 2027-02-20T19:00", "start: 2027-03-03T19:00"),),
        (
            finds(
                "C112",
                "start: ^2027-03-03T19:00",
                "'lantern-quiz' is on 2027-03-03, the day of the Lantern Festival in 2026; in 2027 it is on 2027-02-20",
                "“lantern-quiz” 定在 2027-03-03，那是 2026 年元宵节的日期；2027 年是 2027-02-20",
            ),
        ),
    ),
    Mutation(
        "C112",
        "riddles on the twentieth of February of every year",
        TEA,
        "content.yaml",
        (swap("      start: 2027-02-20T19:00\n", "      start: 2027-02-20T19:00\n      rrule: FREQ=YEARLY\n"),),
        (
            finds(
                "C112",
                "rrule: ^FREQ=YEARLY\n",
                "'lantern-quiz' recurs on the same day of every year, but the Lantern Festival is on 2027-02-20, 2028-02-09, 2029-02-27",
                "“lantern-quiz” 每年固定在公历同一天，而元宵节依次是 2027-02-20、2028-02-09、2029-02-27",
            ),
        ),
    ),
    Mutation(
        "C112",
        "a greeting for the first day of the year on the second",
        TEA,
        "content.yaml",
        (swap("start: 2027-02-06T10:00", "start: 2027-02-07T10:00"),),
        (
            finds(
                "C112",
                "start: ^2027-02-07T10:00",
                "'spring-greeting' is on 2027-02-07, but the Spring Festival is on 2027-02-06",
                "“spring-greeting” 定在 2027-02-07，而春节是 2027-02-06",
            ),
        ),
    ),
    Mutation(
        "C112",
        "riddles of the Lantern Festival 31 days after",
        TEA,
        "content.yaml",
        (swap("start: 2027-02-20T19:00", "start: 2027-03-23T19:00"),),
        (),
    ),
    Mutation(
        "C112",
        "riddles of the Lantern Festival on no date",
        TEA,
        "content.yaml",
        (cut("      start: 2027-02-20T19:00\n"),),
        (
            lacks("B102", "- ^id: lantern-quiz\n", "when 'lantern-quiz' happens (`start`)"),
            lacks("C107", "- ^id: lantern-quiz\n", "when 'lantern-quiz' happens (`start`)"),
            lacks("C112", "- ^id: lantern-quiz\n", "when 'lantern-quiz' happens (`start`)"),
            lacks(
                "C113",
                "- ^id: lantern-quiz\n",
                "the time of day of 'lantern-quiz' (`start`)",
                "“lantern-quiz” 的时刻（`start`）",
            ),
        ),
    ),
    Mutation(
        "C113",
        "calls with lenders at one in the morning of London, without recording",
        POWER,
        "content.yaml",
        (swap("start: 2027-01-13T16:30", "start: 2027-01-13T09:00"), cut("      recording: 资料室，保存两年\n")),
        (
            finds(
                "C113",
                "start: ^2027-01-13T09:00",
                "'lender-meeting' begins for audience 'lenders' at 01:00 or 02:00 in Europe/London, on each of its 4 dates, and there is no recording",
                "“lender-meeting” 对受众 “lenders” 来说在 Europe/London 时间 01:00 或 02:00 开始，4 次都是如此，又没有回放",
            ),
        ),
    ),
    Mutation(
        "C113",
        "a feedback hour for readers in Athens",
        HOUSTON,
        "plan.yaml",
        (
            swap("timezone: America/Chicago, power: 2, interest: 3", "timezone: Europe/Athens, power: 2, interest: 3"),
            cut(", recording: the channel itself", after="id: feedback-friday,"),
        ),
        (
            finds(
                "C113",
                "start: ^2016-05-06T20:30",
                "'feedback-friday' begins for audience 'readers' at 03:30 or 04:30 in Europe/Athens, on each of its 8 dates, and there is no recording",
            ),
        ),
    ),
    Mutation(
        "C113",
        "calls with lenders at seven in the morning of London in winter",
        POWER,
        "content.yaml",
        (swap("start: 2027-01-13T16:30", "start: 2027-01-13T15:00"), cut("      recording: 资料室，保存两年\n")),
        (),
    ),
    Mutation(
        "C113",
        "calls with people of whom nobody knows where they live, without recording",
        POWER,
        "content.yaml",
        (cut("      recording: 资料室，保存两年\n"), cut("      timezone: Europe/London\n", file="goals.yaml")),
        (
            lacks(
                "C113",
                "- ^id: lenders\n",
                "where most of audience 'lenders' live (`timezone`), to tell whether they are awake when events are held",
                "受众 “lenders” 大多在哪个时区（`timezone`），据以判断活动时他们是否醒着",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "C114",
        "a workshop for 50 people with three coaches",
        HOUSTON,
        "plan.yaml",
        (swap("expected_attendance: 18, capacity: 20", "expected_attendance: 50, capacity: 50"),),
        (
            finds(
                "C114",
                "^team: [member-e, member-f, member-g], venue: Room of venue 2,\n       language: en, effort_hours: 9",
                "'workshop' is for 50 people and has 3 helpers beside the one who teaches; one for every 10 would be 5",
                "“workshop” 预计 50 人参加，主讲之外有 3 名助教；按每 10 人一名应有 5 名",
            ),
        ),
    ),
    Mutation(
        "C114",
        "a training for contractors while one of the team is on leave",
        POWER,
        "structure.yaml",
        (
            cut("      helpers: 1 # 总包安全员，带一组情景演练\n", file="content.yaml"),
            swap("expected_attendance: 36", "expected_attendance: 30", file="content.yaml"),
            swap(
                "skills: [劳动关系], hours_per_week: 12",
                "skills: [劳动关系], hours_per_week: 12, leave: [{start: 2027-05-26, end: 2027-05-26}]",
            ),
        ),
        (
            finds(
                "C114",
                "^team: [grievance-officer, hr-lead, ehs-manager]",
                "'contractor-training' is for 30 people and has 2 helpers beside the one who teaches on 2027-05-26; one for every 10 would be 3",
                file="content.yaml",
            ),
        ),
    ),
    Mutation(
        "C114",
        "a workshop for 30 people with three coaches",
        HOUSTON,
        "plan.yaml",
        (swap("expected_attendance: 18, capacity: 20", "expected_attendance: 30, capacity: 30"),),
        (),
    ),
    Mutation(
        "C114",
        "a workshop for nobody knows how many",
        HOUSTON,
        "plan.yaml",
        (cut("expected_attendance: 18, capacity: 20, "),),
        (
            lacks(
                "C114",
                "{^id: workshop,",
                "how many people 'workshop' is for (`expected_attendance`)",
                "“workshop” 预计多少人参加（`expected_attendance`）",
            ),
        ),
    ),
    Mutation(
        "C115",
        "a survey that nobody conducts",
        TEA,
        "content.yaml",
        (cut("      owner: analyst\n", after="id: nps-survey\n"),),
        (
            lacks("B107", "- ^id: nps-survey\n", "who answers for 'nps-survey' (`owner`)"),
            finds("C115", "- ^id: nps-survey\n", "nobody answers for 'nps-survey'", "“nps-survey” 没有负责人"),
        ),
    ),
    Mutation(
        "C115",
        "a drill while its manager and the deputy are on leave",
        POWER,
        "content.yaml",
        (
            swap(
                "skills: [环境监测, 应急], hours_per_week: 14",
                OFF.format("skills: [环境监测, 应急], hours_per_week: 14"),
                file="structure.yaml",
            ),
            swap(
                "skills: [应急指挥], hours_per_week: 8",
                OFF.format("skills: [应急指挥], hours_per_week: 8"),
                file="structure.yaml",
            ),
        ),
        (
            finds(
                "C115",
                "owner: ^ehs-manager\n",
                "'drill' is on 2027-09-07, when everybody behind 'ehs-manager' is on leave",
                "“drill” 安排在 2027-09-07，而 “ehs-manager” 背后的人当天都在休假",
                after="id: drill\n",
            ),
        ),
    ),
    Mutation(
        "C115",
        "a drill while its manager is on leave and the deputy is not",
        POWER,
        "structure.yaml",
        (
            swap(
                "skills: [环境监测, 应急], hours_per_week: 14",
                OFF.format("skills: [环境监测, 应急], hours_per_week: 14"),
            ),
        ),
        (),
    ),
    Mutation(
        "C116",
        "a campaign that is sensitive and that nobody releases",
        TEA,
        "content.yaml",
        (cut("      approver: compliance\n", after="id: double-eleven\n"),),
        (
            finds(
                "C116",
                "- ^id: double-eleven\n",
                "'double-eleven' is marked as sensitive, and nobody releases it",
                "“double-eleven” 标为敏感内容，却没有人审核放行",
            ),
        ),
    ),
    Mutation(
        "C116",
        "a note to lenders that the same person writes and releases",
        POWER,
        "content.yaml",
        (swap("approver: general-manager", "approver: member-h", after="id: lender-note\n"),),
        (
            finds(
                "C116",
                "approver: ^member-h",
                "'lender-note' is marked as sensitive, and 'member-h' both makes and releases it",
                "“lender-note” 标为敏感内容，而制作与放行都是 “member-h”",
            ),
        ),
    ),
    Mutation(
        "C116",
        "a report on money that nobody releases",
        TEA,
        "content.yaml",
        (cut("      approver: brand-director\n", after="id: rep-points\n"),),
        (finds("C116", "- ^id: rep-points\n", "'rep-points' is a report on finance, and nobody releases it"),),
    ),
    Mutation(
        "C116",
        "a campaign that is sensitive and that nobody makes",
        TEA,
        "content.yaml",
        (cut("      owner: benefit-steward\n", after="id: double-eleven\n"),),
        (
            finds("C115", "- ^id: double-eleven\n", "nobody answers for 'double-eleven'"),
            lacks(
                "C116",
                "- ^id: double-eleven\n",
                "who makes 'double-eleven' (`owner`), to tell whether somebody else releases it",
                "“double-eleven” 由谁制作（`owner`），据以判断是否由他人放行",
            ),
        ),
    ),
    Mutation(
        "C117",
        "articles that are there to sell",
        TEA,
        "content.yaml",
        (swap("pillar: learn", "pillar: offer", after="id: article\n"),),
        (
            finds(
                "C117",
                "share: ^0.21, member_made: 0, promotional",
                "of 368 dates of the calendar 178 belong to pillar 'offer', 48% instead of 21%, 53 belong to pillar 'learn', 14% instead of 41%",
                "日历共 368 次：栏目 “offer” 有 178 次，占 48%，目标为 21%；栏目 “learn” 有 53 次，占 14%，目标为 41%",
            ),
            finds(
                "C117",
                "most_promotional: ^0.25",
                "178 of 368 dates of the calendar sell or advertise, 48%; at most 25% may",
                "日历 368 次中有 178 次属于推广，占 48%，上限为 25%",
            ),
        ),
    ),
    Mutation(
        "C117",
        "shares of pillars that are more than the whole",
        HOUSTON,
        "plan.yaml",
        (swap("share: 0.36", "share: 0.66"),),
        (finds("C117", "share: ^0.35", "the shares of the pillars come to 130% together", "各栏目占比合计为 130%"),),
    ),
    Mutation(
        "C117",
        "a fifth that may sell, and a little more that does",
        TEA,
        "content.yaml",
        (swap("most_promotional: 0.25", "most_promotional: 0.2"),),
        (
            finds(
                "C117",
                "most_promotional: ^0.2\n",
                "80 of 368 dates of the calendar sell or advertise, 22%; at most 20% may",
            ),
        ),
    ),
    Mutation(
        "C117",
        "as much that sells as may",
        TEA,
        "content.yaml",
        (swap("most_promotional: 0.25", "most_promotional: 0.218"),),
        (),
    ),
    Mutation(
        "C117",
        "nobody says what sells",
        TEA,
        "content.yaml",
        (cut(", promotional: true"),),
        (
            lacks(
                "C117",
                "most_promotional: ^0.25",
                "which content pillars sell or advertise (`promotional: true`), to hold them against `most_promotional`",
                "哪些内容栏目属于推广（`promotional: true`），据以与 `most_promotional` 比较",
            ),
        ),
    ),
)
