"""Faults for the rules about the rhythm of the calendar: how often, how evenly, on which days."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "C107",
        "a limit of four for five items",
        POWER,
        "goals.yaml",
        (swap("max_contacts_per_week: 5", "max_contacts_per_week: 4", after="id: fishers\n"),),
        (
            finds(
                "C107",
                "max_contacts_per_week: ^4",
                "audience 'fishers' gets 5 items in the week of 2027-10-18, its limit is 4 a week: 'monthly-disclosure', 'grievance-report', 'environment-data', 'd-plan-2028-draft' and 1 more",
                "受众 “fishers” 在 2027-10-18 起的一周内收到 5 项内容，其上限为每周 4 次：“monthly-disclosure”、“grievance-report”、“environment-data”、“d-plan-2028-draft”等，另有 1 个条目",
                after="id: fishers\n",
            ),
        ),
    ),
    Mutation(
        "C107",
        "the review goes to the readers too",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "audiences: [organisers, regulars], pillar: meet, objectives: [calendar-kept, even-shares]",
                "audiences: [organisers, regulars, readers], pillar: meet, objectives: [calendar-kept, even-shares]",
            ),
        ),
        (
            finds(
                "C107",
                "max_contacts_per_week: ^4",
                "audience 'readers' gets 5 items in the week of 2016-10-03, its limit is 4 a week: 'tuesday-post', 'meetup-announcement', 'quarter-review', 'read-and-data-post' and 1 more",
                after="id: readers,",
            ),
        ),
    ),
    Mutation(
        "C107",
        "as many as the limit allows",
        TEA,
        "goals.yaml",
        (swap("max_contacts_per_week: 6", "max_contacts_per_week: 5"),),
        (),
    ),
    Mutation(
        "C107",
        "no limit for five items a week",
        TEA,
        "goals.yaml",
        (cut("      max_contacts_per_week: 6\n"),),
        (
            lacks(
                "C107",
                "- ^id: regulars\n",
                "how often 'regulars' may be contacted (`max_contacts_per_week`); the plan does so up to 5 times a week",
            ),
        ),
    ),
    Mutation(
        "C108",
        "a draft due on the Dragon Boat Festival",
        TEA,
        "content.yaml",
        (swap("draft_due: 2027-06-07", "draft_due: 2027-06-09"),),
        (
            finds(
                "C108",
                "draft_due: ^2027-06-09",
                "the draft of 'mid-year' is due on 2027-06-09, a public holiday (Dragon Boat Festival)",
                "“mid-year” 的初稿截止日 2027-06-09 是公共假日（端午节）",
            ),
        ),
    ),
    Mutation(
        "C108",
        "a review on Labor Day",
        HOUSTON,
        "plan.yaml",
        (swap("start: 2016-12-07T19:30", "start: 2016-09-05T19:30"),),
        (
            finds(
                "B103",
                "hours_per_week: ^3",
                "'member-g' needs 2.5 h in the week of 2016-09-05 and has 2.4 h (3 h less 1 of 5 days of leave or holidays); 1 of 53 weeks is over; most: 'year-review' 2 h, 'access-requests' 0.5 h",
                after="{id: member-g, name: Member G",
            ),
            finds(
                "C108",
                "start: ^2016-09-05T19:30",
                "'year-review' is planned for 2016-09-05, a public holiday (Labor Day)",
            ),
        ),
    ),
    Mutation(
        "C108",
        "a draft due on the day after the Dragon Boat Festival",
        TEA,
        "content.yaml",
        (swap("draft_due: 2027-06-07", "draft_due: 2027-06-10"),),
        (),
    ),
    Mutation(
        "C108",
        "tastings on Sundays of a year whose working weekends nobody knows yet",
        POWER,
        "content.yaml",
        (swap("start: 2027-11-04T14:30", "start: 2027-11-06T14:30"),),
        (
            lacks(
                "C108",
                "holidays: ^CN\n",
                "the make-up workdays of 2027, not known here yet: look through the weekend dates of the calendar once they are published",
                "2027 年的调休上班日，此处尚未收录：公布后请核对日历中的周末日期",
                file="plan.yaml",
            ),
        ),
    ),
    Mutation(
        "C109",
        "readings that stop in March",
        HOUSTON,
        "plan.yaml",
        (
            swap(
                "pillar: read, objectives: [weekly-actives, even-shares],\n       owner: rota-editor",
                "pillar: show, objectives: [weekly-actives, even-shares],\n       owner: rota-editor",
            ),
        ),
        (
            finds(
                "C109",
                "- {^id: read, name:",
                "pillar 'read' has nothing for 38 weeks, from 2016-03-25 to 2016-12-17",
                "栏目 “read” 从 2016-03-25 到 2016-12-17 有 38 周没有内容",
            ),
        ),
    ),
    Mutation(
        "C109",
        "readings that pause from March to October",
        HOUSTON,
        "plan.yaml",
        (swap("start: 2016-04-07T12:30", "start: 2016-10-06T12:30"),),
        (
            finds(
                "C109",
                "- {^id: read, name:",
                "pillar 'read' has nothing for 27 weeks, from 2016-03-25 to 2016-10-05",
            ),
        ),
    ),
    Mutation(
        "C109",
        "readings that pause from March to September",
        HOUSTON,
        "plan.yaml",
        (swap("start: 2016-04-07T12:30", "start: 2016-09-01T12:30"),),
        (),
    ),
    Mutation(
        "C109",
        "the days of a calendar that pauses are not all known",
        HOUSTON,
        "plan.yaml",
        (
            swap("start: 2016-04-07T12:30", "start: 2016-10-06T12:30"),
            cut(" start: 2016-12-07T19:30,"),
        ),
        (
            lacks("C107", "- {^id: year-review,", "when 'year-review' happens (`start`)"),
            lacks(
                "C109",
                "- {^id: year-review,",
                "when 'year-review' happens (`start`)",
                "“year-review” 何时进行（`start`）",
            ),
        ),
    ),
    Mutation(
        "C110",
        "a draft due after the live review",
        TEA,
        "content.yaml",
        (swap("draft_due: 2027-01-14", "draft_due: 2027-01-18"),),
        (
            finds(
                "C110",
                "draft_due: ^2027-01-18",
                "the draft of 'live-review' is due on 2027-01-18, after it is published on 2027-01-16",
                "“live-review” 的初稿截止日 2027-01-18 晚于发布日 2027-01-16",
            ),
        ),
    ),
    Mutation(
        "C110",
        "a draft due on the day on which it must be released",
        TEA,
        "content.yaml",
        (swap("draft_due: 2027-01-14", "draft_due: 2027-01-16"),),
        (
            finds(
                "C110",
                "draft_due: ^2027-01-16",
                "the draft of 'live-review' is due on 2027-01-16, the day on which it is published, and 'compliance' has to release it before",
            ),
        ),
    ),
    Mutation(
        "C110",
        "a draft due on the day before",
        TEA,
        "content.yaml",
        (swap("draft_due: 2027-01-14", "draft_due: 2027-01-15"),),
        (),
    ),
    Mutation(
        "C110",
        "a draft of something without date",
        TEA,
        "content.yaml",
        (cut("      start: 2027-06-14T10:00\n"),),
        (
            lacks("B102", "- ^id: mid-year\n", "when 'mid-year' happens (`start`)"),
            lacks("C107", "- ^id: mid-year\n", "when 'mid-year' happens (`start`)"),
            lacks("C110", "- ^id: mid-year\n", "when 'mid-year' happens (`start`)", "“mid-year” 何时进行（`start`）"),
            lacks("M107", "- ^id: mid-year\n", "the time of day of 'mid-year' (`start`)"),
        ),
    ),
)
