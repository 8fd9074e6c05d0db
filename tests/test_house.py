"""The house keeps its floors: imports go downward, each library has one home, modules and functions stay small."""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "commplan"
MODULES = {str(p.relative_to(SOURCE).with_suffix("")).replace("/", "."): p for p in sorted(SOURCE.rglob("*.py"))}
NAMES = {name.removesuffix(".__init__") or "__init__": path for name, path in MODULES.items()}

# A module may import what stands on a line before its own. A name with .* is a whole folder; within it a module may
# import only the package's own __init__, except where FREE says that a folder is one thing in several files.
FLOORS = (
    "__init__ activity drawing policy reckoning schedule",
    "words spelling refusals.synonyms sheet packing crew",
    "finding kept extras reckoning.batches activity.event activity.identity escape drawing.palette document.decode document.scalars os_errors activity.bots",
    "document.faults document.nodes localday reckoning.closings reckoning.orbits reckoning.marks reckoning.interval reckoning.spread activity.mapping activity.reasons activity.named_zones",
    "reckoning.tables document.comments document.places document.slips activity.observed activity.amounts activity.phone_dates",
    "activity.whatsapp_notices",
    "document.full_width",
    "document document.extent paint",
    "document.edits document.include plan.*",
    "schedule.rrule schedule.lunar",
    "refusals.keys legal policy.config platforms risk_catalogue activity.repeats schedule.recurrence schedule.hours schedule.duty terms money activity.whose activity.gunzip reckoning.period activity.newcomers",
    "schedule.festivals",
    "refusals.cast meant.numbers meant.days meant.times reckoning.ledger",
    "meant refusals.specimen refusals.whole_period refusals.intended refusals.bodies reckoning.bookkeeping stickiness.suggestion",
    "refusals.misplaced",
    "refusals.unlisted",
    "refusals.remedies expression refusals.stray_keys",
    "refusals.complaints policy.places schedule.workload schedule.watch locale activity.manifest activity.export",
    "activity.outsize",
    "activity.key activity.parts reckoning.calendars",
    "policy.settings activity.database activity.cursor activity.pen activity.clock activity.mail activity.kind_words activity.scales",
    "activity.records activity.delimited activity.fetched activity.intake",
    "activity.answers activity.endings activity.nested activity.people activity.folder activity.census activity.takeout activity.slack_days activity.pages",
    "activity.audit activity.change activity.posts activity.queried activity.discord_pages activity.element_pages",
    "activity.discussed activity.store reckoning.layers",
    "activity.excerpt reckoning.daily reckoning.standing",
    "activity.columns activity.tabular activity.unread activity.mailbox activity.telegram_pages",
    "activity.heading activity.strewn",
    "activity.mapped activity.watched",
    "activity.wholesale",
    "measuring.remembered measuring.month_to_date measuring.questions measuring.holding",
    "measuring.deriving",
    "measuring.months",
    "metric engine dialect chart profile policy.addresses policy.baseline policy.ignores rule",
    "checking.standing",
    "policy.selection policy.vocabulary drawing.canvas report checking.scorecard source reckoning.spoken",
    "drawing.plot reckoning.verdict reckoning.course reckoning.tally format",
    "reckoning.forecasting reckoning.trending reckoning.foreseen reckoning.beside",
    "reckoning.recalled reckoning.waves",
    "reckoning.execution discover venues",
    "catalogue measuring.agenda stickiness.tastes stickiness.earnings",
    "measuring.formula stickiness.suspicion",
    "engines.* profiles.* rules.* metrics.* inputs.* charts.* sources.* formats.*",
    "writers.*",
    "rendering.writing files schema importing.mappings facts.*",
    "rendering.telling",
    "refusals.mistyped refusals.misnamed refusals.commas",
    "importing.gather",
    "load importing.collect measuring.measure measuring.answering rendering.render",
    "measuring.objectives stickiness.points checking.suppress measuring.observe importing.peek stickiness.recommend rendering.documents",
    "measuring.attending stickiness.segments stickiness.passbook measuring.composite",
    "reality.*",
    "evaluating.outlook",
    "checking.lint evaluating.appraise checking.own checking.tidying",
    "evaluating.recount",
    "illustrate.* rendering.budget_sheets rendering.subscription checking.mend evaluating.review checking.trial",
    "evaluating.foresight evaluating.hindsight",
    "rendering.portrait evaluating.account scaffold rendering.worksheets",
    "adopt.*",
    "cli.*",
    "__main__",
)
FREE = {"adopt", "plan", "policy", "cli", "writers", "illustrate", "facts"}
HOMES = {
    "yaml": {"document.nodes"},
    "simpleeval": {"expression"},
    "borax": {"schedule.lunar"},
    "pydantic": {"schema"},
    "pydantic_core": {"plan", "meant", "refusals.complaints", "load", "policy.settings"},
    "duckdb": {"activity.database"},
    "orjson": {"activity.records"},
    "sqlglot": {"dialect"},
    "py4j": {"engines.spark"},
    "pyspark": {"engines.spark"},
    "chdb": {"engines.chdb"},
    "filelock": {"activity.folder"},
    "holidays": {"schedule.recurrence"},
    "babel": {"locale"},
    "icalendar": {"rendering.subscription", "adopt.calendars"},
    "docx": {"writers.office", "writers.tabular"},
    "lxml": {"activity.pages", "writers.tabular"},
    "openpyxl": {"adopt.tables"},
    "typst": {"writers.typesetting"},
    "xlsxwriter": {"writers.xlsx"},
    "jinja2": {"rendering.render"},
    "numpy": {"reckoning.forecasting", "reckoning.trending"},
    "scipy": {"reckoning.trending"},
    "ruptures": {"reckoning.trending"},
    "statsmodels": {"reckoning.forecasting", "reckoning.trending"},
    "threadpoolctl": {"reckoning.forecasting"},
    "markdown_it": {"writers"},
    "pathspec": {"policy.settings"},
    "platformdirs": {"cli"},
    "rich": {"paint"},
    "typer": {"cli"},
}
LINES, FUNCTION_LINES = 300, 40


