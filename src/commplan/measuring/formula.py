"""A plan's own metrics that are counted from activity: a formula of `evaluation.metrics` as a metric like any other.

Names that a plan gives (channels, tags, kinds) are handed to the database as values and never become part of the SQL.
"""

from __future__ import annotations

from collections.abc import Mapping

from commplan import catalogue
from commplan.activity.event import PAID
from commplan.metric import ACTIVITY, Better, Bounds, Described, Metric, Over, Parameter, Unit
from commplan.plan import Plan
from commplan.plan.evaluation import Counting, OwnMetric
from commplan.words import Words, listed, quote, say

SHARES = frozenset({"share", "%", "percent", "per cent", "ratio", "rate", "比例", "占比", "百分比", "比率", "率"})
"""Units, as people write them, of values between 0 and 1."""
CHAPTER = "own"
_LAST = "last_days"


def known(plan: Plan, id_: str | None) -> Described | None:
    """What a plan calls by this id and commplan can measure: of the catalogue, or a formula of the plan's own."""
    found = catalogue.described(id_)
    own = next((m for m in plan.evaluation.metrics if m.id == id_), None)
    return found if found is not None or own is None else compiled(plan, own)


def compiled(plan: Plan, own: OwnMetric) -> Metric | None:
    """The formula as a metric; None for a metric without one, which people read by hand."""
    if own.numerator is None:
        return None
    top, top_binds = _counted(plan, own.numerator)
    below, below_binds = _counted(plan, own.denominator) if own.denominator else ("", ())
    span = _LAST_SPAN if own.last_days else _SPAN
    name, told = Words(own.name or own.id, own.name or own.id), _sentence(own.definition)
    return Metric(
        id=own.id, name=name, chapter=CHAPTER, unit=unit(own), better=_better(own), shape="scalar", definition=told,
        edge_cases=_EDGES, source="evaluation.metrics", empty=_empty(own), needs=needs(own),
        columns=_RATIO if below else _COUNT, sql=span + (_ratio(own, top, below) if below else _COUNT_SQL.format(top=top)),
        binds=(*top_binds, *below_binds), examples=(), proportion=_part_of(own.numerator, own.denominator),
        parameters={_LAST: Parameter(own.last_days, _LAST_ABOUT, _LAST_TOLD)} if own.last_days else {}, history=_history, reach=lambda p: p.get(_LAST, 0),
        over=_over(own), bounds=_bounds(own),
    )  # fmt: skip


def _sentence(text: str) -> Words:
    """A plan's own words, closed so that what follows is a sentence of its own."""
    open_ = not text.rstrip().endswith((".", "。", "!", "！", "?", "？"))
    return Words(text + "." * open_, text + "。" * open_)


def _over(own: OwnMetric) -> Over:
    """Events, their values and days of members add up over the parts of a window; distinct members and ratios do not."""
    if own.last_days:
        return "end"
    adds = own.denominator is None and own.numerator is not None and own.numerator.count != "members"
    return "sum" if adds else "window"


def needs(own: OwnMetric) -> frozenset[str]:
    """What the exports must tell for the formula to be counted; nothing for what people read by hand."""
    found = set[str]()
    for counting in filter(None, (own.numerator, own.denominator)):
        found |= {catalogue.COUNTED_FROM[kind] for kind in counting.kinds} or {ACTIVITY}
        sized = counting.at_least is not None or counting.at_most is not None
        if PAID & set(counting.kinds) and (sized or counting.count == "values"):
            found.add("amounts")
        if sized and not {"answer", *PAID} & set(counting.kinds):
            found.add("sizes")
    return frozenset(found)


def unit(own: OwnMetric) -> Unit:
    """The unit of a formula's value."""
    if own.denominator is not None:
        return "share" if (own.unit or "").strip().casefold() in SHARES else "index"
    if own.numerator is not None and _of_money(own.numerator):
        return "amount"
    return "members" if own.numerator is not None and own.numerator.count == "members" else "count"


def _of_money(counting: Counting) -> bool:
    return counting.count == "values" and bool(PAID & set(counting.kinds))


