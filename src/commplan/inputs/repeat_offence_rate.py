"""Repeat offences: of the members who met a consequence, how many did it again."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="repeat-offence-rate",
    name=Words("Repeat offence rate", "再犯率"),
    unit="share",
    better="down",
    definition=Words(
        "Of the members whose 90 days after a consequence ended in these days: the share who broke a rule again "
        "within them.",
        "受处置后 90 天观察期在这些日子里届满的成员中，期内再次违规的比例。",
    ),
    edge_cases=Words(
        "Everybody is watched for the same 90 days, or newcomers among them would always look better. Members who "
        "were removed for good cannot repeat and are not in the denominator. One member counts once for each "
        "consequence.",
        "每人观察同样的 90 天，否则刚受处置者总显得更好。已被永久移出的成员无从再犯，不计入分母。同一成员"
        "每次处置各计一次。",
    ),
    source="commplan catalogue C1 (moderation: repeat-offender rate)",
    numerator=Words("members who broke a rule again", "再次违规的成员"),
    denominator=Words("members whose 90 days ended", "观察期届满的成员"),
    found=Words(
        "The moderators' log.",
        "管理员的处理记录。",
    ),
    examples=(
        Sum(
            about=Words(
                "2 of the 10 whose 90 days ended in March.",
                "3 月届满的 10 人中有 2 人再犯。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-31 2         10          -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=2,
            denominator=10,
        ),
    ),
)
