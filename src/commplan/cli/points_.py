"""`commplan points`.

Exit codes: 0 the ledger was kept, whatever came out; 1 with `--fail-on over-budget` when what is out will cost more than its
budget line holds, with `--fail-on suspicious` when there is something to look at; 2 when there is no readable plan, no
store, no rewards in the plan, or nothing that could be counted.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commplan import load
from commplan.activity.database import MOST, TooLittle
from commplan.activity.store import Store
from commplan.cli.activity import ENOUGH, open_store
from commplan.cli.ledger import as_json
from commplan.cli.ledger_text import as_text
from commplan.cli.plans import read_plan
from commplan.cli.speech import LANG_HELP, LANGUAGE, emit, tr
from commplan.measuring import agenda, measure
from commplan.plan import Plan
from commplan.plan.engagement import Rewards
from commplan.schedule import recurrence
from commplan.stickiness.passbook import Said
from commplan.stickiness.points import Account, account
from commplan.words import Refusal, Words, say

HELP = tr("Keep the ledger of the plan's rewards, from activity.", "按活动数据核算方案的积分。")
EXAMPLES = tr(
    "Example: commplan points plan.yaml --activity activity/", "示例：commplan points plan.yaml --activity activity/"
)


class Fail(StrEnum):
    """What makes the exit code 1."""

    never = "never"
    over_budget = "over-budget"
    suspicious = "suspicious"


class Form(StrEnum):
    """How the ledger is written."""

    text = "text"
    json = "json"


def command(
    plan: Annotated[str, typer.Argument(help=tr("The plan, or the folder it lies in.", "方案文件或其所在文件夹。"))],
    activity: Annotated[
        Path, typer.Option(help=tr("The activity store that `import` made.", "由 `import` 生成的活动数据仓。"))
    ] = Path("activity"),
    format_: Annotated[Form, typer.Option("--format", "-f", help=tr("text or json.", "text 或 json。"))] = Form.text,
    fail_on: Annotated[
        Fail,
        typer.Option(
            help=tr(
                "Exit code 1 when the points out cost more than their budget, or when there is something to look at.",
                "未兑积分的成本超出预算，或有值得核查之处时，退出码为 1。",
            ),
        ),
    ] = Fail.never,
    lang: Annotated[str, typer.Option(help=LANG_HELP)] = LANGUAGE,
) -> None:
    """Keep the ledger."""
    raw, folder, shown = read_plan(plan)
    loaded = load.plan(shown, raw, folder, lang)
    if loaded.plan is None:
        raise Refusal(
            say("{p} cannot be read yet", "{p} 尚无法读取", p=shown),
            say("`commplan check {p}` shows why", "`commplan check {p}` 会列出原因", p=shown),
        )
    rewards = loaded.plan.engagement.rewards
    if rewards is None or not rewards.earn:
        raise Refusal(
            say("{p} gives no points", "{p} 不发放积分", p=shown),
            say("`engagement.rewards.earn` says how they are earned", "`engagement.rewards.earn` 写明如何得分"),
        )
    store = open_store(activity)
    try:
        found, zone = _kept(loaded.plan, rewards, store, ENOUGH)
    except TooLittle:
        found, zone = _kept(loaded.plan, rewards, store, MOST)
    if isinstance(found, Words):
        raise Refusal(say("there is no ledger: {w}", "无法核算：{w}", w=found))
    said = Said(loaded.plan, rewards, found, zone)
    emit(as_json(said) if format_ is Form.json else as_text(said))
    cost = said.cost
    due = cost.worst if cost.expected is None else cost.expected
    over = cost.held is not None and due is not None and due > cost.held
    sys.exit(int((fail_on is Fail.over_budget and over) or (fail_on is Fail.suspicious and bool(said.odd))))


def _kept(plan: Plan, rewards: Rewards, store: Store, memory: str) -> tuple[Account | Words, str]:
    """The ledger, or why there is none, and the time zone of its days; TooLittle when the engine needs more memory."""
    zone, exclude = recurrence.zone(plan.plan.timezone), plan.evaluation.exclude
    with store.connect(memory) as connection:
        staff = agenda.staff(plan, store)
        session = measure.prepare(
            connection,
            zone.key if zone else "UTC",
            measure.Exclusions(
                bots=True, staff=staff if exclude.staff else frozenset(), members=agenda.excluded(plan, store)
            ),
            plan.evaluation.active.kinds,
            capabilities=store.capabilities,
        )
        return account(plan, rewards, session), session.zone.key
