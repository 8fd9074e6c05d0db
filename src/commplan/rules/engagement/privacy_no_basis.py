"""Personal data is used without a word on consent, or on how long it is kept.

Where the community recommends things to people by what it knows of them (`engagement.recommendations`), the plan says which data that
is (`basis`), how each person is asked (`consent`), and how long it is kept (`retention`). Data that can hurt somebody
(health, faith, origin, whereabouts, money, face or fingerprint) needs a consent of its own, asked separately. Without
these the first complaint is lost before it is read, and people who find out by accident do not come back.

Source: China, Personal Information Protection Law, articles 13, 14, 17, 19 and 29; EU General Data Protection Regulation, articles 6, 9
and 13.

Bad::

    engagement:
      recommendations:
        basis: [channels in which somebody wrote]
        opt_out: One word to the host
        excludes_minors: true

Good::

    engagement:
      recommendations:
        basis: [channels in which somebody wrote]
        consent: Asked at registration in a sentence of its own; no tick, no suggestion
        retention: P1Y
        opt_out: One word to the host
        excludes_minors: true

---

使用个人信息，却没有写明如何征得同意、保存多久。

社群按对每个人的了解作推荐时（`engagement.recommendations`），方案要写明用到哪些数据（`basis`）、如何征得本人同意（`consent`）、
保存多久（`retention`）。可能伤害到人的敏感信息（健康、信仰、民族、行踪、财务、人脸或指纹）须另行取得单独同意。
缺了这些，第一起投诉还没看就输了；偶然发现的人也不会再来。

来源：《个人信息保护法》第十三、十四、十七、十九、二十九条；欧盟《通用数据保护条例》第 6、9、13 条。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commplan.finding import NotApplicable, Outcome, Problem, Related, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.engagement import Recommendations
from commplan.rule import rule
from commplan.rules.engagement import NO_RECOMMENDATIONS
from commplan.words import quote, say

_SENSITIVE = re.compile(
    r"\b(?:health|medical|illness|disabilit|religio|faith|ethnic|biometric|face (?:scan|recognition)|fingerprint|whereabouts|"
    r"gps|location (?:history|data)|sexual|political|income|bank|credit)"
    r"|健康|病史|疾病|残疾|宗教|信仰|民族|人脸|指纹|生物识别|行踪|轨迹|定位|银行|收入|信用|身份证|政治",
    re.IGNORECASE,
)
_SEPARATE = re.compile(r"separate|explicit|of its own|one by one|单独|逐项|另签", re.IGNORECASE)


@rule("E120", part="engagement", kind="X")
def privacy_no_basis(plan: Plan) -> Iterator[Outcome]:
    given = plan.engagement.recommendations
    if given is None:
        yield NotApplicable(NO_RECOMMENDATIONS)
        return
    if not given.basis:
        missing = say("on which data recommendations are based (`basis`)", "推荐依据哪些数据（`basis`）")
        yield Unknown(given.at(on="key"), missing)
        return
    if given.consent is None:
        yield Problem(
            given.at("basis"),
            say(
                "people are recommended things by {b}, and nothing says how they are asked for consent",
                "按{b}作推荐，却没有写明如何征得本人同意",
                b=quote(given.basis[0]),
            ),
            say(
                "add `consent:` with how and when each person is asked",
                "加上 `consent:`，写明何时、如何征得每个人的同意",
            ),
        )
    else:
        yield from _sensitive(given, given.consent)
    if given.retention is None:
        yield Problem(
            given.at(on="key"),
            say(
                "nothing says how long the data behind recommendations is kept",
                "没有写明推荐所用的数据保存多久",
            ),
            say("add `retention:`, such as P1Y for a year", "加上 `retention:`，例如 P1Y 表示一年"),
            severity=Severity.WARNING,
        )


def _sensitive(given: Recommendations, consent: str) -> Iterator[Problem]:
    if _SEPARATE.search(consent):
        return
    for index, basis in enumerate(given.basis):
        if _SENSITIVE.search(basis):
            yield Problem(
                given.at("basis", index),
                say(
                    "{b} is sensitive, and nothing says that consent to it is asked separately",
                    "{b} 属于敏感个人信息，却没有写明取得单独同意",
                    b=quote(basis),
                ),
                say("ask for it in a separate consent, or do without it", "取得单独同意，或不用这项数据"),
                (Related(given.at("consent"), say("how consent is asked", "征得同意的方式")),),
                Severity.WARNING,
            )
            return
