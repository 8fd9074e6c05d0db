"""When things happen: recurrences, time zones and public holidays. The only home of dateutil and holidays.

A calendar entry is expanded once for a plan, into occurrences inside the plan's period. RFC 5545 is followed where the
library differs: a wall-clock time that a clock change skips is moved forward by the gap, and stays one occurrence; a
time that comes twice means the first; UNTIL in UTC is an instant, and a bare UNTIL date includes that day. A start with
an offset behind it (`19:30+08:00`) is that instant, told on the wall clock of the entry's zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from commplan.plan import Plan
from commplan.plan.content import Entry
from commplan.plan.rules import Routine
from commplan.plan.times import Duration, Moment
from commplan.recurrence_rule import parts, readable, until

__all__ = ["Occurrence", "after", "days_of_routine", "expand", "free_days", "frozen", "months", "occurrences"]
