"""How a plan stands, in words: a table of its parts, the score, the level reached and what the next one takes."""

from __future__ import annotations

from collections.abc import Iterator

from commplan.checking.standing import ENOUGH, Gap, Need, Standing, Tally
from commplan.escape import visible
from commplan.paint import Piece, width
from commplan.words import Language, Words, say

_MOST_NEEDS = 8
_MOST_REASONS = 3
_WHOLE = say("in all", "合计")
_HEADS = (
    *(say("part", "部分"), say("state", "状态"), say("failed", "不符合"), say("unknown", "未知")),
    *(say("passed", "符合"), say("not applicable", "不适用"), say("decided", "可判断")),
)
_STATES = {
    "complete": (say("complete", "完整"), "green"),
    "partial": (say("partial", "部分完整"), "yellow"),
    "missing": (say("missing", "缺失"), "red"),
    "unknown": (say("unknown", "未知"), "magenta"),
}
_LEVELS = {
    "draft": say("draft", "草稿（draft）"),
    "basic": say("basic", "基本（basic）"),
    "solid": say("solid", "稳健（solid）"),
    "exemplary": say("exemplary", "典范（exemplary）"),
}
_PARTS = {
    "plan": say("the plan as a whole", "方案整体"),
    "goals": say("1 goals", "一、目标与定位"),
    "structure": say("2 structure", "二、组织结构"),
    "rules": say("3 rules", "三、建设与维护"),
    "content": say("4 content", "四、信息共享与传递"),
    "resources": say("5 resources", "五、资源与支持"),
    "risks": say("6 risks", "六、风险管理与应对"),
    "engagement": say("engagement", "用户粘性"),
    "evaluation": say("evaluation", "评估与反馈"),
}


def table(standing: Standing, language: Language) -> list[list[str]]:
    """The headings, a row for each part, and the sums; the first two columns are words, the others numbers."""
    rows = [[head.in_language(language) for head in _HEADS]]
    for part in standing.parts:
        names = (_PARTS[part.part], _STATES[part.state][0])
        rows.append([*(n.in_language(language) for n in names), *_cells(part.tally)])
    return [*rows, [_WHOLE.in_language(language), "", *_cells(standing.whole)]]


def reached(standing: Standing, language: Language) -> list[str]:
    """The score; the level reached; then, one by one, what the next one takes."""
    return [words.in_language(language) for words in _reached(standing)]


def scorecard(standing: Standing, language: Language) -> Iterator[Piece]:
    """All of it for a terminal, in columns."""
    rows = table(standing, language)
    wide = [max(width(row[i]) for row in rows) + 2 for i in (0, 1)]
    numbers = [max(width(head), 5) + 2 for head in rows[0][2:]]
    styles = ["", *(_STATES[part.state][1] for part in standing.parts), ""]
    for (first, second, *rest), style in zip(rows, styles, strict=True):
        yield first + " " * (wide[0] - width(first))
        yield (second, style) if style else second
        cells = "".join(" " * (w - width(cell)) + cell for cell, w in zip(rest, numbers, strict=True))
        yield " " * (wide[1] - width(second)) + cells + "\n"
    score, level, *needs = reached(standing, language)
    yield f"\n{score}\n{level}\n" + "".join(f"  {need}\n" for need in needs) + "\n"


def _cells(tally: Tally) -> list[str]:
    return [*map(str, (tally.failed, tally.unknown, tally.passed, tally.idle)), f"{tally.decided}%"]


def _reached(standing: Standing) -> Iterator[Words]:
    whole, reach = standing.whole, standing.reach
    facts = {"s": whole.score, "p": whole.passed, "a": whole.all}
    score = say("score: {s}%, {p} of {a} rules kept", "得分：{s}%，{a} 条规则中符合 {p} 条", **facts)
    if whole.idle:
        score = say(
            "{t} ({n} had nothing to judge: they count once the plan says more)",
            "{t}（{n} 条没有可判断的内容，方案写得更全后才会计入）",
            t=score,
            n=whole.idle,
        )
    yield score
    told = say("level reached: {l}", "已达到的成熟度：{l}", l=level_name(reach.level))
    yield say("{t}; {n} takes:", "{t}；达到{n}还需：", t=told, n=level_name(reach.next)) if reach.next else told
    for need in reach.needs[:_MOST_NEEDS]:
        yield say("{c}: {w}", "{c}: {w}", c=f"{need.code} {need.name}", w=_need(need))
    if (more := len(reach.needs) - _MOST_NEEDS) > 0:
        yield say("and {n} more rules", "以及另外 {n} 条规则", n=more)
    for gap in reach.gaps:
        yield say("{p}: {w}", "{p}：{w}", p=_PARTS[gap.part], w=_gap(gap))


def _gap(gap: Gap) -> Words:
    if gap.why == "missing":
        return say("nothing is said of it", "没有任何内容")
    if gap.why == "unknown":
        words = say("it says nothing yet that could be judged", "还没有可判断的内容")
    else:
        thin = (
            "it says too little: {d}% of its rules have something to judge, {e}% are asked",
            "内容太少：只有 {d}% 的规则有可判断的内容，要求达到 {e}%",
        )
        words = say(*thin, d=gap.decided, e=ENOUGH)
    some = gap.silent[:_MOST_REASONS]
    if not some:
        return words
    told = Words("; ".join(w.en for w in some), "；".join(w.zh for w in some))
    return say("{w} (for instance: {t})", "{w}（例如：{t}）", w=words, t=told)


def _need(need: Need) -> Words:
    if need.span is None:
        return say("the rule is off", "规则已关闭")
    where = f"{visible(need.span.file)}:{need.span.line}:{need.span.column}"
    if need.why == "unknown":
        return say("{n} to be said, first at {w}", "有 {n} 处待写明，首处在 {w}", n=need.count, w=where)
    return say("{n} to be mended, first at {w}", "有 {n} 处待改正，首处在 {w}", n=need.count, w=where)


def level_name(level: str | None) -> Words:
    """A level, or that there is none yet."""
    return _LEVELS[level] if level else say("none yet", "尚无")
