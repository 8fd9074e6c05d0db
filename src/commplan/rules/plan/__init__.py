"""Rules about the plan as a whole: its ids, its references, its texts; and what they call the things of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commplan.finding import Place
from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.node import Node
from commplan.plan.risks import Action, Risk
from commplan.plan.structure import Body, Holder, Role
from commplan.schedule import recurrence
from commplan.words import Words, quote, say


@dataclass(frozen=True, slots=True)
class Kind:
    """What people call a kind of object, and the part of the plan where such objects are defined."""

    noun: Words
    home: str

    @property
    def with_article(self) -> Words:
        article = "an" if self.noun.en[0] in "aeio" else "a"
        return Words(f"{article} {self.noun.en}", self.noun.zh)


KINDS = {
    "plan": Kind(Words("plan", "方案"), "plan"),
    "audience": Kind(Words("audience", "受众"), "goals.audiences"),
    "objective": Kind(Words("objective", "目标"), "goals.objectives"),
    "person": Kind(Words("person", "人员"), "structure.people"),
    "body": Kind(Words("body", "机构"), "structure.bodies"),
    "role": Kind(Words("role", "角色"), "structure.roles"),
    "decision": Kind(Words("decision", "决策"), "structure.decisions"),
    "level": Kind(Words("step of the member ladder", "成员等级"), "structure.levels"),
    "norm": Kind(Words("rule of conduct", "群规"), "rules.norms"),
    "consequence": Kind(Words("step of the ladder of consequences", "处理措施"), "rules.ladder"),
    "intake": Kind(Words("intake", "受理入口"), "rules.reporting.intakes"),
    "grievance-stage": Kind(Words("grievance stage", "申诉阶段"), "rules.grievance.stages"),
    "service-level": Kind(Words("service level", "响应时限"), "rules.service_levels"),
    "shift": Kind(Words("shift", "值班"), "rules.shifts"),
    "routine": Kind(Words("routine", "日常运营事项"), "rules.routines"),
    "channel": Kind(Words("channel", "渠道"), "content.channels"),
    "pillar": Kind(Words("content pillar", "内容栏目"), "content.pillars"),
    "entry": Kind(Words("calendar entry", "日历条目"), "content.calendar"),
    "report": Kind(Words("report", "报告"), "content.reporting"),
    "earn-rule": Kind(Words("earn rule", "积分规则"), "engagement.rewards.earn"),
    "prize": Kind(Words("prize", "兑换品"), "engagement.rewards.catalogue"),
    "draw": Kind(Words("lucky draw", "抽奖"), "engagement.rewards.draws"),
    "reward-level": Kind(Words("reward level", "会员等级"), "engagement.rewards.levels"),
    "asset": Kind(Words("asset", "成员资源"), "resources.assets"),
    "partner": Kind(Words("partner", "合作方"), "resources.partners"),
    "tool": Kind(Words("tool", "工具"), "resources.tools"),
    "funding": Kind(Words("source of funding", "资金来源"), "resources.funding"),
    "budget-line": Kind(Words("budget line", "预算科目"), "resources.budget.lines"),
    "risk": Kind(Words("risk", "风险"), "risks.register"),
    "risk-action": Kind(Words("risk action", "风险应对措施"), "risks.register[].actions"),
    "source": Kind(Words("data source", "数据来源"), "evaluation.sources"),
    "metric": Kind(Words("metric of this plan", "自定指标"), "evaluation.metrics"),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where something that still holds names an id, and what that place is."""

    id: str
    place: Place
    what: Words


def mentions(plan: Plan, ids: set[str], today: date) -> Iterator[Mention]:
    """Where these ids are named by what still holds today: not by roles given up, entries done, risks closed."""
    past = _past_entries(plan, today)

    def inside(node: Node, owner: Node | None) -> Iterator[Mention]:
        if _over(node, past, today):
            return
        owner = node if node.KIND and getattr(node, "id", None) else owner
        for path, id_, _ in node.references():
            if id_ in ids:
                yield Mention(id_, node.at(*path), _naming(owner, node.path + path))
        for key in node.FIELDS:
            value = node.__dict__[key]
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Node):
                    yield from inside(item, owner)

    yield from inside(plan, None)


def _over(node: Node, past: set[int], today: date) -> bool:
    if isinstance(node, Role | Body):
        return node.status != "active"
    if isinstance(node, Holder):
        return node.end is not None and node.end < today
    if isinstance(node, Risk):
        return node.status == "closed"
    if isinstance(node, Action):
        return node.done is not None
    return id(node) in past


