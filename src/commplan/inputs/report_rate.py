"""Report rate: reports of misconduct for each active member."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="report-rate",
    name=Words("Reports per active member", "人均举报数"),
    unit="index",
    better="neither",
    proportion=False,
    additive=False,
    definition=Words(
        "Reports of misconduct that came in in these days, divided by the members active in them.",
        "这些日子里收到的违规举报数，除以同期活跃成员数。",
    ),
    edge_cases=Words(
        "Neither way is better by itself: fewer reports may mean less harm or less trust in being heard. Several "
        "reports of one thing count once. What filters catch by themselves is no report.",
        "高低本身无所谓好坏：举报减少，可能是违规少了，也可能是大家不再相信举报有用。对同一件事的多次举报计一"
        "次。自动过滤的内容不算举报。",
    ),
    source="commplan catalogue C1 (moderation: ratios over reports or actions)",
    numerator=Words("reports", "举报数"),
    denominator=Words("active members", "活跃成员数"),
    found=Words(
        "The moderators' log; active members as `commplan evaluate` counts them.",
        "管理员的处理记录；活跃成员数见 `commplan evaluate`。",
    ),
    examples=(
        Sum(
            about=Words(
                "9 reports among 300 active members.",
                "300 名活跃成员，9 条举报。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-31 9         300         -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=9,
            denominator=300,
        ),
    ),
)
