"""`plan`: the title page. What this plan is, whose, for when."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from commplan.plan.node import Node, many, maybe, need, part
from commplan.plan.scalars import CurrencyCode, Id, LanguageTag, OneOrMany, Text, Who
from commplan.plan.times import Day

Profile = Literal["base", "ess10-sep", "oss", "wechat-brand", "gaming-discord", "learner", "dao", "employee"]
"""The profiles by name; each but `base` is a file under `profiles/`."""
Followed = Literal[
    Profile, "ess10-sep@1", "oss@1", "wechat-brand@1", "gaming-discord@1", "learner@1", "dao@1", "employee@1"
]
"""What a plan can follow: the newest version of a profile, or the version behind the `@`."""


class Period(Node):
    """A span of days, both ends included."""

    start: Day | None = maybe("First day.")
    end: Day | None = maybe("Last day, included.")


class Freeze(Period):
    """Days on which nothing is to be published or held."""

    reason: Text | None = maybe("Why nothing happens in these days.")


class Head(Node):
    """The title page of the plan."""

    KIND: ClassVar[str] = "plan"

    id: Id = need("Stable id of the plan, kebab-case.")
    title: Text = need("The plan's title as its readers know it.")
    language: LanguageTag = maybe("The language the plan is written in (BCP 47).", "en")
    languages: OneOrMany[LanguageTag] = many("All languages that documents are rendered in.")
    period: Period = part(Period, "First and last day of the plan.")
    timezone: str | None = maybe("Zone of all times that name none of their own, an IANA name such as Asia/Shanghai.")
    currency: CurrencyCode | None = maybe("Currency of all amounts that name none of their own (ISO 4217).")
    holidays: str | None = maybe("Country, or country-subdivision, whose public holidays apply (ISO 3166: CN, US-TX).")
    freezes: tuple[Freeze, ...] = many("Windows in which nothing is published or held.")
    profiles: OneOrMany[Followed] = many(
        "Standards that the plan follows, each in its newest version or, as in ess10-sep@1, in one that stays."
    )
    status: Literal["draft", "proposed", "adopted", "superseded"] = maybe("Where the plan stands.", "draft")
    version: str | None = maybe("Version of the plan itself, in quotes: '1.2'.")
    updated: Day | None = maybe("Day of the last change that readers should know of.")
    owner: Who | None = maybe("Who answers for the plan: a person, role or body.")
    sponsor: Text | None = maybe("Who pays or lends authority.")
    background: Text | None = maybe("Project description, regulations, earlier engagement: what a reader must know.")


def followed(profiles: Iterable[str]) -> dict[str, int | None]:
    """The names of profiles as plans write them, with the version that is pinned; None for the newest."""
    found: dict[str, int | None] = {}
    for text in profiles:
        name, _, version = text.partition("@")
        found[name] = int(version) if version else found.get(name)
    return found
