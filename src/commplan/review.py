"""The draft of a review entry, as YAML to be put under `evaluation.reviews` of the plan."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

from commplan.appraise import Appraisal
from commplan.escape import visible


def draft(appraisal: Appraisal, findings: Sequence[str]) -> str:
    """The entry; each finding is one line of JSON, which YAML reads too, so that no text of a plan can break out."""
    last = appraisal.window.end - timedelta(days=1)
    listed = "".join(f"    - {json.dumps(visible(text), ensure_ascii=False)}\n" for text in findings)
    return (
        f"- date: {appraisal.as_of}\n  period: {{start: {appraisal.window.first}, end: {last}}}\n"
        f"  findings:{chr(10) + listed if listed else ' []' + chr(10)}  lessons: []\n  changes: []"
    )
