"""Orbit levels as published in 2022, for the queries of the metrics on them: levels by presence, from days of activity."""


def levels(name: str, end_day: str) -> str:
    """A part of a query, `{name}(member, orbit)`: each member who was active in the `days` before a local day, in the innermost
    orbit reached in them, 4 (exploring) to 1 (leading).

    Two active days in a week lead to orbit 3, seven in a calendar month to 2, thirty in a calendar quarter to 1.
    """
    return f"""
{name}_days AS (
  SELECT md.member, md.week, md.month, md.month // 3 AS quarter FROM md CROSS JOIN win
  WHERE md.day >= {end_day} - win.days AND md.day < {end_day}
), {name}_reached AS (
  SELECT {name}_days.member, 4 AS step FROM {name}_days
  UNION ALL SELECT {name}_days.member, 3 AS step FROM {name}_days GROUP BY {name}_days.member, {name}_days.week
            HAVING count(*) >= 2
  UNION ALL SELECT {name}_days.member, 2 AS step FROM {name}_days GROUP BY {name}_days.member, {name}_days.month
            HAVING count(*) >= 7
  UNION ALL SELECT {name}_days.member, 1 AS step FROM {name}_days GROUP BY {name}_days.member, {name}_days.quarter
            HAVING count(*) >= 30
), {name} AS (
  SELECT {name}_reached.member, min({name}_reached.step) AS orbit FROM {name}_reached GROUP BY {name}_reached.member
)
"""  # noqa: S608 - own texts
