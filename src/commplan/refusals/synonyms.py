"""Words that people write as keys, in English and Chinese, with the keys of the format that they may stand for.

Which of them it is, the place decides: only one that a mapping may have there counts. Chinese after the project's glossary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = """
kpi metric | metrics metric | indicator metric | measure metric | 指标 metric metrics | 关键指标 metric
repeat rrule | repeats rrule | recurrence rrule | frequency rrule refresh cadence | schedule rrule | 频率 rrule refresh cadence | 重复 rrule | 周期 period cadence refresh rrule
probability likelihood | chance likelihood | 概率 likelihood | 可能性 likelihood | severity impact | 影响 impact | 影响程度 impact
title name statement description | name title statement description | label name | 名称 name title statement description | 标题 title | 姓名 name | 名字 name
lang language | locale language | 语言 language languages | 时区 timezone | tz timezone | 货币 currency | 币种 currency
goal objectives target | goals objectives | 目标 objectives goals target | 目标值 target | 受众 audiences | 人群 audiences | audience audiences | objective objectives
responsible owner | lead owner | assignee owner | manager owner | 负责人 owner | 责任人 owner | 主持人 host | 审批人 approver
deadline due | due_date due | 截止日期 due | 期限 due within | 到期日 due | due next_review
begin start | start_date start | from start | date start | 开始 start | 开始日期 start | 开始时间 start | end_date end | 结束 end | 结束时间 end | 结束日期 end | 日期 date start
length duration | 时长 duration | 持续时间 duration | hours effort_hours hours_per_week | effort effort_hours | 工时 effort_hours hours_per_week
price cost amount | cost amount | sum amount total | 费用 cost amount | 成本 cost amount | 金额 amount | 预算 budget | 总额 total | 总计 total | 类别 category kind | 类型 kind category | type kind category
when start | date_time start | day start | where venue channel | place venue | location venue | 地点 venue | 时间 start | items lines register | item lines | entries calendar lines | who audiences holders owner | text statement | description statement background | what title statement | rule statement
risk title | 风险 risks title | penalty consequence ladder | punishment consequence ladder | sanction consequence ladder | 处罚 consequence ladder | 惩罚 consequence ladder | author owner | 作者 owner | costs cost lines | expenses lines | 支出 lines | 开支 lines
channel channels | 渠道 channels | 平台 platform | tool platform | 容量 capacity | 用途 purpose used_for | 目的 purpose | 使命 mission | 愿景 vision
task duties | tasks duties | 职责 duties | 权限 rights | 成员 members holders | 人员 people headcount size holders | 角色 roles | 技能 skills
mitigation response actions | solution actions | solutions actions | countermeasure actions | 解决办法 actions | 解决方案 actions | 处理办法 actions | 怎么处理 actions | plan actions | 计划 actions | 应对 response | 应对策略 response | 措施 actions | 办法 actions | 对策 actions | 原因 cause reason | 后果 effect consequence | 应急预案 contingency
events calendar | event calendar title | activity activities title | activities calendar | 活动 calendar activities title | 日历 calendar | 内容 content statement | 内容日历 calendar | 栏目 pillar pillars | 议程 agenda
结构 structure | 组织 structure | 组织结构 structure | 组织架构 structure | 明细 lines | 科目 lines | 项目 lines | 预算明细 lines | 规范 norms | 群规 norms rules | 激励 rewards | 积分 rewards | 里程碑 calendar | 来源 sources | 数据来源 sources | 备注 description | 地址 venue | 主题 theme topic | 机构 bodies | 单位 affiliation unit | 等级 levels | 登记册 register | 风险登记册 register | 担任者 holders | 任职者 holders
基线 baseline | 现值 baseline | 现在 baseline | 现状 baseline | 描述 description background statement | 说明 description background statement | 状态 status | 版本 version | 规模 size | 人数 headcount size members_planned | people headcount size holders | community background | 成员人数 size | 数值 value | 方案 plan | 资源 resources | 规则 rules statement | 评估 evaluation cadence
希望 target | code_of_conduct norms | 行为准则 norms | meetings calendar | meetups calendar | money budget | funds budget funding | 经费 budget | 资金 funding | responsibilities duties | responsibility duties | consequences ladder | penalties ladder | 违规处理 ladder | 处罚措施 ladder | sponsors partners | 赞助商 partners | 赞助 partners funding | what_we_do actions | what_to_do actions | 怎么办 actions | 应对措施 actions | until due end | by due | 简介 background | review cadence | how_often rrule cadence | now baseline | today baseline | currently baseline | current baseline | 目前 baseline | 多久一次 rrule cadence | how sources | method sources | 方式 sources | 方法 sources | 职务 roles | 岗位 roles | position roles | job roles | 响应时间 service_levels | 回复时限 service_levels | response_time service_levels | 截止 due end | 群 channels | 微信群 channels | 群聊 channels
"""
_KEYS = {
    entry.split()[0]: tuple(entry.split()[1:]) for line in _WORDS.splitlines() for entry in line.split("|") if entry
}

_RESPONSES = ("avoid", "reduce", "transfer", "accept", "规避", "降低", "转移", "接受")
_FEW = 3
"""Words, or Chinese characters, that may stand around a number without making it a sentence."""


def words_for(word: str) -> tuple[str, ...]:
    """The keys that a word may stand for, whatever the place."""
    return _KEYS.get(word.strip().lower().replace(" ", "_").replace("-", "_"), ())


def meant_key(word: str, known: Iterable[str], value: object = None) -> str | None:
    """The one key of those known at a place that a word stands for; the first in the table when several would do.

    `value` is what stands there: people call both the sentence of an objective and its number the objective.
    """
    here = set(known)
    key = next((key for key in words_for(word) if key in here), None)
    if key == "cadence" and "reviews" in here and word.strip().lower() == "review" and not isinstance(value, str):
        return None
    if key == "response" and "actions" in here and str(value).strip().lower() not in _RESPONSES:
        return "actions"
    return "statement" if key == "target" and "statement" in here and _is_sentence(value) else key


def _is_sentence(value: object) -> bool:
    words = re.findall(r"[A-Za-z]+|[一-鿿]", value) if isinstance(value, str) else []
    return bool(words) and (len(words) > _FEW or not re.search(r"\d", str(value)))
