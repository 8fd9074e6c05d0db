"""Appeal overturn rate: of the appeals decided, how many changed the decision."""

from datetime import date

from commplan.localday import Window
from commplan.metric import Sum, Tallied
from commplan.words import Words

METRIC = Tallied(
    id="appeal-overturn-rate",
    name=Words("Appeals that changed the decision", "申诉改判率"),
    unit="share",
    better="neither",
    definition=Words(
        "Of the appeals against moderators' decisions that were decided in these days: the share in which the "
        "decision was changed or withdrawn.",
        "这些日子里审结的申诉中，原处理决定被变更或撤销的比例。",
    ),
    edge_cases=Words(
        "A low share may mean good decisions, or that nobody dares or knows how to appeal: say how many appeals there"
        " were. Withdrawn appeals are in no rate. An appeal decided by who made the decision is no appeal.",
        "比例低，可能是处理得当，也可能是没人敢申诉或不知如何申诉：请同时说明申诉数量。已撤回的申诉不计。由原"
        "处理人审理的不算申诉。",
    ),
    source="commplan catalogue C1 (overturn low because nobody appeals; show appeals n)",
    numerator=Words("appeals that changed the decision", "改判的申诉"),
    denominator=Words("appeals decided", "审结的申诉"),
    found=Words(
        "The appeals register.",
        "申诉登记册。",
    ),
    examples=(
        Sum(
            about=Words(
                "1 of the 4 decided in March.",
                "3 月审结 4 件，改判 1 件。",
            ),
            tallies="""
                start      end        numerator denominator of
                2026-03-01 2026-03-31 1         4           -
            """,
            window=Window(date(2026, 3, 1), date(2026, 4, 1)),
            numerator=1,
            denominator=4,
        ),
    ),
)
