"""How things stand with what can be closed (issues, requests, tickets), for the queries of the metrics on it.

A message is such a thing when its source calls it one by a tag, or when it was ever closed; talk, pushes and the like are
none.
"""

ITEMS = """
stood AS (
  SELECT dated.thread AS item, max(CASE WHEN dated.kind = 'reopen' THEN dated.us END) AS reopened_us,
         max(CASE WHEN dated.undated THEN 1 ELSE 0 END) AS timeless
  FROM dated CROSS JOIN win
  WHERE dated.kind IN ('close', 'reopen') AND dated.thread IS NOT NULL AND dated.us < win.as_of_us
  GROUP BY dated.thread
), shut AS (
  SELECT stood.item, min(dated.us) AS us
  FROM stood CROSS JOIN win JOIN dated ON dated.thread = stood.item
  WHERE dated.kind = 'close' AND dated.us >= coalesce(stood.reopened_us, 0) AND dated.us < win.as_of_us
  GROUP BY stood.item
), begun AS (
  SELECT ev.event_id, ev.us, ' ' || coalesce(ev.tags, '') || ' ' AS tags FROM ev WHERE ev.kind = 'message' AND NOT ev.undated
  UNION ALL
  SELECT dated.event_id, dated.us, ' ' || coalesce(dated.tags, '') || ' ' AS tags FROM dated
  WHERE dated.kind = 'message' AND NOT dated.undated AND dated.member IS NULL AND NOT coalesce(dated.bot, FALSE)
), items AS (
  SELECT begun.us, CASE WHEN shut.us IS NOT NULL THEN greatest(shut.us, begun.us) END AS closed_us, stood.reopened_us
  FROM begun CROSS JOIN win LEFT JOIN stood ON stood.item = begun.event_id LEFT JOIN shut ON shut.item = begun.event_id
  WHERE begun.us < win.as_of_us AND coalesce(stood.timeless, 0) = 0
        AND (stood.item IS NOT NULL OR begun.tags LIKE '% issue %' OR begun.tags LIKE '% ticket %'
             OR begun.tags LIKE '% pull-request %')
)
"""
"""`items(us, closed_us, reopened_us)`: when each was opened, when it was closed for good, and when last opened again; NULL while
it is open, and where it never was opened again.

What nobody put their name to counts too. Closed for good is the first closing since. What was closed nobody knows when is
not among them. A closing before the opening, which only a wrong clock tells, is one at once.
"""

SPREAD = """
hist AS (
  SELECT ages.seconds, CAST(count(*) AS BIGINT) AS c FROM ages GROUP BY ages.seconds
), running AS (
  SELECT hist.seconds, hist.c, CAST(sum(hist.c) OVER (ORDER BY hist.seconds ROWS UNBOUNDED PRECEDING) AS BIGINT) AS upto,
         CAST(sum(hist.c) OVER () AS BIGINT) AS cases
  FROM hist
), picks AS (
  SELECT CAST(coalesce(max(running.cases), 0) AS BIGINT) AS n,
         CAST(sum(running.seconds * running.c) AS BIGINT) AS seconds, max(running.seconds) AS longest,
         min(CASE WHEN 2 * running.upto >= running.cases THEN running.seconds END) AS median_low,
         min(CASE WHEN 2 * running.upto > running.cases THEN running.seconds END) AS median_high,
         min(CASE WHEN 10 * running.upto > 9 * (running.cases - 1) THEN running.seconds END) AS p90_low,
         min(CASE WHEN 10 * (running.upto - 1) > 9 * (running.cases - 1) THEN running.seconds END) AS p90_high,
         (9 * (max(running.cases) - 1)) % 10 AS tenths
  FROM running
)
"""
"""`picks`: how many rows `ages(seconds)` has, their sum, the longest, and what median and ninetieth percentile lie between."""

MEDIAN = "CAST(picks.median_low + picks.median_high AS DOUBLE) / 2"
P90 = """CAST(picks.p90_low * (10 - picks.tenths) + coalesce(picks.p90_high, picks.p90_low) * picks.tenths AS DOUBLE) / 10"""
