"""Orbit levels as published in 2022, for the queries of the metrics on them: levels by presence, from days of activity."""


def levels(name: str, end_day: str) -> str:
    """A part of a query, `{name}(member, orbit)`: each member who was active in the `days` before a local day, in the innermost
    orbit reached in them, 4 (exploring) to 1 (leading).

    Two active days in a week lead to orbit 3, seven in a calendar month to 2, thirty in a calendar quarter to 1.
    """
    # Months lie within quarters, and of two days in a week the later has the other before it: one pass tells all levels.
    return f"""
{name}_days AS (
  SELECT md.member, CAST(count(CASE WHEN md.month % 3 = 0 THEN 1 END) AS BIGINT) AS first_month,
         CAST(count(CASE WHEN md.month % 3 = 1 THEN 1 END) AS BIGINT) AS second_month, CAST(count(*) AS BIGINT) AS quarter,
         CAST(count(CASE WHEN md.day_before >= {end_day} - win.days AND md.day_before >= md.week * 7 - 3 THEN 1 END) AS BIGINT)
           AS pairs
  FROM md CROSS JOIN win WHERE md.day >= {end_day} - win.days AND md.day < {end_day} GROUP BY md.member, md.month // 3
), {name}_reached AS (
  SELECT {name}_days.member,
         CASE WHEN {name}_days.quarter >= 30 THEN 1
              WHEN greatest({name}_days.first_month, {name}_days.second_month,
                            {name}_days.quarter - {name}_days.first_month - {name}_days.second_month) >= 7 THEN 2
              WHEN {name}_days.pairs > 0 THEN 3 ELSE 4 END AS step
  FROM {name}_days
), {name} AS (
  SELECT {name}_reached.member, min({name}_reached.step) AS orbit FROM {name}_reached GROUP BY {name}_reached.member
)
"""  # noqa: S608 - own texts
