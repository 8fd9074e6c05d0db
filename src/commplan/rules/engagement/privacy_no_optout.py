"""Nobody can switch off what the community does with their data.

Personal recommendations come with a way to switch them off (`opt_out`) that works without a reason and without a loss; and where
members are ranked in public by points (`rewards.ranking`), whoever does not want to be seen there can stay out
(`opt_out`). People accept being counted much more readily than being shown or steered; and a switch costs one line.

Source: China, Personal Information Protection Law, article 24, and Provisions on Algorithmic Recommendation (in force 1 March
2022), article 17; CHAOSS, Types of Contributions (let people opt out of public rankings).

Bad::

    engagement:
      recommendations:
        basis: [channels in which somebody wrote]
        consent: Asked at registration
        retention: P1Y
        excludes_minors: true

Good::

    engagement:
      recommendations:
        basis: [channels in which somebody wrote]
        consent: Asked at registration
        retention: P1Y
        opt_out: One word to the host, or the tick on the event page
        excludes_minors: true

---

社群如何使用成员的数据，成员无法关闭。

个性化推荐要有关闭方式（`opt_out`），无须说明理由，也不因此吃亏；按积分公开排名的（`rewards.ranking`），不愿露面的人要能不上榜
（`opt_out`）。人们接受被统计，远比接受被展示、被引导容易；而一个开关只要写一行。

来源：《个人信息保护法》第二十四条；《互联网信息服务算法推荐管理规定》（2022 年 3 月 1 日起施行）第十七条；
CHAOSS 贡献类型（公开排名应允许退出）。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.engagement import Ranking
from commplan.rule import rule
from commplan.rules.engagement import NO_RECOMMENDATIONS
from commplan.words import say


@rule("E121", part="engagement", kind="X")
def privacy_no_optout(plan: Plan) -> Iterator[Outcome]:
    given = plan.engagement.recommendations
    ranking = plan.engagement.rewards.ranking if plan.engagement.rewards else None
    if given is None and ranking is None:
        yield NotApplicable(NO_RECOMMENDATIONS)
    if given is not None and given.opt_out is None:
        yield Problem(
            given.at(on="key"),
            say(
                "nothing says how a member switches personal recommendations off",
                "没有写明成员如何关闭个性化推荐",
            ),
            say(
                "add `opt_out:` with the way, and what those get who have switched them off",
                "加上 `opt_out:`，写明关闭方式，以及关闭之后看到什么",
            ),
        )
    if ranking is not None:
        yield from _ranked(ranking)


def _ranked(ranking: Ranking) -> Iterator[Outcome]:
    if ranking.opt_out is not None:
        return
    if ranking.public is None:
        missing = say("whether the ranking can be seen by others (`public`)", "排名是否对他人可见（`public`）")
        yield Unknown(ranking.at(on="key"), missing)
    elif ranking.public:
        yield Problem(
            ranking.at(on="key"),
            say(
                "members are ranked in public, and nothing says how one stays out",
                "公开排名，却没有写明成员如何不上榜",
            ),
            say(
                "add `opt_out:` to it, or show each member only their own place",
                "加上 `opt_out:`，或只让成员看到自己的名次",
            ),
            severity=Severity.WARNING,
        )
