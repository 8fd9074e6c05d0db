"""The suggestions that the plan promises: whether they may be made at all, and how good they would have been."""

from __future__ import annotations

from datetime import timedelta

from commplan.plan.engagement import Recommendations
from commplan.reality import UNKNOWN, Chapter, Grid, Ground, Look, nothing_of, sentence, share
from commplan.reckoning import spoken
from commplan.stickiness import recommend
from commplan.stickiness.recommend import HELD_BACK, Suggested
from commplan.stickiness.suggestion import Quality
from commplan.words import Words, say

TITLE, MOST = Words("Suggestions", "个性化推荐"), 5


def _look(ground: Ground) -> Chapter | None:
    promised = ground.plan.engagement.recommendations
    if promised is None:
        return None
    refused = recommend.refused(ground.plan, minors_known=False)
    if refused is not None:
        return _blind(refused)
    if ground.seen is None:
        return _blind(nothing_of(ground.window))
    staff = ground.session.connection.execute("SELECT name FROM team").fetchall()
    team, rules = frozenset(row[0] for row in staff), recommend.rules(ground.plan, ground.session)
    found = recommend.suggestions(ground.session, ground.seen.end, MOST, team, rules=rules)
    return _blind(found) if isinstance(found, Words) else _told(found, promised)


def _blind(why: Words) -> Chapter:
    words = say("Planned but not measured: {w}", "已计划但未能统计：{w}", w=sentence(why))
    return Chapter(id="suggestions", title=TITLE, data={"why": why}, facts=(words,))


_OFFLINE = say(
    "Measured backwards: suggestions made from what came before the last {d} days, held against what members took up in them. "
    "Whether members would follow a suggestion only a trial with members who get none can tell. Who has switched suggestions "
    "off is not known here, and is in these figures as one of many.",
    "回溯评估：用最近 {d} 天之前的数据生成推荐，与成员在这 {d} 天内新参与的内容对照。成员是否会采纳推荐，只有设置对照组才能知道。此处无法得知谁已关闭推荐，其行为仅以总数计入。",
    d=HELD_BACK,
)  # fmt: skip


def _told(found: Suggested, promised: Recommendations) -> Chapter:
    facts = [
        sentence(say("the plan measures its use by: {m}", "方案规定的衡量方式：{m}", m=promised.measured_by or UNKNOWN))
    ]
    last = say("As of {d}.", "截至{d}。", d=spoken.day(found.as_of - timedelta(days=1)))
    if found.quality is None:
        facts.append(sentence(found.untold or UNKNOWN))
        return Chapter(id="suggestions", title=TITLE, data={"why": found.untold}, facts=tuple(facts))
    q = found.quality
    return Chapter(
        id="suggestions",
        title=TITLE,
        data=_data(found, q),
        facts=(*facts, _OFFLINE, *((_CHANCE,) if q.lead == 0 else ()), last),
        grids=(_grid(q),),
        decide=(_WORSE,) if q.lead < 0 else (),
        well=(_BETTER,) if q.lead > 0 else (),
    )


_CHANCE = Words(
    "Whether suggestions or what is popular find more cannot be told: the difference may be chance.",
    "无法判断个性化推荐与热门推荐哪个更准：差异可能出于偶然。",
)
_WORSE = Words(
    "Suggestions find less of what members take up than simply what is popular would.",
    "个性化推荐的命中率低于直接推荐热门内容。",
)
_BETTER = Words(
    "Suggestions find more of what members take up than simply what is popular would.",
    "个性化推荐的命中率高于直接推荐热门内容。",
)


def _grid(q: Quality) -> Grid:
    heads = (
        Words("Of what was taken up", "衡量项"),
        Words("Suggestions", "推荐"),
        Words("Only what is popular", "仅按热门"),
    )
    name = say("found among the first {k}", "前 {k} 条命中率", k=q.k)
    rows = (
        (name, _share(q.recall), _share(q.popular_recall)),
        (Words("places ever suggested", "推荐覆盖率"), _share(q.coverage), _share(q.popular_coverage)),
    )
    title = say("Something new was taken up {n} times", "新参与共 {n} 次", n=q.new)
    return Grid(heads, rows, frozenset({1, 2}), title)


def _share(value: float | None) -> Words:
    return UNKNOWN if value is None else share(value)


def _data(found: Suggested, q: Quality) -> dict[str, object]:
    return {
        "why": None, "as_of": found.as_of, "k": q.k, "taken_up": q.new, "recall": q.recall, "popular_recall": q.popular_recall,
        "coverage": q.coverage, "popular_coverage": q.popular_coverage, "members": q.members,
    }  # fmt: skip


LOOK = Look(65, _look)
