"""The language of the command line, and how the door says no."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from commplan.words import LANGUAGES, Language, Refusal, nearest_language, quote, say


def _asked(arguments: Sequence[str]) -> str | None:
    """What --lang was given."""
    for i, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang" and i + 1 < len(arguments):
            return arguments[i + 1]
    return None


def _known(tag: str) -> bool:
    return tag.replace("_", "-").lower().split("-", maxsplit=1)[0] in LANGUAGES


def settle(arguments: Sequence[str]) -> None:
    """Refusal when --lang asks for a language that commplan does not speak."""
    tag = _asked(arguments)
    if tag is not None and not _known(tag):
        raise Refusal(
            say("--lang cannot be {t}", "--lang 不能是 {t}", t=quote(tag)), say("it can be: en, zh", "可用：en、zh")
        )


def _wanted() -> Language:
    asked = _asked(sys.argv[1:])
    if asked is not None and _known(asked):
        return nearest_language(asked)
    names = ("COMMPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    return nearest_language(next((os.environ[n] for n in names if os.environ.get(n)), None))


LANGUAGE: Language = _wanted()


def spoken(configured: Language | None) -> Language:
    """The language of a result: as asked for by --lang or COMMPLAN_LANG, else as configured, else that of the system."""
    asked = _asked(sys.argv[1:]) or os.environ.get("COMMPLAN_LANG")
    return LANGUAGE if asked or configured is None else configured


def tr(en: str, zh: str) -> str:
    """The text in the language of this run; help texts are fixed when a command is imported, so this is too."""
    return zh if LANGUAGE == "zh" else en


LANG_HELP = tr("Language of messages: en or zh.", "消息语言：en 或 zh。")


def refused(refusal: Refusal) -> str:
    """A refusal as the door says it."""
    from commplan.escape import terminal

    told = []
    for one in (refusal, *refusal.others):
        lines = [one.words.in_language(LANGUAGE), *([one.hint.in_language(LANGUAGE)] if one.hint else [])]
        told.append("\n  ".join(terminal(line) for line in lines))
    return "commplan: " + "\n".join(told)


def colour(choice: str, stream: object = None) -> bool:
    """Whether to paint: as told by --color, else when writing to a terminal and NO_COLOR is not set."""
    if choice != "auto":
        return choice == "always"
    out = stream or sys.stdout
    return bool(getattr(out, "isatty", lambda: False)()) and not os.environ.get("NO_COLOR")


def emit(result: str | bytes) -> None:
    """The result, and nothing but the result, on standard output. Whoever reads it may go away before its end: what is left
    is dropped then, and the exit code is the one of the whole result."""
    try:
        if isinstance(result, bytes):
            sys.stdout.buffer.write(result)
        else:
            sys.stdout.write(result)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(text: str) -> None:
    """Everything else, on standard error."""
    sys.stderr.write(text)
    sys.stderr.flush()


def remark(text: str) -> None:
    """A line of it."""
    tell(text + "\n")
