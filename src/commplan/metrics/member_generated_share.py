"""Member-generated share: how much of what happens comes from members and not from the team."""

from datetime import date

from commplan.localday import Window
from commplan.metric import ACTIVITY, Example, Metric
from commplan.words import Words

METRIC = Metric(
    id="member-generated-share",
    name=Words("Member-generated share", "成员自发占比"),
    chapter="participation",
    unit="share",
    better="up",
    shape="scalar",
    definition=Words(
        "Of the active events of all people in the window, the team included: the share that members made.",
        "时段内所有人（含团队）的活跃行为中，由成员产生的比例。",
    ),
    edge_cases=Words(
        "Which people are the team must be known: the plan names their handles and asks to tell them apart with "
        "`evaluation.exclude.staff`; without that it is unknown, not one. Team members whose handles are missing count "
        "as members, which makes it too good. Below 50% a community lives on its team, above 90% it lives by itself. "
        "Bots are neither.",
        "须知道谁是团队成员：方案写明其账号，并以 `evaluation.exclude.staff` 将其区分；否则为未知，而不是 100%。"
        "未写明账号的团队成员会被当作普通成员，使数值偏好。低于 50% 说明社群靠团队维持，高于 90% 说明已能自运转。机器人都不计。",
    ),
    empty=Words(
        "Nobody was active in the window, or nothing tells who the team is.",
        "该时段没有任何活跃行为，或无从得知谁是团队成员。",
    ),
    source="FeverBee, community lifecycle (bands at 50% and 90%); Iriberri and Leroy 2009; commplan catalogue C1",
    needs=frozenset({ACTIVITY}),
    gameable_kinds=frozenset({"message", "reply", "reaction"}),
    columns={
        "value": Words("member-generated share", "成员自发占比"),
        "numerator": Words("events of members", "成员的行为"),
        "denominator": Words("events of members and team", "成员与团队的行为"),
        "n": Words("people active, the team included", "活跃人数（含团队）"),
    },
    sql="""
WITH counts AS (
  SELECT CAST(coalesce(sum(CASE WHEN NOT mdk.staff THEN mdk.n END), 0) AS BIGINT) AS ours, CAST(coalesce(sum(mdk.n), 0) AS BIGINT) AS events,
         CAST(count(DISTINCT mdk.member) AS BIGINT) AS people
  FROM mdk CROSS JOIN win
  WHERE mdk.kind IN (SELECT counted.name FROM counted) AND NOT mdk.undated AND NOT mdk.of_channel
    AND mdk.day >= win.seen_first_day AND mdk.day < win.seen_end_day
), known AS (
  SELECT CAST(count(*) AS BIGINT) AS people FROM team
)
SELECT CASE WHEN known.people > 0 THEN CAST(counts.ours AS DOUBLE) / nullif(counts.events, 0) END AS value,
       CASE WHEN known.people > 0 THEN counts.ours END AS numerator,
       CASE WHEN known.people > 0 THEN counts.events END AS denominator, counts.people AS n
FROM counts CROSS JOIN known
""",
    examples=(
        Example(
            about=Words(
                "S is the team: of four active events members made three. The bot's and the joining are none.",
                "S 是团队成员：4 次活跃行为中，成员占 3 次。机器人的行为与加入不计。",
            ),
            events="""
                time              member kind    bot
                2026-03-02T09:00  A      message no
                2026-03-02T09:10  S      reply   no
                2026-03-03T09:00  B      reply   no
                2026-03-03T09:10  A      reaction no
                2026-03-04T09:00  R      message yes
                2026-03-04T09:00  C      join    no
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 8)),
            team=frozenset({"S"}),
            answer="""
                value numerator denominator n
                3/4   3         4           3
            """,
        ),
        Example(
            about=Words(
                "The same without knowing who the team is: nobody can say.", "同上，但不知道谁是团队成员：无从得知。"
            ),
            events="""
                time              member kind
                2026-03-02T09:00  A      message
                2026-03-02T09:10  S      reply
            """,
            window=Window(date(2026, 3, 1), date(2026, 3, 8)),
            answer="""
                value numerator denominator n
                -     -         -           2
            """,
        ),
    ),
)
