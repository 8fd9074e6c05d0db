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
                "受众 'fishers' 在 2027-10-18 起的一周内收到 5 项内容，其上限为每周 4 次：'monthly-disclosure'、'grievance-report'、'environment-data'、'd-plan-2028-draft'等，另有 1 个条目",
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
)
