"""Faults for the rules about quiet hours, ways to report, newcomers and those who have gone quiet."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "M107",
        "a push at half past ten at night",
        TEA,
        "content.yaml",
        (swap("start: 2027-01-07T12:00", "start: 2027-01-07T22:30"),),
        (
            finds(
                "M107",
                "start: ^2027-01-07T22:30",
                "'benefit-day' goes out on 'benefit-groups' at 22:30, in the quiet hours from 22:00 to 09:00",
                "“benefit-day” 在 “benefit-groups” 的发送时间为 22:30，正值 22:00 至 09:00 的免打扰时段",
            ),
        ),
    ),
    Mutation(
        "M107",
        "news in the villages' groups at nine",
        POWER,
        "content.yaml",
        (swap("start: 2027-01-08T17:00", "start: 2027-01-08T21:00"),),
        (
            finds(
                "M107",
                "start: ^2027-01-08T21:00",
                "'weekly-site-news' goes out on 'village-groups' at 21:00, in the quiet hours from 21:00 to 07:30",
            ),
        ),
    ),
    Mutation(
        "M107",
        "a push when the quiet hours end",
        TEA,
        "content.yaml",
        (swap("start: 2027-01-16T10:00", "start: 2027-01-16T09:00"),),
        (),
    ),
    Mutation(
        "M107",
        "a push at no time of day",
        TEA,
        "content.yaml",
        (swap("start: 2027-02-24T10:30", "start: 2027-02-24"),),
        (lacks("M107", "start: ^2027-02-24\n", "the time of day of 'win-back' (`start`)"),),
    ),
    Mutation(
        "M108",
        "two ways to report, and all read along",
        POWER,
        "rules.yaml",
        (
            cut("private: true, ", after="id: conduct-phone"),
            cut("        private: true\n", after="- id: conduct-letter"),
        ),
        (
            finds(
                "M108",
                "- {^id: conduct-phone",
                "no way to report is private: others read along",
                "没有任何举报入口是私密的：其他人也看得到",
            ),
        ),
    ),
    Mutation(
        "M108",
        "a mailbox without an address",
        TEA,
        "rules.yaml",
        (cut("contact: 公众号菜单“联系—合规信箱”，可举报员工, "),),
        (finds("M108", "- {^id: report-mail", "way to report 'report-mail' does not say how it is reached"),),
    ),
    Mutation(
        "M108",
        "the evening's host reads all reports",
        TEA,
        "rules.yaml",
        (
            swap("handled_by: [service-lead]", "handled_by: [evening-steward]", after="id: report-service"),
            swap("handled_by: [compliance]", "handled_by: [evening-steward]"),
            cut("    recusal: 被举报人及其上级不经手；举报管家的由法务合规受理，举报法务合规的由申诉小组召集人受理\n"),
        ),
        (
            finds(
                "M108",
                "^handled_by: [evening-steward]",
                "all private reports go to 'member-m' alone, who also decides 'step-correct': nobody can report 'member-m'",
                after="id: report-service",
            ),
        ),
    ),
    Mutation(
        "M108",
        "reports that nobody is said to read",
        TEA,
        "rules.yaml",
        (
            cut(", handled_by: [service-lead]", after="id: report-service"),
            cut(", handled_by: [compliance]"),
            cut("    recusal: 被举报人及其上级不经手；举报管家的由法务合规受理，举报法务合规的由申诉小组召集人受理\n"),
        ),
        (lacks("M108", "- {^id: report-service", "who reads what comes in here (`handled_by`)"),),
    ),
    Mutation(
        "M110",
        "who comes to a class and is silent is gone",
        TEA,
        "evaluation.yaml",
        (cut(", attend", after="active: {kinds:"),),
        (
            finds(
                "M110",
                "inactive_after: ^P180D",
                "who only comes to events, as 'newcomer-class' asks, counts as inactive after 180 days: `evaluation.active` "
                "does not count `attend`",
                "只参加活动（“newcomer-class” 所请）的人满 180 天即算不活跃：`evaluation.active` 没有计入 `attend`",
                file="rules.yaml",
            ),
        ),
    ),
    Mutation(
        "M110",
        "an export that cannot tell who came",
        HOUSTON,
        "plan.yaml",
        (
            cut(" # commplan: ignore[inactive-rule-blind] the export cannot tell who came; the note asks for nothing"),
            swap("kinds: [message, reply], inactive", "kinds: [message, reply, attend], inactive"),
        ),
        (
            finds(
                "M110",
                "inactive_after: ^P56D",
                "who only comes to events, as 'meetup-evening' asks, counts as inactive after 56 days: no data source tells "
                "`attend`",
            ),
        ),
    ),
    Mutation(
        "M110",
        "nothing said of what makes a member active",
        POWER,
        "evaluation.yaml",
        (swap("active: {kinds: [message, reply, attend], ", "active: {"),),
        (lacks("M110", "^active: {inactive", "what makes a member active (`kinds` of `evaluation.active`)"),),
    ),
)
