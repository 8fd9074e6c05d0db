"""Why the system refuses a file, in words: its own sentence is in English only, or in whatever language it was set up."""

from __future__ import annotations

import errno

from commplan.words import Words, say

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
}


def why(error: OSError) -> Words:
    """The reason of a refusal; what the system says itself where we have no words for it."""
    own = error.strerror or type(error).__name__
    return _REASONS.get(error.errno or 0, Words(own, own))
