"""A small community whose answers can be counted by hand, as a plan and as a table of what people did.

Days are those of Shanghai. In March 2026:

- Active in the last 28 days (4 to 31 March): Lead, Ann, Bob and Cem. Cem's first message is of 3 March 17:00 in London,
  which is 4 March in Shanghai. Dee's is of 31 March 23:30 in London, which is 1 April in Shanghai, so Dee is not in it.
  Robo is a bot.
- Seven messages start something and had three days to be answered within the month: w1 p1 q1 q2 p2 q4 q3. Answered by
  somebody else: q1 and q4 (an hour before the three days were over). q2 was answered by a bot only, q3 by its author
  only, q5 is still open, m0 belongs to February. So 5 of 7 are unanswered.
- Joined: Bob in March, Ann in February; the table does not tell who left.
- The weekly post of Lead is planned for four Wednesdays. 4: written. 11: written on the 12th. 18: nothing. 25: recorded
  as done. So 2 of 4 on time.
"""

from __future__ import annotations

from pathlib import Path

from commplan import load
from commplan.activity.store import Store
from commplan.importing import collect
from commplan.importing.mappings import declared
from commplan.plan import Plan

PLAN = """\
commplan: 1
plan:
  id: tea-corner
  title: Tea corner
  language: en
  period: {start: 2026-01-01, end: 2026-12-31}
  timezone: Asia/Shanghai
structure:
  people:
    - {id: lead, name: Lead, handles: [{source: chat, id: Lead}]}
  roles:
    - {id: host, holders: [lead]}
content:
  channels:
    - {id: hall, name: Hall, handle: hall}
  calendar:
    - id: weekly
      title: Weekly post
      kind: post
      start: 2026-03-04T09:00
      rrule: FREQ=WEEKLY;BYDAY=WE;UNTIL=20260331
      channels: [hall]
      owner: host
      outcomes: [{date: 2026-03-25, status: done}]
goals:
  objectives:
    - {id: active, statement: Five people write in four weeks., metric: mau, baseline: {value: 1, date: 2025-12-31}, target: 5, due: 2026-12-31}
    - {id: answered, statement: Everybody gets an answer., metric: unanswered-rate, parameters: {grace: 72}, baseline: {value: 0.9, date: 2025-12-31},
       target: 0.1, due: 2026-12-31}
    - {id: kept, statement: The weekly post comes out., metric: calendar-execution, target: 0.5, due: 2026-03-31}
    - {id: happy, statement: People like it., metric: liking, target: 4, due: 2026-12-31, baseline: {value: 3, date: 2025-12-31}}
evaluation:
  sources:
    - id: chat
      tool: table
      metrics: [mau, unanswered-rate, calendar-execution]
      mapping:
        id: id
        time: when
        member: who
        channel: where
        kinds:
          - {column: what, equals: said, kind: message}
          - {column: what, equals: answered, kind: reply}
          - {column: what, equals: came, kind: join}
        thread: to
        bot: robot
  metrics:
    - {id: liking, name: Liking, definition: "How people like it, 1 to 5, in the monthly survey.", direction: up}
  readings:
    - {metric: liking, date: 2026-03-20, value: 4.2, answers: 12}
    - {metric: liking, date: 2026-04-20, value: 2, answers: 12}
"""

TABLE = """\
id,when,who,what,where,to,robot
j1,2026-02-20T10:00:00+08:00,Ann,came,hall,,no
m0,2026-02-20T10:05:00+08:00,Ann,said,hall,,no
w1,2026-03-03T17:00:00+00:00,Cem,said,hall,,no
p1,2026-03-04T09:00:00+08:00,Lead,said,hall,,no
j2,2026-03-05T09:00:00+08:00,Bob,came,hall,,no
q1,2026-03-06T09:00:00+08:00,Ann,said,hall,,no
a1,2026-03-06T12:00:00+08:00,Bob,answered,hall,q1,no
q2,2026-03-10T09:00:00+08:00,Bob,said,hall,,no
b2,2026-03-10T09:00:05+08:00,Robo,answered,hall,q2,yes
p2,2026-03-12T09:00:00+08:00,Lead,said,hall,,no
q4,2026-03-13T09:00:00+08:00,Ann,said,hall,,no
a4,2026-03-16T08:00:00+08:00,Lead,answered,hall,q4,no
q3,2026-03-20T09:00:00+08:00,Cem,said,hall,,no
a3,2026-03-20T10:00:00+08:00,Cem,answered,hall,q3,no
q5,2026-03-30T09:00:00+08:00,Bob,said,hall,,no
late,2026-03-31T23:30:00+01:00,Dee,said,hall,,no
end,2026-04-10T09:00:00+08:00,Ann,said,hall,,no
"""


def planned(text: str = PLAN) -> Plan:
    """A plan that has no faults."""
    loaded = load.plan("plan.yaml", text.encode())
    assert [f.problem.message.en for f in loaded.document.faults] == []
    assert loaded.plan is not None
    return loaded.plan


def imported(folder: Path, table: str = TABLE) -> Store:
    """An activity store of its own with the table in it."""
    (folder / "data.csv").write_text(table, encoding="utf-8")
    store = Store.at(folder / "activity")
    collect.into(store, [folder / "data.csv"], mapping=declared(planned().evaluation.sources[0]))
    return store


def written(folder: Path, plan: str = PLAN, table: str = TABLE) -> tuple[Path, Path]:
    """The plan and the table as files of a folder."""
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "data.csv").write_text(table, encoding="utf-8")
    return folder / "plan.yaml", folder / "data.csv"
