"""Minors are among the audience, and nothing protects them.

Where an audience has `minors: true`, the plan says how parents or guardians agree (`guardian_consent`), and personal
recommendations leave minors out (`recommendations.excludes_minors: true`). A child cannot consent, and a community that
profiles children is closed down by law, by its platform or by its parents, whoever comes first.

Source: China, Personal Information Protection Law, articles 28 and 31 (under 14), and Regulations on the Protection of Minors in
Cyberspace (2024); EU General Data Protection Regulation, article 8; US Children's Online Privacy Protection Act.

Bad::

    goals:
      audiences:
        - {id: pupils, name: Pupils, minors: true}
    engagement:
      recommendations:
        basis: [channels in which somebody wrote]
        consent: Asked at registration
        retention: P1Y
        opt_out: One word to the host
        excludes_minors: false

Good::

    goals:
      audiences:
        - {id: pupils, name: Pupils, minors: true, guardian_consent: A form that parents sign before the first evening}
    engagement:
      recommendations:
        basis: [channels in which somebody wrote]
        consent: Asked at registration
        retention: P1Y
        opt_out: One word to the host
        excludes_minors: true

---

受众中有未成年人，却没有任何保护措施。

受众写明 `minors: true` 时，方案要写明如何取得家长或其他监护人的同意（`guardian_consent`），且个性化推荐不包含未成年人
（`recommendations.excludes_minors: true`）。孩子无法自己同意；给孩子画像的社群，会被法律、平台或家长关掉，只看谁先到。

来源：《个人信息保护法》第二十八条、第三十一条（不满十四周岁）；《未成年人网络保护条例》（2024）；欧盟《通用数据保护条例》第 8 条；
美国《儿童在线隐私保护法》。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Unknown
from commplan.legal import limits
from commplan.plan import Plan
from commplan.plan.engagement import Recommendations
from commplan.plan.goals import Audience
from commplan.rule import rule
from commplan.rules.engagement import in_china
from commplan.words import Words, quote, say


@rule("E122", part="engagement", kind="X")
def privacy_minors(plan: Plan) -> Iterator[Outcome]:
    young = [audience for audience in plan.goals.audiences if audience.minors]
    if not young:
        yield NotApplicable(say("no audience has minors", "受众中没有未成年人"))
        return
    for audience in young:
        if audience.guardian_consent is None:
            yield Problem(
                audience.at("minors"),
                say(
                    "minors are among {a}, and nothing says how their guardians agree",
                    "{a} 中有未成年人，却没有写明如何取得监护人同意",
                    a=quote(audience.id),
                ),
                _needed(plan),
            )
    if plan.engagement.recommendations is not None:
        yield from _profiled(plan.engagement.recommendations, young[0])


def _needed(plan: Plan) -> Words:
    if not in_china(plan):
        return say(
            "add `guardian_consent:` with how it is asked, or that nothing of them is recorded",
            "加上 `guardian_consent:`，写明如何征得，或不登记他们的任何信息",
        )
    age = limits()["cn-minor-consent"]
    return say(
        "add `guardian_consent:`; the law asks for it below the age of {n} (as of {a}): {s}",
        "加上 `guardian_consent:`；法律要求不满 {n} 周岁须经监护人同意（截至 {a}）：{s}",
        n=age.value,
        a=age.as_of,
        s=age.source,
    )


def _profiled(given: Recommendations, audience: Audience) -> Iterator[Outcome]:
    if given.excludes_minors is None:
        missing = say(
            "whether minors, who are among {a}, are left out of recommendations (`excludes_minors`)",
            "{a} 中有未成年人，推荐是否不包含他们（`excludes_minors`）",
            a=quote(audience.id),
        )
        yield Unknown(given.at(on="key"), missing)
    elif not given.excludes_minors:
        yield Problem(
            given.at("excludes_minors"),
            say(
                "minors, who are among {a}, are recommended things by what is known of them",
                "{a} 中有未成年人，却对他们作个性化推荐",
                a=quote(audience.id),
            ),
            say("leave them out: `excludes_minors: true`", "不对未成年人推荐：`excludes_minors: true`"),
            (Related(audience.at("minors"), say("minors are among them", "其中有未成年人")),),
        )
