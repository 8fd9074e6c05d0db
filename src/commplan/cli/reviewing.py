"""What `commplan evaluate --write-review` does: the draft of a review goes into the plan, and nothing else changes there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commplan import load
from commplan.checking.mend import edited
from commplan.evaluating import account, review
from commplan.evaluating.appraise import Appraisal
from commplan.files import ChangedMeanwhileError, Rewrite, rewrite_all
from commplan.load import Loaded
from commplan.os_errors import why
from commplan.words import Language, Refusal, quote, say

_BY_HAND = say("the report holds it: put it there by hand", "报告中有此草稿，请手工写入")


def enter(file: str, raw: bytes, folder: Path, loaded: Loaded, found: Appraisal, language: Language) -> str:
    """Write the draft into the plan; the file that it went into. Refusal when the plan holds one of that day, or has no sure
    place for it."""
    plan = loaded.plan
    if plan is None:
        raise ValueError("a plan that cannot be read has no review")
    if any(r.date == found.as_of for r in plan.evaluation.reviews):
        words = say("the plan holds a review of {d} already", "方案中已有 {d} 的复盘", d=found.as_of)
        raise Refusal(words, say("complete that one, or give another --today", "请补充该条，或用 --today 指定其他日期"))
    entry = review.draft(found, account.findings(plan, found, language))
    made = review.entered(loaded.document, entry)
    if made is None:
        raise Refusal(
            say("{p} has no sure place for the review", "{p} 中没有适合写入复盘之处", p=quote(file, 200)), _BY_HAND
        )
    target = made.edits[0].span.file
    before = raw if target == file else _bytes(target)
    after = edited({target: before}, made.edits)[target]
    again = load.plan(file, after if target == file else raw, folder, held={target: after})
    if not _added(loaded.document.data, again.document.data) or again.plan is None:
        raise Refusal(say("{p} would not be the same plan", "写入后 {p} 会有其他改变", p=quote(file, 200)), _BY_HAND)
    try:
        rewrite_all([Rewrite(Path(target), before, after)])
    except ChangedMeanwhileError:
        words = say(
            "{p} was changed meanwhile: nothing was written", "{p} 期间被他人改动，未写入", p=quote(target, 200)
        )
        raise Refusal(words, say("run the command again", "请重新运行该命令")) from None
    except OSError as error:
        raise Refusal(say("cannot write {p}: {e}", "无法写入 {p}：{e}", p=quote(target, 200), e=why(error))) from None
    return target


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise Refusal(say("cannot read {p}: {e}", "无法读取 {p}：{e}", p=quote(file, 200), e=why(error))) from None


def _added(before: Mapping[str, Any], after: Any) -> bool:
    """Whether one review more is all the difference."""
    if not isinstance(after, dict):
        return False
    old, new = dict(before.get("evaluation") or {}), dict(after.get("evaluation") or {})
    reviews, more = old.pop("reviews", ()), new.pop("reviews", ())
    rest = ({k: v for k, v in data.items() if k != "evaluation"} for data in (before, after))
    return (
        len(more) == len(reviews) + 1
        and more[:-1] == tuple(reviews)
        and old == new
        and len({repr(r) for r in rest}) == 1
    )
