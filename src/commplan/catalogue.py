"""Looking a metric, a source or a profile up by name, without loading the others: a check names only a handful."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from pathlib import Path

from commplan.metric import ACTIVITY, Described, Metric, Tallied
from commplan.plan.evaluation import Source
from commplan.profile import Profile

CALENDAR_EXECUTION = "calendar-execution"
"""What can be measured but is not counted from events alone: the calendar is held against records and activity."""


@cache
def metric(id_: str) -> Metric | None:
    """The metric of the catalogue with this id, or None."""
    if id_ not in metric_ids():
        return None
    module = importlib.import_module("commplan.metrics." + id_.replace("-", "_"))
    return next((value for value in vars(module).values() if isinstance(value, Metric)), None)


@cache
def metric_ids() -> tuple[str, ...]:
    """The ids of all metrics of the catalogue, sorted; read from the file names alone."""
    package = importlib.import_module("commplan.metrics")
    return tuple(sorted(info.name.replace("_", "-") for info in pkgutil.iter_modules(package.__path__)))


@cache
def tallied(id_: str) -> Tallied | None:
    """The metric with this id whose numbers people write down, or None."""
    if id_ not in tallied_ids():
        return None
    module = importlib.import_module("commplan.inputs." + id_.replace("-", "_"))
    return next((value for value in vars(module).values() if isinstance(value, Tallied)), None)


@cache
def tallied_ids() -> tuple[str, ...]:
    """The ids of all metrics whose numbers people write down, sorted; read from the file names alone."""
    package = importlib.import_module("commplan.inputs")
    return tuple(sorted(info.name.replace("_", "-") for info in pkgutil.iter_modules(package.__path__)))


@cache
def measurable_ids() -> tuple[str, ...]:
    """The ids of all that commplan can measure, sorted: counted from events, from the calendar, or from tallies."""
    return tuple(sorted((*metric_ids(), *tallied_ids(), CALENDAR_EXECUTION)))


def described(id_: str | None) -> Described | None:
    """Name, unit and meaning of anything that commplan can measure by itself; None for a plan's own metrics."""
    if id_ == CALENDAR_EXECUTION:
        from commplan.reckoning import execution  # a check asks for its name alone

        return execution.CALENDAR
    return metric(id_ or "") or tallied(id_ or "")


def metric_called(text: str) -> str | None:
    """The id of the one metric whose name, in any language, is most like a text; None when none is, or several are."""
    wanted = _telling(text)
    alike: dict[str, float] = {}
    for id_ in measurable_ids():
        name = described(id_)
        shared = len(wanted & _telling(name.name.en)) if name else 0
        whole = len(wanted | _telling(name.name.en)) if name else 1
        chinese = re.split("[（）]", name.name.zh) if name and text else []
        alike[id_] = 1 if text in chinese else _BEGUN if chinese and _begins(chinese[0], text) else shared / whole
    best = max(alike.values(), default=0)
    likely = [id_ for id_, share in alike.items() if share == best]
    return likely[0] if best >= _LIKE and len(likely) == 1 else None


_LIKE, _BEGUN = 0.5, 0.9


def _begins(name: str, text: str) -> bool:
    """Whether a text is the beginning of a Chinese name, as 月活 is of 月活跃成员数."""
    return len(text) > 1 and not text.isascii() and name.startswith(text)


_SAME = {
    "users": "members",
    "user": "members",
    "people": "members",
    "member": "members",
    "rate": "",
    "number": "",
    "of": "",
}


def _telling(text: str) -> set[str]:
    words = re.findall(r"[a-z]+", text.lower())
    return {_SAME.get(w, w) for w in words} - {"", "the"}


@cache
def profile(id_: str) -> Profile | None:
    """The profile with this id; None for `base`, which requires nothing of its own, and for what is none."""
    if id_ not in profile_ids():
        return None
    module = importlib.import_module("commplan.profiles." + id_.replace("-", "_"))
    return next((value for value in vars(module).values() if isinstance(value, Profile)), None)


@cache
def profile_ids() -> tuple[str, ...]:
    """The ids of all profiles that require something, sorted; read from the file names alone."""
    package = importlib.import_module("commplan.profiles")
    return tuple(sorted(info.name.replace("_", "-") for info in pkgutil.iter_modules(package.__path__)))


@cache
def source_names() -> tuple[str, ...]:
    """The names of all tools whose exports can be read, sorted; read from the file names alone."""
    package = importlib.import_module("commplan.sources")
    return tuple(sorted(info.name.replace("_", "-") for info in pkgutil.iter_modules(package.__path__)))


@cache
def source_tells(tool: str) -> frozenset[str] | None:
    """What an export of this tool can tell at most (`Source.tells`); None when no source has this name.

    Read from the source's text, where it is written out, because importing a source loads all that opens archives,
    which takes longer than a check; a source that works it out instead is imported.
    """
    if tool not in source_names():
        return None
    name = "commplan.sources." + tool.replace("-", "_")
    folder = Path(importlib.import_module("commplan.sources").__path__[0])
    text = (folder / f"{name.rpartition('.')[2]}.py").read_text("utf-8")
    written = re.search(r"^    tells=frozenset\(\s*\{([^{}()]*)\}\s*\),$", text, re.MULTILINE)
    if written:
        return frozenset(re.findall(r'"([a-z-]+)"', written[1]))
    from commplan.source import Source

    return next(
        (value.tells for value in vars(importlib.import_module(name)).values() if isinstance(value, Source)), None
    )


def tools_telling(needs: frozenset[str], active: frozenset[str]) -> tuple[str, ...]:
    """The tools whose exports can tell all that a metric needs, sorted; all of them when it needs nothing of exports.

    `active`: of which an export must tell one for a metric that counts active members.
    """
    found = {tool: source_tells(tool) or frozenset() for tool in source_names()}
    own = needs - {ACTIVITY}
    return tuple(t for t, told in found.items() if own <= told and (ACTIVITY not in needs or active & told))


COUNTED_FROM = {
    "message": "messages", "reply": "messages", "reaction": "reaction-times", "join": "joins", "leave": "leaves",
    "attend": "attendance", "register": "attendance", "answer": "answers", "purchase": "purchases",
    "refund": "purchases", "close": "closings", "reopen": "closings",
}  # fmt: skip
"""By kind of event: the capability that an export must have for such events to be counted in time."""


def table_kinds(source: Source) -> frozenset[str] | None:
    """The kinds of events that a table holds by its mapping; None for another tool, and without a mapping."""
    mapping = source.mapping if source.tool == "table" else None
    if mapping is None:
        return None
    if mapping.kind:  # a column of kinds may hold any of them
        return frozenset(COUNTED_FROM)
    kinds = {c.kind for c in mapping.kinds} | ({mapping.kind_is} if mapping.kind_is else set())
    return frozenset((kinds or {"message"}) | {c.kind for c in mapping.also})
