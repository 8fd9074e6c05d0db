"""Audiences and channels: who can be reached where, who can answer, and who is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from commplan import escape
from commplan.chart import Align, Chart, Figure, Table
from commplan.words import Language, Words

_TITLE = Words("Audiences and channels", "受众与渠道覆盖")
_ABOUT = Words(
    "Where each audience is reached, and whether it can answer there.", "各受众通过哪些渠道触达，以及能否回应。"
)
_REACHES = {"both": Words("two-way", "双向"), "out": Words("one-way", "单向")}
_SIGNS = {"both": "⇄", "out": "→"}
_AUDIENCE, _REACHED = Words("Audience", "受众"), Words("Channels", "渠道数")
_NOWHERE, _NO_ANSWER = Words("not reached", "未覆盖"), Words("cannot answer", "无法回应")
_EMPTY = Words("The plan names no audiences or no channels.", "方案未列出受众或渠道。")

Reach = Literal["both", "out"]


@dataclass(frozen=True, slots=True)
class Audience:
    """One entry for each channel of the matrix; None is a channel that does not reach it."""

    name: str
    reached: tuple[Reach | None, ...]


@dataclass(frozen=True, slots=True)
class AudienceChannels:
    channels: tuple[str, ...]
    audiences: tuple[Audience, ...]
    id: str = "audience-channels"


def draw(data: AudienceChannels, language: Language) -> Figure:
    title, about = _TITLE.in_language(language), _ABOUT.in_language(language)
    columns = (_AUDIENCE.in_language(language), *data.channels, _REACHED.in_language(language))
    rows = tuple(
        (
            of.name,
            *(_REACHES[reach].in_language(language) if reach else "–" for reach in of.reached),
            str(_count(of)),
        )
        for of in data.audiences
    )
    centred: Align = "center"
    align: tuple[Align, ...] = ("start", *(centred for _ in data.channels), "end")
    return Figure(data.id, title, about, None, _matrix(data, columns, language), Table(columns, rows, align))


def _count(of: Audience) -> int:
    return sum(reach is not None for reach in of.reached)


def _matrix(data: AudienceChannels, columns: tuple[str, ...], language: Language) -> str:
    if not data.audiences or not data.channels:
        return f"<p>{escape.html(_EMPTY.in_language(language))}</p>"
    head = "".join(f'<th scope="col">{escape.html(name)}</th>' for name in columns)
    rows = "".join(_row(of, language) for of in data.audiences)
    key = "".join(f"<li>{_mark(reach)}{words.in_language(language)}</li>" for reach, words in _REACHES.items())
    table = f'<table class="matrix"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'{table}<ul class="key" aria-hidden="true">{key}</ul>'


def _row(of: Audience, language: Language) -> str:
    missing = _NOWHERE if not _count(of) else None if "both" in of.reached else _NO_ANSWER
    note = f' <b class="gap">{missing.in_language(language)}</b>' if missing else ""
    cells = "".join(
        f'<td title="{_REACHES[reach].in_language(language)}">{_mark(reach)}</td>' if reach else "<td>–</td>"
        for reach in of.reached
    )
    return f'<tr><th scope="row">{escape.html(of.name)}{note}</th>{cells}<td>{_count(of)}</td></tr>'


def _mark(reach: str) -> str:
    return f'<b class="{"r" if reach == "both" else "c"}">{_SIGNS[reach]}</b>'


def example(language: Language) -> AudienceChannels:
    channels = Words("Forum|Newsletter|Chat|Meetups", "论坛|通讯|微信群|线下聚会").in_language(language)
    rows: dict[Words, tuple[Reach | None, ...]] = {
        Words("Core contributors", "核心贡献者"): ("both", "out", "both", "both"),
        Words("Occasional contributors", "偶尔贡献者"): ("both", "out", None, None),
        Words("Companies that use it", "企业用户"): (None, "out", None, None),
        Words("Neighbours of the venue", "场地周边居民"): (None, None, None, None),
    }
    audiences = tuple(Audience(name.in_language(language), reached) for name, reached in rows.items())
    return AudienceChannels(tuple(channels.split("|")), audiences)


CHART = Chart("audience-channels", _TITLE, _ABOUT, draw, example)
