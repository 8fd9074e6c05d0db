"""`commplan recommend`.

Exit codes: 0 suggested, also when there is nothing for somebody; 2 when there is no readable plan, no store, the plan does
not recommend, or nobody says who is a minor where there are some.
"""

from __future__ import annotations

import shutil
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Optional

import typer

from commplan import load
from commplan.activity.database import MOST, TooLittle
from commplan.activity.store import Store
from commplan.cli import segment
from commplan.cli.accounts import account
from commplan.cli.activity import ENOUGH, open_store
from commplan.cli.plans import read_plan
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.cli.suggested import as_json
from commplan.cli.today import day
from commplan.escape import visible
from commplan.measuring import agenda, measure
from commplan.os_errors import why
from commplan.paint import wrap
from commplan.plan import Plan
from commplan.schedule import recurrence
from commplan.stickiness.recommend import HELD_BACK, Suggested, comes_up, refused, rules, suggestions
from commplan.stickiness.suggestion import Suggestion
from commplan.words import Refusal, Words, quote, say

HELP = tr(
    "Suggest to members what they may like next, from what they take part in.", "根据成员的参与情况向其推荐内容与活动。"
)
EXAMPLES = tr(
    "Examples: commplan recommend plan.yaml --activity activity/ | commplan recommend plan.yaml --member slack:U0123ABCD",
    "示例：commplan recommend plan.yaml --activity activity/ | commplan recommend plan.yaml --member slack:U0123ABCD",
)


class Form(StrEnum):
    """How suggestions are written."""

    text = "text"
    json = "json"


def command(
    plan: Annotated[str, typer.Argument(help=tr("The plan, or the folder it lies in.", "方案文件或其所在文件夹。"))],
    activity: Annotated[
        Path, typer.Option(help=tr("The activity store that `import` made.", "由 `import` 生成的活动数据仓。"))
    ] = Path("activity"),
    member: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="ACCOUNT",
            help=tr(
                "Only for this one: SOURCE:NAME, an address or a hash.", "只看这名成员：来源:名称、邮件地址或哈希。"
            ),
        ),
    ] = None,
    segment_: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--segment",
            metavar="AUDIENCE",
            help=tr("For this audience of the plan as a whole.", "面向方案中的这一受众整体。"),
        ),
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=50, help=tr("How many for each.", "每人推荐几个。"))] = 3,
    opted_out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            help=tr("Accounts that have switched suggestions off, a line each.", "已关闭推荐的账号，每行一个。"),
        ),
    ] = None,
    minors: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="FILE", help=tr("Accounts of minors, a line each.", "未成年人的账号，每行一个。")),
    ] = None,
    today: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="YYYY-MM-DD",
            help=tr(
                "Suggest as of this day; default is the day after the last of the activity.",
                "以这一天为准，默认为活动数据最后一天的次日。",
            ),
        ),
    ] = None,
    format_: Annotated[Form, typer.Option("--format", "-f", help=tr("text or json.", "text 或 json。"))] = Form.text,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,
) -> None:
    """Suggest."""
    raw, folder, shown = read_plan(plan)
    loaded = load.plan(shown, raw, folder, lang)
    if loaded.plan is None:
        raise Refusal(
            say("{p} cannot be read yet", "{p} 尚无法读取", p=shown),
            say("`commplan check {p}` shows why", "`commplan check {p}` 会列出原因", p=shown),
        )
    if no := refused(loaded.plan, minors is not None):
        raise Refusal(say("nothing is suggested: {w}", "不作推荐：{w}", w=no))
    if member and segment_:
        raise Refusal(
            say("--member and --segment cannot go together", "--member 与 --segment 不能同时使用"),
            say("ask for one of them", "请只用其中之一"),
        )
    audience = segment.of(loaded.plan, segment_) if segment_ else None
    store = open_store(activity)
    left_out = {h for file in (opted_out, minors) if file for h in _accounts(store, file)}
    wanted = account(store, member) if member else None
    if wanted in left_out:
        raise Refusal(
            say("nothing is suggested to {m}", "不向 {m} 作推荐", m=quote(member)),
            say("they are on a list of those left out", "其账号在不推荐的名单中"),
        )
    whose = (wanted,) if wanted else None if not audience and format_ is Form.json else ()
    asked = partial(_found, loaded.plan, store, day(today) if today else None, most, left_out, whose)
    try:
        found = asked(ENOUGH)
    except TooLittle:
        found = asked(MOST)
    if isinstance(found, Words):
        raise Refusal(say("nothing is suggested: {w}", "不作推荐：{w}", w=found))
    if audience:
        emit(segment.told(loaded.plan, audience, found, most, None if format_ is Form.json else _room()))
    elif format_ is Form.json:
        for part in as_json(loaded.plan, found, most):
            emit(part)
    else:
        emit(_as_text(loaded.plan, found, wanted, most))


