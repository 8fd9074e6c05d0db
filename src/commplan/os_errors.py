"""Why the system refuses a file, in words, and what to do: its own sentence is in English only, or in whatever language it was set up."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from commplan.words import Refusal, Words, say

_REASONS = {
    errno.ENOENT: say("there is no such file", "没有这个文件"),
    errno.EACCES: say("no permission", "没有权限"),
    errno.EPERM: say("no permission", "没有权限"),
    errno.EISDIR: say("it is a folder", "这是一个文件夹"),
    errno.ENOTDIR: say("part of its path is no folder", "路径中有一段不是文件夹"),
    errno.ENAMETOOLONG: say("its name is too long", "文件名太长"),
    errno.ELOOP: say("its links lead in a circle", "它的链接首尾相接"),
    errno.EEXIST: say("it is there already", "它已存在"),
    errno.EROFS: say("the disk is read-only", "磁盘是只读的"),
    errno.ENOSPC: say("the disk is full", "磁盘已满"),
    errno.EDQUOT: say("your share of the disk is used up", "磁盘配额已用完"),
    errno.EFBIG: say("a file would become larger than is allowed here", "文件将超过此处允许的大小"),
    errno.EMFILE: say("this process may not open more files at once", "本进程同时打开的文件数已达上限"),
    errno.ENFILE: say("the system may not open more files at once", "系统同时打开的文件数已达上限"),
    errno.ENOMEM: say("there is not enough memory", "内存不足"),
}
_NOT_ALLOWED = say(
    "see who owns it and who may write to it, or choose another place", "请查看其所有者与写入权限，或换一个位置"
)
_FREE_DISK = say("free some of the disk, and run the command again", "请腾出磁盘空间，再重新运行该命令")
_REMEDIES = {
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: say("choose a place on another disk", "请换到其他磁盘上的位置"),
    errno.ENOSPC: _FREE_DISK,
    errno.EDQUOT: _FREE_DISK,
    errno.EFBIG: say(
        "`ulimit -f unlimited` allows more; run the command again", "请用 `ulimit -f unlimited` 放宽，再重新运行该命令"
    ),
    errno.EMFILE: say(
        "`ulimit -n 1024` allows more; run the command again", "请用 `ulimit -n 1024` 放宽，再重新运行该命令"
    ),
    errno.ENFILE: say("end other programs, and run the command again", "请关闭其他程序，再重新运行该命令"),
    errno.ENOMEM: say(
        "end other programs, or import in smaller parts, and run the command again",
        "请关闭其他程序，或分成较小的部分导入，再重新运行该命令",
    ),
}
SHORTAGES = frozenset(_REMEDIES)
"""Numbers of what is no fault of a file: the machine is short of something, or does not allow it."""


def why(error: OSError) -> Words:
    """The reason of a refusal; what the system says itself where we have no words for it."""
    own = error.strerror or type(error).__name__
    return _REASONS.get(error.errno or 0, Words(own, own))


def remedy(error: OSError) -> Words | None:
    """What to do about it; None where that is plain from the reason, or nothing is known."""
    return _REMEDIES.get(error.errno or 0)


@contextmanager
def blameless(name: str) -> Iterator[None]:
    """Refusal in the place of an error over a file that is no fault of it, so that it is not taken for a damaged one."""
    try:
        yield
    except OSError as error:
        if error.errno not in SHORTAGES:
            raise
        words = say("cannot read '{name}': {why}", "无法读取 “{name}”：{why}", name=name, why=why(error))
        raise Refusal(words, remedy(error)) from error