def _bounds(own: OwnMetric) -> Bounds:
    """What was paid less what was given back may be less than nothing."""
    if any(_of_money(counting) for counting in (own.numerator, own.denominator) if counting):
        return (None, None)
    return (0, 1) if own.numerator is not None and _part_of(own.numerator, own.denominator) else (0, None)


def _empty(own: OwnMetric) -> Words:
    """Why there may be no value: all that it can be, since the query does not say which."""
    countings = [counting for counting in (own.numerator, own.denominator) if counting]
    places = dict.fromkeys(channel for counting in countings for channel in counting.channels)
    reasons = [_EMPTY] * (own.denominator is not None) + [_UNTOLD] * any(map(_of_money, countings))
    reasons += [_NO_TEAM] * any(counting.who == "team" for counting in countings)
    reasons += [say(_NO_CHANNEL.en, _NO_CHANNEL.zh, c=listed(map(quote, places), " or "))] * bool(places)
    told = listed(reasons, ", or ", "，或")
    return Words(told.en[:1].upper() + told.en[1:] + ".", told.zh + "。")


def _ratio(own: OwnMetric, top: str, below: str) -> str:
    """The query of a ratio; sums of money are no cases, and are not told as such."""
    sides = ((own.numerator, "above.n AS numerator"), (own.denominator, "below.n AS denominator"))
    told = [f", {column}" for counting, column in sides if counting and not _of_money(counting)]
    return _RATIO_SQL.format(top=top, below=below, told="".join(told))


def _better(own: OwnMetric) -> Better:
    ways: dict[str | None, Better] = {"up": "up", "down": "down"}
    return ways.get(own.direction, "neither")


def _history(parameters: Mapping[str, int], window_days: int) -> int:
    return max(0, parameters.get(_LAST, 0) - window_days)


def _part_of(top: Counting, below: Counting | None) -> bool:
    """Whether what is above the line is a part of what is below it, so that the value is a share of cases."""
    if below is None or top.count != below.count or top.count not in ("events", "members"):
        return False
    lists = ((top.kinds, below.kinds), (top.channels, below.channels), (top.tags, below.tags))
    if any(wide and not (narrow and set(narrow) <= set(wide)) for narrow, wide in lists) or bool(top.kinds) != bool(
        below.kinds
    ):
        return False
    if below.at_least is not None and (top.at_least is None or top.at_least < below.at_least):
        return False
    if below.at_most is not None and (top.at_most is None or top.at_most > below.at_most):
        return False
    return below.who in (top.who, "everybody")


def _counted(plan: Plan, counting: Counting) -> tuple[str, tuple[str | int, ...]]:
    """A query that counts, and the values for its placeholders."""
    conditions, binds = [_WINDOW, "NOT done.undated"], list[str | int]()
    names = [name for channel in counting.channels for name in _called(plan, channel)]
    if counting.kinds:
        conditions.append(_one_of("done.kind", len(counting.kinds)))
        binds += counting.kinds
    else:
        conditions.append("done.kind IN (SELECT counted.name FROM counted)")
    if names:
        conditions.append(_one_of("done.channel", len(names)))
        binds += names
    else:
        conditions.append("NOT done.of_channel")
    if counting.tags:
        conditions.append("(" + " OR ".join([_TAGGED] * len(counting.tags)) + ")")
        binds += [f" {tag} " for tag in counting.tags]
    for sign, size in ((">=", counting.at_least), ("<=", counting.at_most)):
        if size is not None:
            limit = "CAST(? AS BIGINT)" + (_THOUSANDS if PAID & set(counting.kinds) else "")
            conditions.append(f"done.size {sign} {limit}")
            binds.append(size)
    if counting.who != "everybody":
        conditions.append("done.staff" if counting.who == "team" else "NOT done.staff")
    query = _QUERY.format(what=_what(counting), where=" AND ".join(conditions))
    query = _IF_TEAM.format(query=query) if counting.who == "team" else query
    if names:
        query = _IF_PLACE.format(query=query, where=_one_of("channels.channel", len(names)))
    return query, (*names, *binds)