def _accounts(store: Store, file: Path) -> list[str]:
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = why(error) if isinstance(error, OSError) else say("not UTF-8", "不是 UTF-8")
        raise Refusal(say("cannot read {p}: {e}", "无法读取 {p}：{e}", p=quote(file, 200), e=reason)) from None
    return [account(store, line.strip()) for line in lines if line.strip() and not line.startswith("#")]


def _found(
    plan: Plan,
    store: Store,
    as_of: date | None,
    most: int,
    left_out: set[str],
    whose: tuple[str, ...] | None,
    memory: str,
) -> Suggested | Words:
    """Suggestions, or why there are none; TooLittle when the engine needs more memory."""
    zone = recurrence.zone(plan.plan.timezone)
    with store.connect(memory) as connection:
        session = measure.prepare(
            connection,
            zone.key if zone else "UTC",
            measure.Exclusions(bots=True, staff=agenda.staff(plan, store), members=agenda.excluded(plan, store)),
            plan.evaluation.active.kinds,
            capabilities=store.capabilities,
        )
        if session.covers is None:
            return say("no activity was imported", "尚未导入任何活动数据")
        return suggestions(session, as_of or session.covers.end, most, left_out, whose, rules(plan, session))


# -- for people --


def _room() -> int:
    return max(40, min(shutil.get_terminal_size().columns, 100))


def _as_text(plan: Plan, found: Suggested, member: str | None, most: int) -> str:
    room = _room()
    lines: list[str] = []
    if member:
        own = found.members.get(member, ())
        if member not in found.seen:
            lines.append(
                _say("Nothing is known of this member yet. To those who are new:", "对该成员尚无了解。向新成员推荐：")
            )
            own = found.newcomers
        elif not own:
            lines.append(
                _say(
                    "This member takes part in all that others like them do.",
                    "与之相似的成员所参与的，该成员均已参与。",
                )
            )
        lines += [_line(plan, found, s, room) for s in own]
    else:
        head = say(
            "{n} members are suggested something, at most {k} places each, as of {d}; --member shows whose.",
            "截至 {d}，有 {n} 名成员得到推荐，每人最多 {k} 个；--member 查看某一成员。",
            n=found.given,
            k=most,
            d=found.as_of,
        )
        if not found.given:
            head = say("Nobody is suggested anything, as of {d}.", "截至 {d}，没有成员得到推荐。", d=found.as_of)
        lines.append(wrap(head.in_language(LANGUAGE), room).rstrip("\n"))
        lines += [
            f"- {visible(place)}: {number:,}"
            for place, number in sorted(found.places.items(), key=lambda one: (-one[1], one[0]))
        ]
        if found.newcomers:
            lines.append("\n" + _say("To those who are new:", "向新成员推荐："))
        lines += [_line(plan, found, s, room) for s in found.newcomers]
    lines.append("\n" + wrap(_good(found).in_language(LANGUAGE), room).rstrip("\n"))
    return "\n".join(lines) + "\n"


def _say(en: str, zh: str) -> str:
    return say(en, zh).in_language(LANGUAGE)


def _line(plan: Plan, found: Suggested, s: Suggestion, room: int) -> str:
    told = visible(s.place)
    if s.reasons:
        reason = s.reasons[0]
        told += ": " + _say(
            f"{reason.both} of the {reason.of} who take part in {visible(reason.place)} are there too",
            f"参与 {visible(reason.place)} 的 {reason.of} 人中有 {reason.both} 人也在这里",
        )
    else:
        told += ": " + _say(f"{s.people} people took part lately", f"近期有 {s.people} 人参与")
    if coming := comes_up(plan, s.place, found.as_of):
        told += _say(f"; next: {visible(coming[1])}, {coming[0]}", f"；接下来：{visible(coming[1])}，{coming[0]}")
    return wrap(f"- {told}", room).rstrip("\n")


def _good(found: Suggested) -> Words:
    q = found.quality
    if q is None:
        return found.untold or Words("", "")
    facts = {
        "w": HELD_BACK // 7, "k": q.k, "n": q.new, "h": q.hits, "p": q.popular_hits,
        "r": f"{100 * (q.recall or 0):.0f}", "s": f"{100 * (q.popular_recall or 0):.0f}",
        "c": q.reached, "a": q.places, "d": q.popular_reached,
    }  # fmt: skip
    words = say(
        "Tried on the last {w} weeks: of {n} times that members took up something new, {h} ({r}%) were among the {k} "
        "suggested; what is simply popular would have had {p} ({s}%). {c} of {a} places are suggested to somebody ({d}).",
        "用最近 {w} 周检验：成员新参与 {n} 次，其中 {h} 次（{r}%）在推荐的 {k} 个之内；只推荐热门则为 {p} 次（{s}%）。"
        "{a} 个渠道中有 {c} 个被推荐过（只推荐热门为 {d} 个）。",
        **facts,
    )
    if q.lead > 0:
        return words
    if q.lead == 0:
        return say("{w} The difference may be chance.", "{w}差异可能出于偶然。", w=words)
    return say(
        "{w} What is popular does better here: suggest that, until there is more to go by.",
        "{w}此处热门推荐效果更好：在数据更多之前，建议只推荐热门。",
        w=words,
    )
