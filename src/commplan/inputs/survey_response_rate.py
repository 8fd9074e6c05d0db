"""Survey response rate: of the people asked, how many answered."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="survey-response-rate",
    name=Words("Survey response rate", "问卷回收率"),
    unit="share",
    better="up",
    definition=Words(
        "Of the people who were asked to answer a survey in these days: the share who did.",
        "这些日子里受邀作答问卷的人中，实际作答的比例。",
    ),
    edge_cases=Words(
        "Asked is who got the question, not who could have seen a link; with an open link nobody knows it, and then "
        "there is no rate. An unfinished answer counts if the question that matters was answered. A score of "
        "satisfaction says little without it.",
        "受邀者指收到问卷的人，而不是可能看到链接的人；公开链接无从得知受邀人数，也就没有回收率。关键问题已答"
        "的未完成问卷也算。没有回收率，满意度得分说明不了什么。",
    ),
    source="Sauro, MeasuringU (response bias of NPS: report the response rate); commplan catalogue C1",
    numerator=Words("people who answered", "作答人数"),
    denominator=Words("people who were asked", "受邀人数"),
    found=Words(
        "The survey tool's list of invitations, or the number of messages that carried the question.",
        "问卷工具的邀请名单，或发出问题的消息数。",
    ),
    examples=(
        Sum(
            about=Words(
                "48 of 160 answered.",
                "160 人受邀，48 人作答。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-05 2026-03-19 48        160         -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=48,
            denominator=160,
        ),
    ),
)
