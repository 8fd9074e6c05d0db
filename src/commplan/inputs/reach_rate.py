"""Reach: of the people meant, how many the message got to."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="reach-rate",
    name=Words("Reach rate", "触达率"),
    unit="share",
    better="up",
    definition=Words(
        "Of the people whom messages of these days were meant for: the share to whom they were delivered, each "
        "message counted apart.",
        "这些日子里各条消息面向的人中，实际送达的比例；每条消息分别计。",
    ),
    edge_cases=Words(
        "Delivered is not sent: bounced mails, members who blocked the account and quotas that were used up are not "
        "delivered. Delivered is not read either: see the open rate. Add up all messages, also those that went badly.",
        "送达不等于发出：退信、已拉黑账号的成员、配额用尽而未发的都不算送达。送达也不等于阅读，阅读请看打开率"
        "。所有消息都要计入，效果差的也不例外。",
    ),
    source="platform definitions of delivered against sent; commplan catalogue C1",
    numerator=Words("deliveries", "送达数"),
    denominator=Words("people meant, over all messages", "各条消息面向的人次"),
    found=Words(
        "The sending report of the mail tool, the official account or the group tool.",
        "邮件工具、公众号或群发工具的发送报告。",
    ),
    examples=(
        Sum(
            about=Words(
                "A mail to 500 of which 480 arrived, and a post pushed to 200 of which 150 arrived.",
                "一封邮件发给 500 人，送达 480；一条推送面向 200 人，送达 150。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-03 2026-03-03 480       500         -
                2026-03-10 2026-03-10 150       200         -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=630,
            denominator=700,
        ),
    ),
)
