"""What the columns of a calendar or a risk register are called, in English and in Chinese, our own workbooks' names among them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

CALENDAR: Mapping[str, str] = {
    "day": "day|date|start date|when|日期|开始日期|时间安排",
    "start": "start|starts|begin|start time and date|开始|起始",
    "end": "end|ends|end date|结束|结束日期|截止",
    "clock": "time|start time|begins at|时间|开始时间|时刻",
    "end_clock": "end time|ends at|结束时间",
    "timezone": "time zone|timezone|tz|时区",
    "title": "title|event|activity|topic|subject|name|item|content|post|标题|活动|活动名称|主题|事项|内容|名称",
    "kind": "kind|type|format|content type|类型|形式",
    "channels": "channels|channel|platform|platforms|渠道|平台|发布渠道",
    "audiences": "audiences|audience|for whom|target audience|target|受众|对象|目标人群",
    "pillar": "pillar|content pillar|theme|category|栏目|内容栏目|分类",
    "objectives": "objectives|objective|goals|goal|目标|对应目标",
    "owner": "owner|responsible|lead|organiser|organizer|assigned to|assignee|who|负责人|责任人|执行人",
    "approver": "approver|approved by|reviewer|审批人|审核人",
    "host": "host|speaker|主持人|主讲人",
    "venue": "venue|location|place|room|where|地点|场地|地址",
    "duration": "duration|length|how long|时长",
    "rrule": "recurrence|repeat|repeats|frequency|rrule|频率|重复",
    "effort_hours": "hours of work|hours|effort|effort hours|工时",
    "cost": "cost|costs|budget|费用|成本|预算",
    "expected_attendance": "people expected|expected attendance|attendees|expected|预计人数|参与人数",
    "attended": "people who came|attended|attendance|实到人数|到场人数",
    "draft_due": "draft due|draft|deadline|初稿截止|截稿日期",
    "registration": "registration|sign up|rsvp|报名|报名方式",
    "agenda": "agenda|description|details|议程|说明|描述|简介",
    "call_to_action": "call to action|cta|行动号召",
    "language": "language|语言",
    "status": "status|state|状态",
}
RISKS: Mapping[str, str] = {
    "title": "risk|risk title|title|name|risk name|风险|风险名称|名称",
    "category": "category|risk category|type|类别|风险类别|分类",
    "cause": "cause|causes|root cause|原因|成因",
    "event": "event|risk event|description|risk description|事件|风险事件|描述|风险描述",
    "effect": "effect|effects|consequence|consequences|后果|影响描述",
    "objectives": "objectives|objective|目标|影响的目标",
    "likelihood": "likelihood|probability|可能性|概率|发生概率",
    "impact": "impact|severity|影响|影响程度|严重程度",
    "score": "score|risk score|rating|risk rating|风险值|得分|风险分值",
    "owner": "owner|risk owner|responsible|负责人|责任人",
    "response": "response|strategy|treatment|response strategy|应对策略|策略",
    "actions": "actions|action|mitigation|mitigations|mitigation plan|response plan|应对措施|措施|缓解措施",
    "trigger": "early warning|trigger|warning sign|预警信号|触发条件|预警",
    "contingency": "contingency plan|contingency|应急预案|预案",
    "residual_likelihood": "residual likelihood|residual probability|残余可能性",
    "residual_impact": "residual impact|残余影响|残余影响程度",
    "residual_score": "residual score|residual risk|残余风险值|残余风险",
    "status": "status|state|状态",
    "reviewed": "last review|reviewed|last reviewed|上次复核|复核日期",
    "next_review": "next review|review date|下次复核",
}
_ASIDE = re.compile(r"[(（\[].*?[)）\]]")
"""What a heading says in brackets: a unit, a currency, an example."""
_SCORES = frozenset({"likelihood", "impact", "score"})


def fields(heading: Sequence[str], names: Mapping[str, str]) -> dict[int, str]:
    """The fields that the columns of a heading are, by column; of two that are the same, the first."""
    known = {_bare(name): field for field, listed in names.items() for name in listed.split("|")}
    found: dict[int, str] = {}
    for at, name in enumerate(heading):
        field = known.get(_bare(name)) or known.get(_bare(_ASIDE.sub("", name)))
        if field and field not in found.values():
            found[at] = field
    return found


def kind(heading: Sequence[str]) -> Mapping[str, str] | None:
    """CALENDAR or RISKS, whichever a heading is of; None for anything else."""
    risks, dates = set(fields(heading, RISKS).values()), set(fields(heading, CALENDAR).values())
    if "title" in risks and risks & _SCORES:
        return RISKS
    return CALENDAR if "title" in dates and dates & {"day", "start"} else None


def _bare(name: str) -> str:
    return re.sub(r"[\s_\-/:：()（）*]+", "", unicodedata.normalize("NFKC", name)).lower()