def _what(counting: Counting) -> str:
    """Refunds are taken off purchases, and stand for themselves where no purchase is counted."""
    if not _of_money(counting):
        return _WHAT[counting.count]
    return _NET.format(refund="0 - done.size" if "purchase" in counting.kinds else "done.size")


def _called(plan: Plan, channel: str) -> list[str]:
    """What a channel may be called in the activity: what the plan's channel of this id or name is, and what was written."""
    names = [channel]
    for c in plan.content.channels:
        if channel in (c.id, c.name):
            names += filter(None, (c.handle, c.name, c.id))
    return list(dict.fromkeys(names))


def _one_of(column: str, count: int) -> str:
    return f"{column} IN ({', '.join(['?'] * count)})"


_WINDOW = "done.day >= span.from_day AND done.day < span.end_day"
_TAGGED = "strpos(' ' || coalesce(done.tags, '') || ' ', ?) > 0"
_WHAT = {
    "events": "CAST(count(*) AS BIGINT)",
    "members": "CAST(count(DISTINCT done.member) AS BIGINT)",
    "member-days": "CAST(count(DISTINCT done.member || ' ' || CAST(done.day AS VARCHAR)) AS BIGINT)",
    "values": "CAST(coalesce(sum(done.size), 0) AS BIGINT)",
}
_THOUSANDS = " * CASE WHEN done.kind IN ('purchase', 'refund') THEN 1000 ELSE 1 END"
_NET = """
CASE WHEN CAST(count(CASE WHEN done.size IS NULL THEN 1 END) AS BIGINT) = 0 THEN
  CAST(coalesce(sum(CASE done.kind WHEN 'purchase' THEN done.size WHEN 'refund' THEN {refund} ELSE done.size * 1000 END), 0)
       AS DOUBLE) / 1000
END"""
_QUERY = "SELECT {what} AS n FROM done CROSS JOIN span WHERE {where}"
_IF_TEAM = (
    "SELECT CASE WHEN (SELECT CAST(count(*) AS BIGINT) FROM team) > 0 THEN found.n END AS n FROM ({query}) AS found"
)
_IF_PLACE = (
    "SELECT CASE WHEN (SELECT CAST(count(*) AS BIGINT) FROM channels WHERE {where}) > 0 THEN found.n END AS n"
    " FROM ({query}) AS found"
)
"""In a channel that no export knows, such as a name written wrong, nobody did nothing: it is not known what they did."""
_SPAN = "WITH span AS (SELECT win.seen_first_day AS from_day, win.seen_end_day AS end_day FROM win)"
_LAST_SPAN = """
WITH span AS (
  SELECT greatest(win.seen_end_day - win.last_days, win.data_first_day) AS from_day, win.seen_end_day AS end_day FROM win
)"""
_COUNT_SQL = ", above AS ({top}) SELECT above.n AS value FROM above"
_RATIO_SQL = """, above AS ({top}), below AS ({below})
SELECT CAST(above.n AS DOUBLE) / nullif(below.n, 0) AS value{told}
FROM above CROSS JOIN below
"""
_COUNT = {"value": say("value", "数值")}
_RATIO = {**_COUNT, "numerator": say("numerator", "分子"), "denominator": say("denominator", "分母")}
_EMPTY = say("there is nothing to divide by in this period", "该时段的分母为零")
_UNTOLD = say("the amount of some payments or refunds is not known", "部分付款或退款的金额未知")
_NO_TEAM = say("nothing tells who the team is", "无从得知谁是团队成员")
_NO_CHANNEL = Words("the activity knows no channel called {c}", "活动数据中没有名为{c}的渠道")
_LAST_TOLD = Words("last {n} days", "最近 {n} 天")
_LAST_ABOUT = say("how many days at the end of the window", "取时段末尾的天数")
_EDGES = say(
    "Defined by this plan. Bots and whom the plan leaves out do not count, nor does what has no time of its own.",
    "由本方案自行定义。机器人与方案排除的人不计，没有单独时间的行为也不计。",
)
