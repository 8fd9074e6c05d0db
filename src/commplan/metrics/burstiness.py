"""Burstiness: does activity come evenly, at random, or in bursts with silence between?"""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric, within
from commplan.words import Words

METRIC = Metric(
    id="burstiness",
    name=Words("Burstiness", "突发性"),
    chapter="activity",
    unit="index",
    better="neither",
    shape="scalar",
    bounds=(-1, 1),
    definition=Words(
        "(s - m) / (s + m) of the times between one active event of the window and the next, where m is their mean and s "
        "their standard deviation: -1 is a clock, 0 is chance, towards 1 everything comes at once.",
        "时段内相邻两次活跃行为之间的间隔，以 m 为均值、s 为标准差，取 (s - m) / (s + m)：-1 如时钟般规律，0 为随机，"
        "越接近 1 越集中爆发。",
    ),
    edge_cases=Words(
        "Fewer than 30 events say nothing and give no value. Nights alone make any community look bursty, so compare it "
        "with its own past and not with zero. Events of one instant, as an import without seconds makes them, raise it. "
        "Neither high nor low is good by itself: a burst may be an event that worked, or a quarrel.",
        "不足 30 次行为无法说明问题，不给数值。单是昼夜就会让任何社群显得突发，因此应与自身过去比较，而非与零比较。"
        "时间相同的行为（如导入数据没有秒）会抬高数值。高低本身无所谓好坏：一次爆发可能是活动成功，也可能是争吵。",
    ),
    empty=Words("Fewer than 30 active events in the window.", "该时段的活跃行为不足 30 次。"),
    source="Goh and Barabasi 2008, Burstiness and memory in complex systems; CHAOSS Burstiness (chaoss/wg-common)",
    needs=frozenset({ACTIVITY}),
    reach=within(0),
    columns={
        "value": Words("burstiness", "突发性"),
        "n": Words("active events", "活跃行为数"),
        "mean_seconds": Words("mean time between two", "平均间隔"),
    },
    # With n gaps of sum t and sum of squares q, s / m is sqrt(n * q - t * t) / t: whole numbers up to the root.
    sql="""
WITH steps AS (
  SELECT (deeds.us - lag(deeds.us) OVER (ORDER BY deeds.us)) // 1000000 AS gap
  FROM deeds CROSS JOIN win WHERE deeds.day >= win.seen_first_day AND deeds.day < win.seen_end_day
), hist AS (
  SELECT CAST(steps.gap AS DECIMAL(38, 0)) AS gap, CAST(count(*) AS DECIMAL(38, 0)) AS c
  FROM steps WHERE steps.gap IS NOT NULL GROUP BY steps.gap
), sums AS (
  SELECT CAST(coalesce(sum(hist.c), 0) AS DECIMAL(38, 0)) AS gaps,
         CAST(coalesce(sum(hist.c * hist.gap), 0) AS DECIMAL(38, 0)) AS total,
         CAST(coalesce(sum(hist.c * hist.gap * hist.gap), 0) AS DECIMAL(38, 0)) AS squares
  FROM hist
), spread AS (
  SELECT sums.gaps, CAST(sums.total AS DOUBLE) AS total,
         sqrt(CAST(sums.gaps * sums.squares - sums.total * sums.total AS DOUBLE)) AS root
  FROM sums
), events AS (
  SELECT CAST(count(*) AS BIGINT) AS n FROM steps
)
SELECT CASE WHEN events.n >= 30 THEN CAST(spread.root - spread.total AS DOUBLE) / nullif(spread.root + spread.total, 0) END AS value,
       events.n, spread.total / nullif(CAST(spread.gaps AS DOUBLE), 0) AS mean_seconds
FROM spread CROSS JOIN events
""",
    examples=(
        Example(
            about=Words(
                "46 events at nine o'clock, then one an hour until two: 50 gaps, 45 of nothing and 5 of an hour. m is a "
                "tenth of an hour; s is the root of 50 x 5 - 5 x 5 = 225, 15, over 50, three tenths: (3 - 1) / (3 + 1).",
                "9 点有 46 次行为，此后每小时一次，直到 14 点：50 个间隔，45 个为零、5 个为一小时。m 为 0.1 小时；"
                "s 为 √(50 × 5 - 5 × 5) = 15 除以 50，即 0.3 小时：(3 - 1) / (3 + 1)。",
            ),
            events="""
                time             member kind    times
                2026-03-02T09:00 A      message 46
                2026-03-02T10:00 A      message 1
                2026-03-02T11:00 B      message 1
                2026-03-02T12:00 A      message 1
                2026-03-02T13:00 A      message 1
                2026-03-02T14:00 A      reply   1
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 3)),
            answer="""
                value n  mean_seconds
                1/2   51 360
            """,
        ),
        Example(
            about=Words("29 events are too few.", "29 次行为太少。"),
            events="""
                time             member kind    times
                2026-03-02T09:00 A      message 28
                2026-03-02T09:28 A      message 1
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 3)),
            answer="""
                value n  mean_seconds
                -     29 60
            """,
        ),
    ),
)
