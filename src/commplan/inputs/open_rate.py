"""Open rate: of what was delivered, how much was opened."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="open-rate",
    name=Words("Open or read rate", "打开率（阅读率）"),
    unit="share",
    better="up",
    definition=Words(
        "Of the messages delivered in these days: the share that was opened or read, each message and reader once.",
        "这些日子里送达的消息中，被打开或阅读的比例；同一消息同一读者只计一次。",
    ),
    edge_cases=Words(
        "Platforms count opening differently, and mail programs that load pictures by themselves make it look higher:"
        " compare a channel with itself, not with another. Opened days after the end of the tally belongs to it, so "
        "write it down a week later.",
        "各平台对“打开”的统计口径不同，自动加载图片的邮件程序会使数字偏高：请与同一渠道的过去相比，不要跨渠"
        "道比较。统计期之后才打开的也属于这一条，因此请在一周后再记录。",
    ),
    source="platform definitions of readers / delivered; commplan catalogue C1",
    numerator=Words("opened or read", "打开或阅读数"),
    denominator=Words("delivered", "送达数"),
    found=Words(
        "The report of each mailing or post in the mail tool or the official account.",
        "邮件工具或公众号中每次推送的数据。",
    ),
    examples=(
        Sum(
            about=Words(
                "Two channels in the same days: (120 + 60) of (480 + 150).",
                "同一时期的两个渠道：(120 + 60) / (480 + 150)。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-31 120       480         mail
                2026-03-01 2026-03-31 60        150         account
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=180,
            denominator=630,
        ),
    ),
)
