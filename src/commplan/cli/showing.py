"""`commplan check --show-settings`: which configuration holds for which plan, and what it makes of each rule."""

from __future__ import annotations

import json
from typing import Any

from commplan.cli.plans import find_plans
from commplan.cli.rulebook import Rulebook, baseline_path
from commplan.cli.settings import shown
from commplan.cli.speech import LANGUAGE, tr
from commplan.cli.wish import Wish
from commplan.escape import terminal
from commplan.finding import Span
from commplan.policy.selection import Policy
from commplan.rule import Rule
from commplan.words import Refusal, quote, say


def shown_settings(wish: Wish, book: Rulebook) -> str:
    """The settings of the plans that a check would take, as text or JSON."""
    shape = wish.formats[-1] if wish.formats else "text"
    if shape not in ("text", "json"):
        words = say("settings cannot be shown as {f}", "设置不能以 {f} 格式显示", f=quote(shape))
        raise Refusal(words, say("there are: json, text", "可用：json, text"))
    found = find_plans(wish.paths, book.excluded(wish.stdin_filename))
    names = [wish.stdin_filename if file == "-" else file for file in found]
    plans = [_plan(wish, book, file) for file in names]
    if shape == "json":
        return json.dumps({"version": 1, "plans": plans}, ensure_ascii=False, indent=2) + "\n"
    groups: dict[str, list[dict[str, Any]]] = {}
    for plan in plans:
        groups.setdefault(json.dumps({**plan, "file": ""}), []).append(plan)
    return "\n".join(_text([p["file"] for p in group], group[0]) for group in groups.values())


def _plan(wish: Wish, book: Rulebook, file: str) -> dict[str, Any]:
    policy = book.policy(file)
    settings = policy.settings
    config = settings.config if settings else None
    path = baseline_path(wish.baseline, settings)
    return {
        "file": file,
        "config": settings.file if settings else None,
        "fail_on": wish.fail_on or (config.fail_on if config else None) or "warning",
        "baseline": shown(str(path)) if path else None,
        "activity": shown(str(settings.folder / config.activity)) if settings and config and config.activity else None,
        "waivers": len(config.waivers) if config else 0,
        "rules": [_rule(policy, rule, file) for rule in sorted(book.rules_of(policy).values(), key=lambda r: r.code)],
    }


def _rule(policy: Policy, rule: Rule, file: str) -> dict[str, Any]:
    decision = policy.decide(rule, file)
    return {
        "code": rule.code,
        "name": rule.name,
        "on": decision.on,
        "severity": decision.severity.value,
        "why": decision.why.in_language(LANGUAGE),
        "where": _where(decision.span),
        "severity_where": _where(decision.severity_span),
        "thresholds": dict(policy.thresholds(rule)),
    }


def _where(span: Span | None) -> str | None:
    return f"{span.file}:{span.line}:{span.column}" if span else None


def _text(files: list[str], plan: dict[str, Any]) -> str:
    config = plan["config"] or tr("no configuration", "没有配置文件")
    lines = [*(terminal(file) for file in files), f"  {tr('configuration', '配置')}: {terminal(config)}"]
    lines.append(f"  {tr('fails on', '导致失败的最低级别')}: {plan['fail_on']}")
    if plan["baseline"]:
        lines.append(f"  {tr('baseline', '基线')}: {terminal(plan['baseline'])}")
    if plan["activity"]:
        lines.append(f"  {tr('activity', '活动数据')}: {terminal(plan['activity'])}")
    if plan["waivers"]:
        lines.append(f"  {tr('waivers', '豁免')}: {plan['waivers']}")
    lines.append("")
    width = max(len(rule["name"]) for rule in plan["rules"])
    for rule in plan["rules"]:
        state = rule["severity"] if rule["on"] else "off"
        why = terminal(rule["why"]) + (f" ({terminal(rule['where'])})" if rule["where"] else "")
        if rule["on"] and rule["severity_where"]:
            why += tr("; severity", "；级别") + f" ({terminal(rule['severity_where'])})"
        numbers = ", ".join(f"{name} = {number:g}" for name, number in rule["thresholds"].items())
        lines.append(f"  {rule['code']} {rule['name']:<{width}} {state:<8} {why}{'; ' * bool(numbers)}{numbers}")
    return "\n".join(lines) + "\n"