@cache
def floor(module: str) -> int:
    for height, names in enumerate(FLOORS):
        for name in names.split():
            if module == name or (name.endswith(".*") and module.split(".", maxsplit=1)[0] == name[:-2]):
                return height
    raise AssertionError(f"{module} stands on no floor: add it to FLOORS")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imported(path: Path) -> set[str]:
    """The modules of ours that a file imports, by their names in NAMES."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "commplan":
            inner = node.module.removeprefix("commplan").lstrip(".")
            for alias in node.names:
                deeper = f"{inner}.{alias.name}".lstrip(".")
                found.add(deeper if deeper in NAMES else inner or "__init__")
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("commplan.") for a in node.names if a.name.startswith("commplan.")}
    return found


@cache
def libraries(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[0] for a in node.names}
    return found


def test_imports_go_downward() -> None:
    upward = []
    for module, path in NAMES.items():
        package = module.split(".", maxsplit=1)[0]
        for other in imported(path):
            inside = other.split(".")[0] == package and (package in FREE or other == module.rpartition(".")[0])
            if not inside and floor(other) >= floor(module):
                upward.append(f"{module} imports {other}, which does not stand below it")
    assert upward == []


def test_a_module_stands_on_one_floor() -> None:
    stands = " ".join(FLOORS).split()
    assert sorted(set(stands)) == sorted(stands)


def test_no_modules_import_each_other_in_a_circle() -> None:
    below = {module: imported(path) - {module} for module, path in NAMES.items()}
    # a package's face hands on what lies in it
    faces = {m: {o for o in others if not o.startswith(f"{m}.")} for m, others in below.items()}
    TopologicalSorter(faces).prepare()


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    homes = HOMES[library]
    users = {m if m in homes else m.split(".")[0] for m, path in NAMES.items() if library in libraries(path)}
    assert users == homes


def test_modules_and_functions_stay_small() -> None:
    large = []
    for module, path in NAMES.items():
        text = path.read_text("utf-8")
        large += [module] if len(text.splitlines()) > LINES else []
        for node in ast.walk(tree(path)) if module.split(".", maxsplit=1)[0] != "cli" else ():
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES:
                large.append(f"{module}.{node.name}")
    assert large == []


def test_no_module_is_called_after_nothing() -> None:
    assert [m for m in NAMES if re.search(r"\b(utils?|helpers?|common|base|managers?|handlers?|misc)\b", m)] == []


def test_only_the_door_knows_clock_environment_and_terminal() -> None:
    known = re.compile(r"\b(date\.today|datetime\.now|time\.time\(|os\.environ|sys\.argv|sys\.stdout|print\()")
    inside = {m: path for m, path in NAMES.items() if m.split(".", maxsplit=1)[0] not in ("cli", "__main__")}
    assert [m for m, path in inside.items() if known.search(path.read_text("utf-8"))] == []


def test_every_module_says_what_it_is() -> None:
    assert [m for m, path in NAMES.items() if not ast.get_docstring(tree(path))] == []
