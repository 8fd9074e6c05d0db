"""What `commplan recommend --segment` says of an audience, in words and as JSON.

As JSON the result is one object: `version` 1; `plan`; `as_of`; `segment`; `places`: the channels of the audience that the activity
knows; `also`: places with `people` and `because` (`place`, how many are in `both`, `of` how many); `about`: places with the `interest`
that they are about, and `people`; `dates` with `day` and `title`.
"""

from __future__ import annotations

import json

from commplan.cli.speech import LANGUAGE
from commplan.escape import visible
from commplan.paint import wrap
from commplan.plan import Plan
from commplan.plan.goals import Audience
from commplan.spelling import nearest
from commplan.stickiness.recommend import Suggested
from commplan.stickiness.segments import Segment, segment
from commplan.words import Refusal, Words, listed, quote, say


def of(plan: Plan, id_: str) -> Audience:
    """The audience that is meant."""
    known = {a.id: a for a in plan.goals.audiences}
    if id_ in known:
        return known[id_]
    near = nearest(id_, known)
    there = say("there are: {n}", "可用：{n}", n=listed(list(known), ", ", "、"))
    none = say("`goals.audiences` has none", "`goals.audiences` 为空")
    hint = say("did you mean {n}?", "是否想写 {n}？", n=near) if near else there if known else none
    raise Refusal(say("the plan has no audience {a}", "方案中没有受众 {a}", a=quote(id_)), hint)


def told(plan: Plan, audience: Audience, found: Suggested, most: int, room: int | None) -> str:
    """As text for so many columns, or as JSON."""
    ours = segment(plan, audience, found, most)
    if isinstance(ours, Words):
        raise Refusal(say("nothing is suggested: {w}", "不作推荐：{w}", w=ours))
    return _json(plan, ours, found) if room is None else _text(ours, found, room)


def _text(ours: Segment, found: Suggested, room: int) -> str:
    name = visible(ours.audience.name or ours.audience.id)
    places = listed([visible(p) for p in ours.places], ", ", "、")
    head = say(
        "For {a}, by who takes part in {p}, as of {d}:",
        "截至 {d}，根据参与 {p} 的人，向“{a}”推荐：",
        a=name,
        p=places,
        d=found.as_of,
    )
    if not ours.places:
        head = say(
            "Of {a} nothing is known yet: no channel that is for them has enough people. As of {d}:",
            "对“{a}”尚无了解：面向他们的渠道参与人数不足。截至 {d}：",
            a=name, d=found.as_of,
        )  # fmt: skip
    lines = [*(_also(s.place, s.reasons[0].place, s.reasons[0].both, s.reasons[0].of) for s in ours.also)]
    lines += [
        say(
            "{p}: about {i}, which they care about",
            "{p}：与其关心的“{i}”有关",
            p=visible(i.place),
            i=visible(i.interest),
        )
        for i in ours.about
    ]
    if not lines and not ours.places:
        lines += [
            say("{p}: {n} people took part lately", "{p}：近期有 {n} 人参与", p=visible(s.place), n=s.people)
            for s in found.newcomers
        ]
    lines += [
        say("{d}: {t}, which is for them", "{d}：{t}，面向他们", d=day, t=visible(title)) for day, title in ours.dates
    ]
    if not lines:
        lines = [say("nothing that they do not do already", "没有他们尚未参与的内容")]
    parts = [wrap(head.in_language(LANGUAGE), room), *(wrap("- " + li.in_language(LANGUAGE), room) for li in lines)]
    return "\n".join(part.rstrip("\n") for part in parts) + "\n"


def _also(place: str, by: str, both: int, of_: int) -> Words:
    return say(
        "{p}: {b} of the {o} who take part in {w} are there too",
        "{p}：参与 {w} 的 {o} 人中有 {b} 人也在这里",
        p=visible(place), b=both, o=of_, w=visible(by),
    )  # fmt: skip


def _json(plan: Plan, ours: Segment, found: Suggested) -> str:
    whole = {
        "version": 1,
        "plan": {"id": plan.plan.id, "title": plan.plan.title},
        "as_of": str(found.as_of),
        "segment": ours.audience.id,
        "places": list(ours.places),
        "also": [
            {"place": s.place, "people": s.people, "because": [{"place": r.place, "both": r.both, "of": r.of} for r in s.reasons]}
            for s in ours.also
        ],
        "about": [{"place": i.place, "interest": i.interest, "people": i.people} for i in ours.about],
        "dates": [{"day": str(day), "title": title} for day, title in ours.dates],
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
