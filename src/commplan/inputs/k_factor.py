"""K factor: how many active newcomers each member brings."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="k-factor",
    name=Words("K factor of invitations", "裂变系数（K 因子）"),
    unit="index",
    better="up",
    proportion=False,
    definition=Words(
        "Members who came by an invitation in these days and became active, divided by the members who could invite. "
        "Above 1 a wave grows by itself.",
        "这些日子里经邀请加入并活跃起来的成员数，除以有资格邀请的成员数。大于 1 时，一轮裂变可自行增长。",
    ),
    edge_cases=Words(
        "Count newcomers who did something, not who were only added. It is the number of one wave: write a tally for each wave, "
        "with its first and last day, so that it is known how long a wave takes. The nth wave to come brings seed × K to the power "
        "of n, where the seed are the newcomers of the last wave: never (1 + K) to the power of n, since the same members inviting "
        "again make no second wave. The report tells the waves to come: after the example 45 × 0.5, that is 22.5, then 11.25, 5.6 and "
        "2.8, each a fortnight later, and 45 in all however long it goes on. Bought and self-invited accounts are not newcomers.",
        "只计有实际行为的新成员，仅被拉入的不计。它是一轮的系数：请每轮记一条，写明首日与末日，从而得知一轮用时。此后第 n 轮带来"
        " 种子数 × K 的 n 次方（种子数为最近一轮的新成员数），而不是 (1 + K) 的 n 次方：同一批人再次邀请不算新一轮。报告会列出"
        "之后各轮：如示例之后为 45 × 0.5 = 22.5，再为 11.25、5.6、2.8，每轮两周；无论持续多久，合计至多 45。刷量与自邀账号不是新成员。",
    ),
    source="invites per user × conversion of invites, as wave model; commplan catalogue C1",
    numerator=Words("active newcomers who were invited", "受邀并活跃的新成员"),
    denominator=Words("members who could invite", "可邀请他人的成员"),
    found=Words(
        "The invitation report of the group tool, or the referral codes of the sign-up form.",
        "群工具的邀请报表，或报名表中的邀请码。",
    ),
    examples=(
        Sum(
            about=Words(
                "Two waves of a fortnight: (60 + 45) through (100 + 110).",
                "两轮，每轮两周：(60 + 45) / (100 + 110)。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-14 60        100         -
                2026-03-15 2026-03-28 45        110         -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=105,
            denominator=210,
        ),
    ),
)
