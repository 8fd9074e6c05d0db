"""Work on many cases, done on all cores where that pays; of each case only its result comes back."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

_SIGNAL_OF_DEATH = 1
"""What `prctl` calls the signal that a process is sent when the one that began it ends."""

Case = TypeVar("Case")
Result = TypeVar("Result")
_work: Callable[[object], object] | None = None


def hands(most: int) -> int:
    """How many processes may work at once, `most` at most; 1 where processes cannot be forked."""
    return min(cores(), most) if sys.platform == "linux" else 1


def over(cases: Sequence[Case], work: Callable[[Case], Result], many: int, *, together: int = 1) -> Iterator[Result]:
    """`work` done on each case by so many processes, in the order of the cases; by less than two here and one by one.

    Processes are given some cases `together` at a time. They end with this one, however it ends.
    """
    if many < 2:
        yield from map(work, cases)
        return
    import multiprocessing  # these two take as long to load as a small export to import
    from concurrent.futures import ProcessPoolExecutor

    global _work  # noqa: PLW0603 - a forked process has it without its being sent
    _work = work  # type: ignore[assignment]
    gc.freeze()
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(many, context, _begin, (_prctl(), os.getpid())) as pool:
            yield from pool.map(_one, cases, chunksize=together)  # type: ignore[misc]
    finally:
        _work = None
        gc.unfreeze()


def beside(work: Callable[[], Result]) -> Callable[[], Result]:
    """`work` begun in a thread of its own, which an interrupt does not wait for; call what is returned to have what it came to,
    or what it raised."""
    came: Future[Result] = Future()

    def do() -> None:
        try:
            came.set_result(work())
        except Exception as fault:  # noqa: BLE001 - it is raised where the result is asked for
            came.set_exception(fault)

    Thread(target=do, daemon=True).start()
    return came.result


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prctl() -> Callable[..., int] | None:
    import ctypes

    return getattr(ctypes.CDLL(None), "prctl", None)


def _begin(prctl: Callable[..., int] | None, began: int) -> None:
    """An interrupt from the keyboard reaches all processes, and it is the first one that tells the others to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if prctl:
        prctl(_SIGNAL_OF_DEATH, signal.SIGKILL)
    if os.getppid() != began:
        os._exit(1)


def _one(case: object) -> object:
    assert _work is not None  # noqa: S101 - set before the processes begin
    return _work(case)