def _past_entries(plan: Plan, today: date) -> set[int]:
    """The calendar entries that are over: done, cancelled, or without an occurrence from today on."""
    ahead = {id(o.entry) for o in recurrence.occurrences(plan) if o.day >= today}

    def over(entry: Entry) -> bool:
        started = entry.start is not None and entry.start.day < today
        if entry.rrule and recurrence.period(plan) is None:
            started = False  # nobody can say when it ends
        return entry.status in ("done", "cancelled") or (started and id(entry) not in ahead)

    return {id(entry) for entry in plan.content.calendar if over(entry)}


def _naming(owner: Node | None, path: tuple[str | int, ...]) -> Words:
    """What names something: `owner` of a thing with an id, or the keys of the plan."""
    keys = [key for key in path if isinstance(key, str)]
    key = keys[-2] if keys[-1] == "person" else keys[-1]
    if owner is None:
        return say("`{k}`", "`{k}`", k=".".join(keys))
    id_ = quote(getattr(owner, "id"))  # noqa: B009 - Node itself has no id
    return say("`{k}` of {n} {i}", "{n} {i} 的 `{k}`", k=key, n=KINDS[owner.KIND].noun, i=id_)


def listed(things: list[Words], most: int = 3) -> Words:
    """`a, b and 3 more`."""
    rest = len(things) - most
    if rest == 1:
        most, rest = most + 1, 0
    en, zh = ", ".join(t.en for t in things[:most]), "、".join(t.zh for t in things[:most])
    return Words(f"{en} and {rest} more", f"{zh} 等 {len(things)} 处") if rest > 0 else Words(en, zh)


def one_of(choices: list[Words]) -> Words:
    """`a, b or c`."""
    head, last = choices[:-1], choices[-1]
    en = ", ".join(c.en for c in head) + (" or " if head else "") + last.en
    zh = "、".join(c.zh for c in head) + ("或" if head else "") + last.zh
    return Words(en, zh)


# a cheap look that almost every text fails, so that the exact patterns below seldom run
_HINTS_AT_ONE = re.compile(
    r"XXX|xxx|××|ＸＸ|TODO|FIXME|TBD|[Tt]bd|待[定补填]|[\[【<]\s*(?:[请在此填插输你您贵]|(?i:insert|your)|NOTE)|(?i:lorem)"
)
_START, _END = r"(?<![A-Za-z0-9_À-ɏ])", r"(?![A-Za-z0-9_À-ɏ])"
_HAN = "\u4e00-\u9fff"
_EXACT = re.compile(
    "|".join(
        (
            rf"{_START}(?:X{{3,}}|TODO|FIXME|TBD|[Tt]bd){_END}",
            # small x's only alone or in Chinese text, where they stand for a name; elsewhere they may be kisses
            rf"^\s*x{{3,}}\s*$|(?:(?<=[{_HAN}：])|(?<=[：:] ))x{{3,}}{_END}|{_START}x{{3,}}(?=[{_HAN}])",
            r"[×Ｘ]{2,}",
            r"\[\s*(?:(?i:insert)\b|NOTE\s*:)[^\]]*\](?![(\[])",
            r"<\s*(?i:your|insert)(?![A-Za-z])[^<>]*>",
            r"(?i:\blorem\s+ipsum\b)",
            # not 期待补充, 等待填写, 接待定点: there the first sign belongs to the word before; but 日期待定 is one
            rf"(?<![等接招对看])(?<!(?<![日周学工时任假])期)待(?:定|补充|填写?)(?![{_HAN}])",
            r"[\[【](?:请|在此|此处)*(?:填写|填入|插入|输入)[^\]】]*[\]】](?![(（\[])",
            r"<[你您贵][^<>]*>",
        )
    )
)
_BARE = re.compile(r"^\s*(?:[?？]+|\.{2,}|…+|。{2,})?\s*$", re.MULTILINE)
_ALONE = re.compile(r"[?？]+|\.{2,}|…+|。{2,}")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_CAPITALS = re.compile(r"[A-ZÀ-Þ]+")


def suspicious(texts: str) -> bool:
    """Whether any line of a text could be empty, or hold a placeholder."""
    return bool(_HINTS_AT_ONE.search(texts) or _BARE.search(texts))


def placeholders(text: str) -> Iterator[str]:
    """The placeholders in a text, each once; words that merely look like one are none."""
    bare = text.strip()
    if _ALONE.fullmatch(bare):
        yield bare
        return
    if not _HINTS_AT_ONE.search(text) or _ID.fullmatch(bare):
        return
    seen = set()
    for found in _EXACT.finditer(text):
        shown = found[0].strip()
        if shown not in seen and not (shown == "TODO" and _shouted(text, found.end())):
            seen.add(shown)
            yield shown


def _shouted(text: str, end: int) -> bool:
    """Whether TODO is but a Spanish or Portuguese word in a sentence of capitals."""
    return text.upper() == text and len(_CAPITALS.findall(text)) > 2 and text[end : end + 1] not in (":", "：")
