"""Whatever stands in the file: findings with places, or a plan that every rule and every document can bear.

Two kinds of input. Mutated and random text tries the reading; `made_plan.odd` makes plans that are allowed and make no
sense, and tries what comes after. The fast part is a sample, the slow part the rest of more than 10,000.
"""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import commplan.rules
from commplan import load
from commplan.checking import lint
from commplan.checking.trial import SMALLEST, laid_over, plain_data
from commplan.discover import discover
from commplan.document import read, resolve
from commplan.document.include import include
from commplan.formats.json import JSON
from commplan.formats.text import TEXT
from commplan.rendering import documents, portrait
from commplan.report import Checked, Report
from commplan.rule import Rule
from commplan.words import LANGUAGES
from made_plan import odd
from told import inside

RULES = discover(commplan.rules, Rule)
TODAY = date(2027, 1, 15)
PLANS = Path(__file__).parents[1] / "plans"
SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)

VALUES = (
    *("~", "''", "no", "12", "-1", "1e309", ".nan", "1.5", "true", "[]", "{}", "[[]]", "[~]", "2027-02-30", "0000-01-01"),
    *("P1Y", "PT0S", "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=0", "FREQ=SECONDLY", "24:00", "Mars/Base", "../x", "CN", "ZZZ"),
    *("*a", "&a x", "!!int 3", "!x y", "|", ">-", '"\\0"', '"\\x1b[31m"', "\u202e", "😀", "\ufeff", "\u2028", "'", '"'),
    *("{a: b}", "{en: a, zh: b}", "[a, a]", "0x10", "9" * 200, "x" * 5000, "member-a", "lead", "<script>", "{{ 7*7 }}"),
)  # fmt: skip
STRAY = (
    "\0",
    "\x1b",
    "\t",
    ":",
    " - ",
    "[",
    "}",
    "'",
    '"',
    "# ",
    "\r",
    "&a ",
    "*a ",
    "? ",
    "!",
    "|",
    "\ufeff",
    "---\n",
    ",",
    "\n",
)
SLOT = re.compile(r"(?<=: )[^\s,{}\[\]#][^,{}\[\]#\n]*|(?<=[\[-] )[^\s,{}\[\]#:][^,{}\[\]#:\n]*")


def put_together(folder: Path) -> str:
    """The plan of a folder as one text: the parts of its files below each other."""
    own = (folder / "plan.yaml").read_text("utf-8")
    names = [p for p in sorted(folder.glob("*.yaml")) if p.name != "plan.yaml"]
    if not names:
        return own
    kept = re.sub(r"^include:.*\n(?:[ -].*\n)*", "", own, flags=re.MULTILINE)
    return kept + "".join(p.read_text("utf-8") for p in names)


@cache
def seeds() -> tuple[str, ...]:
    """Texts to mutate: the example of every rule over the smallest plan, and the three real plans."""
    small, real = [SMALLEST], [put_together(p) for p in sorted(PLANS.iterdir()) if (p / "plan.yaml").is_file()]
    for rule in RULES.values():
        if rule.part in ("file", "policy"):  # whole plans, with the files that lie beside them
            small += [text.partition("# file: ")[0] for text in (rule.page.bad, rule.page.good)]
            continue
        for example in (rule.page.bad, rule.page.good):
            whole = laid_over(plain_data(SMALLEST), plain_data(example))
            small.append(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))
    return (*small, *real)


def mutated(text: str, rng: Random) -> str:
    lines = text.split("\n")
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
        match rng.randrange(10):
            case 0:
                del lines[i : i + rng.randint(1, 3)]
            case 1:
                lines.insert(j, lines[i])
            case 2:
                lines[i], lines[j] = lines[j], lines[i]
            case 3:
                at = rng.randrange(len(lines[i]) + 1)
                lines[i] = lines[i][:at] + rng.choice(STRAY) + lines[i][at:]
            case 4:
                lines[i] = "  " * rng.randrange(3) + lines[i]
            case _:
                slots = list(SLOT.finditer(lines[i]))
                if slots:
                    slot = rng.choice(slots)
                    lines[i] = lines[i][: slot.start()] + rng.choice(VALUES) + lines[i][slot.end() :]
        lines = lines or [""]
    return "\n".join(lines)


def checked(raw: bytes) -> tuple[load.Loaded, Checked]:
    """A plan loaded and asked by every rule; every place lies in the file, and every format can tell it."""
    loaded = load.plan("plan.yaml", raw)
    result = lint.plan(loaded, RULES, TODAY)
    assert loaded.plan is not None or result.findings
    asked = [r for r in RULES.values() if r.check and "activity" not in r.needs]
    assert result.ran == (len(asked) if loaded.plan else 0)
    spans = [f.span for f in result.findings] + [u.span for u in result.undecided]
    spans += [spot.span for f in result.findings for spot in f.related]
    assert [s for s in spans if not inside(loaded.document, s)] == []
    for language in LANGUAGES:
        report = Report((result,), RULES, "0", language)
        assert json.loads(JSON.write(report))["plans"][0]["file"] == "plan.yaml"
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", TEXT.write(report))
    return loaded, result


