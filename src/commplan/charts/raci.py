"""RACI: for each piece of work, who does it, who answers for it, who is asked and who is told."""

from __future__ import annotations

from dataclasses import dataclass

from commplan import escape
from commplan.chart import Align, Chart, Figure, Table
from commplan.words import Language, Words

_TITLE = Words("Responsibilities (RACI)", "责任分配矩阵（RACI）")
_ABOUT = Words(
    "Who does the work, who answers for it, who is asked and who is told.", "谁执行、谁负责、咨询谁、知会谁。"
)
_LETTERS = {
    "R": Words("responsible: does the work", "执行（R）：完成工作"),
    "A": Words("accountable: answers for it", "负责（A）：对结果负责"),
    "C": Words("consulted before", "咨询（C）：事前征求意见"),
    "I": Words("informed after", "知会（I）：事后告知"),
}
_TASK = Words("Task or decision", "工作或决策")
_NOBODY = Words("no accountable role", "无负责人")
_EMPTY = Words("The plan assigns no tasks or decisions.", "方案未分配工作或决策。")


@dataclass(frozen=True, slots=True)
class Task:
    """`letters` holds one text for each role of the matrix, of the letters R, A, C and I, or empty."""

    name: str
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Raci:
    roles: tuple[str, ...]
    tasks: tuple[Task, ...]
    id: str = "raci"


def draw(data: Raci, language: Language) -> Figure:
    columns = (_TASK.in_language(language), *data.roles)
    rows = tuple((task.name, *(", ".join(_known(letters)) or "–" for letters in task.letters)) for task in data.tasks)
    centred: Align = "center"
    align: tuple[Align, ...] = ("start", *(centred for _ in data.roles))
    table = Table(columns, rows, align)
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    return Figure(data.id, title, about, None, _matrix(data, language), table)


def _known(letters: str) -> list[str]:
    return [letter for letter in _LETTERS if letter in letters.upper()]


def _matrix(data: Raci, language: Language) -> str:
    if not data.tasks:
        return f"<p>{escape.html(_EMPTY.in_language(language))}</p>"
    head = "".join(f'<th scope="col">{escape.html(role)}</th>' for role in data.roles)
    rows = "".join(_row(task, language) for task in data.tasks)
    key = "".join(f"<li>{_mark(letter)}{words.in_language(language)}</li>" for letter, words in _LETTERS.items())
    head = f'<thead><tr><th scope="col">{_TASK.in_language(language)}</th>{head}</tr></thead>'
    return f'<table class="matrix">{head}<tbody>{rows}</tbody></table><ul class="key">{key}</ul>'


def _row(task: Task, language: Language) -> str:
    missing = ""
    if not any("A" in _known(letters) for letters in task.letters):
        missing = f' <b class="gap">{escape.html(_NOBODY.in_language(language))}</b>'
    cells = "".join(
        f"<td>{' '.join(map(_mark, _known(letters)))}</td>" if _known(letters) else "<td>–</td>"
        for letters in task.letters
    )
    return f'<tr><th scope="row">{escape.html(task.name)}{missing}</th>{cells}</tr>'


def _mark(letter: str) -> str:
    return f'<b class="{letter.lower()}">{letter}</b>'


def example(language: Language) -> Raci:
    roles = Words("Community lead|Content|Moderation|Finance", "社群总监|内容组|审核组|财务").in_language(language)
    tasks = {
        Words("Monthly newsletter", "月度通讯"): ("A", "R", "C", "I"),
        Words("Change of the code of conduct", "行为准则修订"): ("A", "C", "R", "I"),
        Words("Grant for a city meetup", "城市聚会拨款"): ("C", "I", "", "AR"),
        Words("Training of new volunteers", "新志愿者培训"): ("R", "C", "R", ""),
    }
    return Raci(tuple(roles.split("|")), tuple(Task(name.in_language(language), row) for name, row in tasks.items()))


CHART = Chart("raci", _TITLE, _ABOUT, draw, example)
