"""Join rate: of the people who saw the way in, how many joined."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="join-rate",
    name=Words("Join rate", "入群率"),
    unit="share",
    better="up",
    definition=Words(
        "Of the people who saw the way into a channel (a page, a poster, a QR code) in these days: the share who "
        "joined it.",
        "这些日子里看到入群入口（页面、海报、二维码）的人中，加入的比例。",
    ),
    edge_cases=Words(
        "People who saw it are what a platform or a counter says, which nobody can verify: count each person once, "
        "not each view. Joins without having seen the way in (invited, added by hand) are not in the numerator. A QR "
        "code that expires makes two tallies.",
        "看到的人数以平台或计数工具为准，无从核实：按人数而非浏览次数计。未经入口加入的（受邀、人工拉入）不计"
        "入分子。二维码过期更换后请另记一条。",
    ),
    source="private-domain practice (joins / exposure of the channel); commplan catalogue C1",
    numerator=Words("people who joined", "加入的人数"),
    denominator=Words("people who saw the way in", "看到入口的人数"),
    found=Words(
        "The statistics of the page or code that leads in; the member list of the channel.",
        "入口页面或活码的统计；渠道的成员列表。",
    ),
    examples=(
        Sum(
            about=Words(
                "Two codes, one after the other: (30 + 12) of (400 + 300). The one of April is another period's.",
                "先后两个活码：(30 + 12) / (400 + 300)。4 月的一条属于另一时段。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-14 30        400         -
                2026-03-15 2026-03-31 12        300         -
                2026-04-01 2026-04-14 9         90          -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=42,
            denominator=700,
        ),
    ),
)
