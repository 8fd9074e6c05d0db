"""A first plan from a few facts: the text of every file that `init` writes.

The plan says only what the facts say and what any community may begin with; the rest is left empty or marked, so that
`check` asks for it.
"""

from __future__ import annotations

import json
import re
from calendar import Calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from commplan.checking.tidying import tidied
from commplan.schema import json_schema
from commplan.words import Language, Refusal, Words, quote, say

PLAN, SCHEMA, WORKFLOW = "plan.yaml", "plan.schema.json", ".github/workflows/plan.yml"
FALLBACK_ID = "my-community"

PROFILES = {
    "base": Words("what every community needs", "任何社群都需要的内容"),
    "oss": Words(
        "an open-source project: maintainers, contributor ladder, code of conduct, security contact",
        "开源项目：维护者、贡献者成长体系、行为准则、安全联系人",
    ),
    "ess10-sep": Words(
        "stakeholders of a financed project, after World Bank ESS10: disclosure, consultation, grievance mechanism",
        "项目融资的利益相关方参与计划（世界银行 ESS10）：信息披露、磋商、申诉处理机制",
    ),
    "wechat-brand": Words(
        "a brand's WeChat groups: group sizes, push quotas, quiet hours, daily routine, points",
        "品牌微信社群：群容量、推送配额、免打扰时段、每日 SOP、积分",
    ),
    "gaming-discord": Words(
        "a game's Discord server: moderators on weekends, raids, patch notes, minimum age",
        "游戏 Discord 服务器：周末值班、应对刷屏突袭、版本更新、最低年龄",
    ),
    "learner": Words(
        "learners in cohorts: weekly sessions, answers in time, what completes the course",
        "学习社群：每周课程、按时答复、结业条件",
    ),
    "dao": Words(
        "a community that votes on a treasury: proposals, quorum, signers, conflicts of interest",
        "以投票管理公共资金的社群（DAO）：提案、法定人数、签署人、利益冲突",
    ),
    "employee": Words(
        "a group of employees: sponsor, time allowed, terms, a way to human resources",
        "员工社群：高层支持者、获准的工时、任期、人事事项的上报途径",
    ),
}
_AUDIENCE = {
    "oss": "contributors",
    "ess10-sep": "affected",
    "wechat-brand": "customers",
    "gaming-discord": "players",
    "learner": "learners",
    "dao": "delegates",
    "employee": "colleagues",
}
_CHANNEL = {"ess10-sep": "public-meeting", "wechat-brand": "customer-groups", "gaming-discord": "server"}
_GATHERED = {"learner": ("learners",), "dao": ("delegates", "token-holders"), "employee": ("colleagues", "managers")}
"""Whom the channel `main` reaches; the audiences of the other profiles have channels of their own."""
_CURRENCY = {"Asia/Shanghai": "CNY", "Asia/Urumqi": "CNY"}
_ID = re.compile(r"\bid: \"?([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the community. None: not said yet. `profiles` are keys of PROFILES, `base` need not be named."""

    language: Language
    start: date
    end: date
    title: str | None = None
    id: str | None = None
    audience: str | None = None
    timezone: str | None = None
    currency: str | None = None
    profiles: tuple[str, ...] = ()
    workflow: bool = False
    version: str = ""


Fill = Callable[[str, Mapping[str, Any]], str]


def files(facts: Facts, fill: Fill) -> dict[str, str]:
    """The files of a new plan by name, the plan last. `fill` fills the template of a name with values as YAML."""
    values = _values(facts)
    plan = fill(f"plan.{facts.language}.yaml", values)
    if values["id"] in _ID.findall(plan)[1:]:
        if facts.id:
            words = say(
                "the id {i} is needed for something in the plan", "id {i} 已用于方案中的其他内容", i=quote(facts.id)
            )
            raise Refusal(
                words, say("choose another, such as `{i}-community`", "请换一个，例如 `{i}-community`", i=facts.id)
            )
        plan = fill(f"plan.{facts.language}.yaml", {**values, "id": f"{values['id']}-community"})
    made = {SCHEMA: _schema(facts.language)}
    if facts.workflow:
        made[WORKFLOW] = fill("workflow.yml", values)
    return made | {PLAN: _tidy(plan)}


@cache
def _schema(language: Language) -> str:
    return json.dumps(json_schema(language), ensure_ascii=False, indent=2) + "\n"


def id_of(title: str | None) -> str:
    """An id made of the Latin letters and digits of a title, whole words up to 40 characters."""
    made = ""
    for word in re.findall(r"[a-z0-9]+", (title or "").lower()):
        longer = f"{made}-{word}" if made else word[:40]
        if len(longer) > 40:
            break
        made = longer
    return made if re.search("[a-z]", made) else FALLBACK_ID


def last_day(start: date) -> date:
    """The last day of the year that begins on a day."""
    feb29 = (start.month, start.day) == (2, 29)
    return start.replace(year=start.year + 1, day=28 if feb29 else start.day) - timedelta(days=0 if feb29 else 1)


def _values(facts: Facts) -> dict[str, Any]:
    extra = [p for p in PROFILES if p in facts.profiles and p != "base"]
    audience = next((_AUDIENCE[p] for p in extra), "members")
    channel = next((_CHANNEL[p] for p in extra if p in _CHANNEL), "main")
    gathered = [id_ for p in extra for id_ in _GATHERED.get(p, ())]
    if channel == "main" and audience not in gathered:
        gathered = [audience, *gathered]
    return {
        "language": facts.language,
        "id": facts.id or id_of(facts.title),
        "title": facts.title,
        "audience_name": facts.audience,
        "start": facts.start,
        "end": facts.end,
        "timezone": facts.timezone,
        "currency": facts.currency or _CURRENCY.get(facts.timezone or ""),
        "profiles": ["base", *extra],
        "extra": extra,
        "audience": audience,
        "channel": channel,
        "gathered": gathered,
        "first_tuesday": _on_or_after(facts.start, 0, 1, 0),
        "second_thursday": _on_or_after(facts.start, 0, 3, 1),
        "first_review": _on_or_after(facts.start, 2, 0, -1),
        "version": facts.version,
    }


def _on_or_after(day: date, months: int, weekday: int, position: int) -> date:
    """The nth (0 the first, -1 the last) such weekday of a month, some months on; never before the day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    days = [d for d in Calendar().itermonthdates(year, month + 1) if d.month == month + 1 and d.weekday() == weekday]
    return days[position] if days[position] >= day else _on_or_after(day, months + 1, weekday, position)


def _tidy(text: str) -> str:
    """Without the spaces that a template leaves where nothing is said yet, and in the order that `commplan fmt` gives it."""
    text = re.sub(r"^([ \w]+:) {2,}#", r"\1  #", text, flags=re.MULTILINE)
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return tidied(text) or text
