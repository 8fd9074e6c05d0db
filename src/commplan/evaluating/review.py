"""The draft of a review entry, as YAML to be put under `evaluation.reviews` of the plan, and where it goes there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

from commplan.document import Document
from commplan.document.edits import repair
from commplan.escape import visible
from commplan.evaluating.appraise import Appraisal
from commplan.finding import Change, Fix, Place, Repair
from commplan.words import say


def draft(appraisal: Appraisal, findings: Sequence[str]) -> str:
    """The entry; each finding is one line of JSON, which YAML reads too, so that no text of a plan can break out."""
    last = appraisal.window.end - timedelta(days=1)
    listed = "".join(f"    - {json.dumps(visible(text), ensure_ascii=False)}\n" for text in findings)
    return (
        f"- date: {appraisal.as_of}\n  period: {{start: {appraisal.window.first}, end: {last}}}\n"
        f"  findings:{chr(10) + listed if listed else ' []' + chr(10)}  lessons: []\n  changes: []"
    )


def entered(document: Document, entry: str) -> Repair | None:
    """The edit that adds an entry behind the reviews that are there, or makes a place for the first; None where the text is
    such that there is no sure one."""
    body, data = entry.removeprefix("- ").replace("\n  ", "\n"), document.data
    evaluation = data.get("evaluation")
    if not isinstance(evaluation, dict) or not evaluation:
        listed = "\n".join(f"    {line}" for line in entry.splitlines())
        change = Change(Place((list(data)[-1],)), "after", f"evaluation:\n  reviews:\n{listed}")
    elif reviews := evaluation.get("reviews"):
        change = Change(Place(("evaluation", "reviews", len(reviews) - 1)), "after", body)
    elif "reviews" in evaluation:
        return None
    else:
        listed = "\n".join(f"  {line}" for line in entry.splitlines())
        change = Change(Place(("evaluation", list(evaluation)[-1])), "after", f"reviews:\n{listed}")
    return repair(document, Fix((change,), True, say("the review is entered", "已写入复盘记录")))
