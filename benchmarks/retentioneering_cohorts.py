"""The retention triangle of a store by retentioneering 3 (later ones have no cohorts): JSON with its CPU seconds. For `evaluate.py`.

It wants an environment of its own, whose libraries are as old as it is:
pip install retentioneering==3.3.0 "numpy<1.25" "scipy<1.12" "pyarrow<16"
"""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from pathlib import Path

os.environ["RETENTIONEERING_NO_TRACK"] = "1"

import pandas as pd
from retentioneering.eventstream import Eventstream

COLUMNS = {"member": "user_id", "kind": "event", "us": "timestamp"}


def main() -> None:
    warnings.simplefilter("ignore")
    files = sorted(Path(sys.argv[1]).glob("events/*/*.parquet"))
    events = pd.concat([pd.read_parquet(file, columns=list(COLUMNS)) for file in files], ignore_index=True)
    events = events[~events["kind"].isin(["join", "leave"])].rename(columns=COLUMNS)
    events["timestamp"] = pd.to_datetime(events["timestamp"], unit="us")
    stream = Eventstream(events, add_start_end_events=False)
    begun = time.process_time()
    found = stream.cohorts(cohort_start_unit="M", cohort_period=(1, "M"), average=False, show_plot=False)
    print(json.dumps({"beyond": time.process_time() - begun, "cohorts": len(found.values)}))


main()
