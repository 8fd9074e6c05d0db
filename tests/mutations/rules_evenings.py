"""Faults for the rule about evenings in which everybody who watches is asleep."""

from mutations.form import POWER, TEA, Mutation, cut, finds, lacks, swap

SHIFTS = """  shifts:
    - {days: [MO, TU, WE, TH, FR], opens: "08:30", closes: "17:30", who: [grievance-officer, liaison-officer], timezone: Asia/Shanghai, channels: [hotline, info-centre, village-groups]}
    - {days: [MO, TU, WE, TH, FR, SA, SU], opens: "00:00", closes: "24:00", who: [duty-officer], timezone: Asia/Shanghai, channels: [duty-line]}
"""

TABLE = (
    Mutation(
        "M112",
        "customers in Europe, everybody who watches in China",
        TEA,
        "goals.yaml",
        (swap("timezone: Asia/Shanghai", "timezone: Europe/London", after="id: newcomers\n"),),
        (
            finds(
                "M112",
                "timezone: ^Europe/London",
                "audience 'newcomers' talks in 'entry-groups'; of the 28 hours of its evenings in a week (18:00-22:00, "
                "Europe/London) somebody who watches is awake in 0",
                "受众 “newcomers” 在 “entry-groups” 中交流；其一周 28 个晚间小时（18:00–22:00，Europe/London）中，有看管的人清醒的为 0 小时",
            ),
        ),
    ),
    Mutation(
        "M112",
        "growers in France, everybody who watches in China",
        TEA,
        "goals.yaml",
        (swap("timezone: Asia/Shanghai", "timezone: Europe/Paris", after="id: growers\n"),),
        (
            finds(
                "M112",
                "timezone: ^Europe/Paris",
                "audience 'growers' talks in 'growers-group'; of the 28 hours of its evenings in a week (18:00-22:00, "
                "Europe/Paris) somebody who watches is awake in 0",
            ),
        ),
    ),
    Mutation(
        "M112",
        "an evening that is not over when the first gets up",
        TEA,
        "goals.yaml",
        (swap("timezone: Asia/Shanghai", "timezone: America/New_York", after="id: newcomers\n"),),
        (),
    ),
    Mutation(
        "M112",
        "nobody watches, and nobody moderates",
        POWER,
        "rules.yaml",
        (
            cut(SHIFTS),
            cut(
                "    moderators:\n      - {who: liaison-officer, hours_per_week: 4}\n      - {who: disclosure-editor, hours_per_week: 3}\n"
            ),
        ),
        (
            lacks(
                "M112",
                "^rules:",
                "who watches when (`rules.shifts`, as `- {who: [...], days: [MO], opens: 18:00, closes: 22:00}`, or `rules.moderation`, as `{moderators: [{who: ..., hours_per_week: ...}]}`)",
            ),
            finds(
                "M102",
                "target: ^PT30M",
                "service level 'sl-emergency' promises an answer within 30 min day and night, and no shift is stated",
            ),
            lacks("M102", "^id: sl-ack", "who is on shift for 'sl-ack' (`rules.shifts`)"),
            lacks("M102", "^id: sl-group", "who is on shift for 'sl-group' (`rules.shifts`)"),
            lacks("M102", "^id: sl-resolve", "who is on shift for 'sl-resolve' (`rules.shifts`)"),
            lacks("M103", "^moderation:", "who moderates (`moderators`), to tell whether moderators have hours enough"),
        ),
    ),
)
