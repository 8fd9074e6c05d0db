"""Writing the baseline anew: all that is found today becomes what was there before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from commplan.checking import lint
from commplan.cli.observing import activity_of
from commplan.cli.rulebook import Rulebook, baseline_path, read_baseline
from commplan.cli.settings import shown
from commplan.cli.speech import remark, tr
from commplan.cli.wish import Case, Wish
from commplan.files import write_all
from commplan.os_errors import why
from commplan.policy.addresses import address
from commplan.policy.baseline import NAME, Baseline, Entry, empty
from commplan.words import Refusal, quote, say


def renew(wish: Wish, book: Rulebook, cases: Iterable[Case], today: date) -> int:
    """Write the findings of these plans to their baselines, those of other plans left as they are. The exit code."""
    files: dict[Path, dict[str, list[Entry]]] = {}
    unnamed: set[Path] = set()
    for case in cases:
        settings = case.policy.settings
        path = baseline_path(wish.baseline, settings)
        if path is None:
            path = (settings.folder if settings else Path()) / NAME
            unnamed.add(path)
        files.setdefault(path, {})[case.file] = _entries(case, wish, book, today, path)
    for path, plans in files.items():
        _write(path, plans)
        if path in unnamed:
            remark(
                tr(
                    f'  put `baseline = "{path.name}"` into commplan.toml, so that every check takes it into account',
                    f'  请在 commplan.toml 中写上 `baseline = "{path.name}"`，以便每次检查都使用它',
                )
            )
    return 0


def _entries(case: Case, wish: Wish, book: Rulebook, today: date, path: Path) -> list[Entry]:
    rules = book.rules_of(case.policy)
    activity = activity_of(case.loaded, case.policy, rules.values(), wish.activity, today)
    checked = lint.plan(case.loaded, rules, today, case.policy, activity)
    if checked.not_run or case.loaded.plan is None:
        words = say(
            "{p} cannot be read yet: no baseline was written", "{p} 尚无法读取，未写基线", p=quote(case.file, 200)
        )
        raise Refusal(
            words,
            say("`commplan check {p}` shows what to mend", "`commplan check {p}` 会列出要改正的地方", p=case.file),
        )
    parts = {r.name: r.part for r in rules.values()}
    off = {r.name for r in rules.values() if not case.policy.decide(r, case.file).on}
    off |= {name for _, name in checked.not_asked}
    found = [f for f in checked.findings if parts[f.name] not in ("file", "policy")]
    kept = [e for e in _there(path).entries(case.file).elements() if e[0] in off]
    return [*kept, *((f.name, address(case.loaded.document.data, f.path)) for f in found)]


def _there(path: Path) -> Baseline:
    return read_baseline(path) if path.exists() else empty(shown(str(path)), path.parent)


def _write(path: Path, plans: dict[str, list[Entry]]) -> None:
    old = _there(path)
    here = [plan for plan in old.plans if (old.folder / plan).exists()]
    try:
        write_all(path.parent, {path.name: old.renewed(plans, here)})
    except OSError as error:
        raise Refusal(
            say("cannot write {p}: {e}", "无法写入 {p}：{e}", p=quote(shown(str(path)), 200), e=why(error))
        ) from None
    n, m = sum(map(len, plans.values())), len(plans)
    remark(
        tr(
            f"wrote {shown(str(path))}: {n} finding{'s' * (n != 1)} of {m} plan{'s' * (m != 1)}",
            f"已写入 {shown(str(path))}：{m} 份方案的 {n} 处问题",
        )
    )
