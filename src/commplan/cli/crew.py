"""Many plans, checked on all cores where that pays; of each only its result comes back."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

PAYS = 48
"""From this many plans on a second process saves more than it costs to begin."""
_TOGETHER = 16

Case = TypeVar("Case")
Result = TypeVar("Result")
_work: Callable[[object], object] | None = None


def over(cases: Sequence[Case], work: Callable[[Case], Result]) -> Iterator[Result]:
    """`work` done on each case, in order. Where processes cannot be forked, or few cases wait, here and one by one."""
    hands = min(cores(), len(cases) // (PAYS // 2))
    if hands < 2 or sys.platform != "linux":
        yield from map(work, cases)
        return
    global _work  # noqa: PLW0603 - a forked process has it without its being sent
    _work = work  # type: ignore[assignment]
    gc.freeze()
    try:
        with ProcessPoolExecutor(hands, multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_one, cases, chunksize=_TOGETHER)  # type: ignore[misc]
    finally:
        _work = None


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _one(case: object) -> object:
    assert _work is not None  # noqa: S101 - set before the processes begin
    return _work(case)