def rendered(loaded: load.Loaded, result: Checked) -> None:
    assert loaded.plan is not None
    for language in LANGUAGES:
        for document in documents.documents():
            for made in portrait.portraits(document, loaded.plan, result, language):
                files = portrait.written(made.document, ("html", "md"), "stem")
                assert {"stem.html", "stem.md"} <= set(files)


def bytes_of(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


RNG = st.integers(0, 2**32).map(Random)
RAW = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="ab:-[]{},'\"#&*!|>%@` \n\t?~<=0123456789.\\中：\ufeff\x00", max_size=200),
    st.lists(st.sampled_from([*VALUES, *STRAY, "commplan: 1\n", "plan:\n", "  id: p\n", "  title: P\n", "goals: "]), max_size=30).map("".join),
)  # fmt: skip


def of_random_text(text: str) -> None:
    checked(text.encode("utf-8", "surrogatepass"))


def of_mutated_text(rng: Random) -> None:
    text = mutated(rng.choice(seeds()), rng)
    loaded, result = checked(text.encode("utf-8", "surrogatepass"))
    if loaded.plan and rng.random() < 0.02:
        rendered(loaded, result)


def of_bytes(raw: bytes, rng: Random) -> None:
    whole = bytearray(
        rng.choice(seeds())[:2000].encode(rng.choice(["utf-8", "utf-16", "utf-32", "gb18030"]), "replace")
    )
    for byte in raw:
        whole[rng.randrange(len(whole))] = byte
    checked(bytes(whole))


def of_two_files(rng: Random, folder: Path) -> None:
    one, two = (mutated(rng.choice(seeds()), rng) for _ in range(2))
    (folder / "other.yaml").write_bytes(two.encode("utf-8", "surrogatepass"))
    document = read("plan.yaml", ("include: other.yaml\n" + one).encode("utf-8", "surrogatepass"))
    include(document, folder)
    resolve(document)
    assert [f for f in document.faults if not inside(document, document.span(f.problem.place))] == []


def of_a_senseless_plan(seed: int, render: bool = False) -> None:
    loaded, result = checked(bytes_of(odd(seed)))
    assert loaded.plan is not None
    if render:
        rendered(loaded, result)


@settings(SETTINGS, max_examples=500)
@given(RAW)
def test_random_text(text: str) -> None:
    of_random_text(text)


@settings(SETTINGS, max_examples=450)
@given(RNG)
def test_mutated_plans(rng: Random) -> None:
    of_mutated_text(rng)


@settings(SETTINGS, max_examples=250)
@given(st.binary(min_size=1, max_size=4), RNG)
def test_damaged_bytes(raw: bytes, rng: Random) -> None:
    of_bytes(raw, rng)


@settings(SETTINGS, max_examples=150)
@given(RNG)
def test_mutated_plans_in_two_files(tmp_path_factory: pytest.TempPathFactory, rng: Random) -> None:
    of_two_files(rng, tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("start", range(0, 100, 20))
def test_senseless_plans(start: int) -> None:
    for seed in range(start, start + 20):
        of_a_senseless_plan(seed)


@pytest.mark.parametrize("seed", [3, 24])
def test_documents_of_senseless_plans(seed: int) -> None:
    of_a_senseless_plan(seed, render=True)


@pytest.mark.slow
class TestTheRest:
    @settings(SETTINGS, max_examples=3000, derandomize=False)
    @given(RAW)
    def test_random_text(self, text: str) -> None:
        of_random_text(text)

    @settings(SETTINGS, max_examples=3000, derandomize=False)
    @given(RNG)
    def test_mutated_plans(self, rng: Random) -> None:
        of_mutated_text(rng)

    @settings(SETTINGS, max_examples=1200, derandomize=False)
    @given(st.binary(min_size=1, max_size=4), RNG)
    def test_damaged_bytes(self, raw: bytes, rng: Random) -> None:
        of_bytes(raw, rng)

    @settings(SETTINGS, max_examples=600, derandomize=False)
    @given(RNG)
    def test_mutated_plans_in_two_files(self, tmp_path_factory: pytest.TempPathFactory, rng: Random) -> None:
        of_two_files(rng, tmp_path_factory.getbasetemp())

    @pytest.mark.parametrize("start", range(100, 1000, 100))
    def test_senseless_plans(self, start: int) -> None:
        for seed in range(start, start + 100):
            of_a_senseless_plan(seed)

    @pytest.mark.parametrize("start", [1000, 1040])
    def test_documents_of_senseless_plans(self, start: int) -> None:
        for seed in range(start, start + 10):
            of_a_senseless_plan(seed, render=True)
