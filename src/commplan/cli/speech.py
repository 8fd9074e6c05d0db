"""The language of the command line, and how the door says no."""

from __future__ import annotations

import os
import sys

from commplan.words import Language, Refusal, nearest_language


def _wanted() -> Language:
    arguments = sys.argv[1:]
    for i, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return nearest_language(argument.partition("=")[2])
        if argument == "--lang" and i + 1 < len(arguments):
            return nearest_language(arguments[i + 1])
    names = ("COMMPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    return nearest_language(next((os.environ[n] for n in names if os.environ.get(n)), None))


LANGUAGE: Language = _wanted()


def tr(en: str, zh: str) -> str:
    """The text in the language of this run; help texts are fixed when a command is imported, so this is too."""
    return zh if LANGUAGE == "zh" else en


LANG_HELP = tr("Language of messages: en or zh.", "消息语言：en 或 zh。")


def refused(refusal: Refusal) -> str:
    """A refusal as the door says it."""
    from commplan.escape import terminal

    lines = [refusal.words.in_language(LANGUAGE)]
    if refusal.hint:
        lines.append(refusal.hint.in_language(LANGUAGE))
    return "commplan: " + "\n  ".join(terminal(line) for line in lines)


def colour(choice: str, stream: object = None) -> bool:
    """Whether to paint: as told by --color, else when writing to a terminal and NO_COLOR is not set."""
    if choice != "auto":
        return choice == "always"
    out = stream or sys.stdout
    return bool(getattr(out, "isatty", lambda: False)()) and not os.environ.get("NO_COLOR")


def emit(text: str) -> None:
    """The result, and nothing but the result, on standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()


def remark(text: str) -> None:
    """Everything else, on standard error."""
    sys.stderr.write(text + "\n")
