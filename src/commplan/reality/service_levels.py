"""Promises of an answer in time: of what members began in the period, how much had its first reply within the promised hours."""

from __future__ import annotations

from dataclasses import dataclass

from commplan.activity.observed import Answered
from commplan.measuring import observe
from commplan.plan.rules import ServiceLevel
from commplan.reality import UNKNOWN, Chapter, Grid, Ground, Look, Text, count, nothing_of, sentence, share
from commplan.reckoning import spoken
from commplan.reckoning.interval import wilson
from commplan.rules.rules import length
from commplan.rules.rules.sla_missed import CASES, LATE
from commplan.schedule.hours import DAY
from commplan.words import Words, say

STATES = {
    "kept": Words("kept", "已做到"),
    "open": Words("short, but no more than chance explains", "未达到，但在随机波动范围之内"),
    "missed": Words("not kept", "未做到"),
    "unknown": UNKNOWN,
}
_KINDS = {
    "first-reply": Words("first reply", "首次回复"),
    "acknowledgement": Words("acknowledgement", "确认收到"),
    "resolution": Words("resolution", "解决"),
}
_HEADS = (
    Words("Promise", "承诺"), Words("State", "状态"), Words("What is promised", "承诺内容"), Words("In time", "按时"),
    Words("Due", "已到期"), Words("Share in time", "按时占比"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promise:
    """A service level and what is known of it: of how many the time was over and how many of those were answered within it,
    or why nobody can say."""

    level: ServiceLevel
    found: Answered | Words

    @property
    def state(self) -> str:
        """As rule sla-missed judges it; the few that may be late where all are promised count here too."""
        if isinstance(self.found, Words):
            return "unknown"
        wanted = min(self.level.share, 1 - LATE.default)
        if self.found.kept >= wanted * self.found.due:
            return "kept"
        _, high = wilson(self.found.kept, self.found.due) or (0.0, 1.0)
        return "missed" if high < wanted else "open"


def _look(ground: Ground) -> Chapter | None:
    levels = ground.plan.rules.service_levels
    if not levels:
        return None
    told: dict[str, Answered | Words] = {}
    if ground.seen is not None:
        told = observe.promises(ground.session, ground.plan, ground.store, ground.seen)
    found = [Promise(level, _known(ground, level, told.get(level.id))) for level in levels]
    missed = [p for p in found if p.state == "missed"]
    kept = [p for p in found if p.state == "kept"]
    return Chapter(
        id="service-levels",
        title=Words("Promises of an answer in time", "响应时限的承诺"),
        data={"levels": [_data(p) for p in found]},
        facts=(_summary(found), _HOW),
        grids=(Grid(_HEADS, tuple(_row(p) for p in found), frozenset({3, 4, 5})),),
        well=(_well(kept),) if kept and not missed else (),
        decide=tuple(_decide(p) for p in missed),
        tones={STATES["kept"]: "good", STATES["open"]: "fair", STATES["missed"]: "bad"},
    )


_HOW = Words(
    "Counted is what members began in the period and whose promised time was over by its end. The clock runs in the stated hours "
    "only; a bot's reply and the author's own are none, and what the team begins asks for none.",
    "统计成员在时段内发起、且承诺时间在时段结束前已过的消息。只在写明的服务时段内计时；机器人与发起人自己的回复不算，团队发起的消息不要求回复。",
)
_NO_TARGET = Words("the plan states no time", "方案没有写明时限")
_NO_ZONE = Words("its time zone is not known", "其时区无法识别")
_NO_TRACE = Words(
    "no export tells of it; its numbers can be written down (`evaluation.tallies`)",
    "导出数据不含此项；可人工记录其数字（`evaluation.tallies`）",
)


def _known(ground: Ground, level: ServiceLevel, found: Answered | Words | None) -> Answered | Words:
    if level.kind != "first-reply":
        return _NO_TRACE
    if level.target is None:
        return _NO_TARGET
    if ground.seen is None:
        return nothing_of(ground.window)
    if found is None:
        return _NO_ZONE
    if isinstance(found, Answered) and found.due < CASES.default:
        return say(
            "only {n} messages whose time was over; it takes {l}",
            "承诺时间已过的消息只有 {n} 条，至少需要 {l} 条",
            n=found.due, l=round(CASES.default),
        )  # fmt: skip
    return found


def _summary(found: list[Promise]) -> Words:
    states = [(sum(p.state == s for p in found), STATES[s]) for s in STATES]
    return say("Promises: {n} ({s}).", "承诺：{n} 项（{s}）。", n=len(found), s=spoken.counted(states))


def _promised(level: ServiceLevel) -> Words:
    if level.target is None:
        return _KINDS[level.kind]
    return say(
        "{k} within {t}{h}, in {p} of cases" if level.share < 1 else "{k} within {t}{h}, always",
        "{p} 的情况在{h}{t}内{k}" if level.share < 1 else "全部在{h}{t}内{k}",
        k=_KINDS[level.kind],
        t=length(level.target.days * DAY),
        h=Words(" of service hours", "服务时段的 ") if level.hours else Words("", " "),
        p=share(level.share),
    )


def _name(level: ServiceLevel) -> str:
    return level.name or level.id


def _row(p: Promise) -> tuple[Text, ...]:
    head = (_name(p.level), STATES[p.state], _promised(p.level))
    if isinstance(p.found, Words):
        return (*head[:1], say("{u}: {w}", "{u}：{w}", u=UNKNOWN, w=p.found), head[2], "–", "–", "–")
    return (*head, count(p.found.kept), count(p.found.due), share(p.found.kept / p.found.due))


def _well(kept: list[Promise]) -> Words:
    return sentence(
        say(
            "Promises of an answer in time were kept: {p}",
            "响应时限的承诺已做到：{p}",
            p=spoken.listed([_told(p) for p in kept]),
        )
    )


def _told(p: Promise) -> Words:
    due, on_time = (p.found.due, p.found.kept) if isinstance(p.found, Answered) else (0, 0)
    return say(
        "{n}, {k} of {d} messages", "“{n}”，{d} 条消息中 {k} 条按时",
        n=_name(p.level), k=count(on_time), d=count(due),
    )  # fmt: skip


def _decide(p: Promise) -> Words:
    return say(
        "A promise is not kept: {t} in time; promised is {w}.",
        "一项承诺没有做到：{t}（承诺：{w}）。",
        t=_told(p),
        w=_promised(p.level),
    )


def _data(p: Promise) -> dict[str, object]:
    known = p.found if isinstance(p.found, Answered) else None
    return {
        "id": p.level.id, "kind": p.level.kind, "state": p.state, "due": known.due if known else None,
        "in_time": known.kept if known else None, "promised_share": p.level.share,
        "why": p.found if isinstance(p.found, Words) else None,
    }  # fmt: skip


LOOK = Look(45, _look)
