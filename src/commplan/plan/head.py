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

    start: Day | None = maybe("First day.", "第一天。")
    end: Day | None = maybe("Last day, included.", "最后一天，含当天。")


class Freeze(Period):
    """Days on which nothing is to be published or held."""

    reason: Text | None = maybe("Why nothing happens in these days.", "这些天为什么不安排事情。")


class Head(Node):
    """The title page of the plan."""

    KIND: ClassVar[str] = "plan"

    id: Id = need(
        "Short name of the plan that never changes: a-z, 0-9 and single hyphens, such as spring-2027.",
        "方案固定不变的短名称；只用 a-z、0-9 与单个短横线，例如 spring-2027。",
    )
    title: Text = need("The plan's title as its readers know it.", "读者熟悉的方案标题。")
    language: LanguageTag = maybe("The language the plan is written in (BCP 47).", "方案所用的语言（BCP 47）。", "en")
    languages: OneOrMany[LanguageTag] = many("All languages that documents are rendered in.", "生成文档的所有语言。")
    period: Period = part(Period, "First and last day of the plan.", "方案的第一天与最后一天。")
    timezone: str | None = maybe(
        "Zone of all times that name none of their own, an IANA name such as Asia/Shanghai.",
        "凡未另写时区的时间所用的时区，写 IANA 名称，例如 Asia/Shanghai。",
    )
    currency: CurrencyCode | None = maybe(
        "Currency of all amounts that name none of their own (ISO 4217).", "凡未另写货币的金额所用的货币（ISO 4217）。"
    )
    holidays: str | None = maybe(
        "Country, or country-subdivision, whose public holidays apply (ISO 3166: CN, US-TX).",
        "适用其法定节假日的国家，或国家与地区（ISO 3166：CN、US-TX）。",
    )
    freezes: tuple[Freeze, ...] = many("Windows in which nothing is published or held.", "不发布内容、不办活动的时段。")
    profiles: OneOrMany[Followed] = many(
        "Standards that the plan follows, each in its newest version or, as in ess10-sep@1, in one that stays.",
        "方案遵循的标准；写名称则用最新版，写成 ess10-sep@1 则固定用该版。",
    )
    status: Literal["draft", "proposed", "adopted", "superseded"] = maybe(
        "Where the plan stands.", "方案处于什么状态。", "draft"
    )
    version: str | None = maybe("Version of the plan itself, in quotes: '1.2'.", "方案自身的版本，加引号：'1.2'。")
    updated: Day | None = maybe(
        "Day of the last change that readers should know of.", "最近一次值得读者知道的修改的日期。"
    )
    owner: Who | None = maybe("Who answers for the plan: a person, role or body.", "谁对方案负责：人、角色或机构。")
    sponsor: Text | None = maybe("Who pays or lends authority.", "谁出资或授权。")
    background: Text | None = maybe(
        "Project description, regulations, earlier engagement: what a reader must know.",
        "项目说明、法规、以往的参与情况：读者须知的背景。",
    )


def followed(profiles: Iterable[str]) -> dict[str, int | None]:
    """The names of profiles as plans write them, with the version that is pinned; None for the newest."""
    found: dict[str, int | None] = {}
    for text in profiles:
        name, _, version = text.partition("@")
        found[name] = int(version) if version else found.get(name)
    return found
