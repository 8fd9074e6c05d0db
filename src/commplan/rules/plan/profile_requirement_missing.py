"""Something that a profile of the plan requires is not there.

A plan names the standards that it follows under `plan.profiles`; an organisation can add some for all its plans in its
configuration. Each profile requires certain things, and most requirements look at more than a key: that each affected
group is told and heard, that each group in a messenger falls back on another platform, that a vote says who may
propose. `docs/profiles.md` lists them all. What must be there is an error, what should be there a warning, and what
the plan does not say enough to decide is unknown.

`ess10-sep` follows the newest version of that profile; `ess10-sep@1` stays with version 1, whatever later ones require.

Whoever reads "follows ESS10" relies on it. A standard that is named and not kept is worse than none, because nobody looks
again.

Source: the standards themselves; each profile names its own.

Bad::

    plan:
      profiles: [employee]
    goals:
      out_of_scope: [pay and working conditions]
    structure:
      people: [{id: member-b, hours_per_week: 2}]
      roles: [{id: chair, term: P1Y, selection: Elected each January, hours_per_week: 1,
               holders: [{person: member-b, start: 2027-01-01}]}]

Good::

    plan:
      profiles: [oss@1]
    structure:
      people:
        - {id: member-b, affiliation: One, hours_per_week: 4}
        - {id: member-c, affiliation: Another, hours_per_week: 4}
      roles:
        - {id: maintainer, critical: true, headcount: 2, holders: [member-b, member-c], removal: Half a year without a sign.}
      decisions:
        - {id: change, window: P3D, raci: {responsible: [maintainer], accountable: [lead]}}
      levels:
        - {id: contributor, entry: One merged change}
        - {id: maintainer-level, entry: Proposed by a maintainer; no objection within a week}
    rules:
      norms:
        - {id: respect, statement: No insults., prohibits: true, consequence: reminder}
      ladder:
        - {id: reminder, kind: correction}
      reporting:
        intakes:
          - {id: conduct, contact: conduct@project.example, private: true, handled_by: [maintainer]}
          - {id: security, contact: security@project.example, about: security, private: true, handled_by: [maintainer]}
    content:
      channels: [{id: code, platform: github, two_way: true}]

---

方案采用的规范所要求的内容缺失。

方案在 `plan.profiles` 中写明所采用的规范；组织也可以在配置中为其全部方案增加规范。每种规范都有若干要求，其中多数不只看某个键有没有写：每个受影响方
是否都得到信息、都有机会发言；每个群是否在另一平台有备用渠道；表决是否写明谁可以提案。全部要求见 `docs/profiles.md`。必须有的缺失为错误，应当有的
为警告，方案写得不够、无法判断的为未知。

写 `ess10-sep` 即采用该规范的最新版本；写 `ess10-sep@1` 则固定在第 1 版，不受以后各版新增要求的影响。

读到“采用 ESS10”的人会信以为真。写了却没有做到的规范比没有更糟，因为不会再有人去看。

来源：各规范本身；每种规范都写明自己的出处。
"""

from __future__ import annotations

from collections.abc import Iterator

from commplan import catalogue
from commplan.finding import Outcome, Place, Problem, Severity, Unknown
from commplan.plan import Plan
from commplan.plan.head import followed
from commplan.profile import Lack, Requirement
from commplan.rule import rule
from commplan.words import Words, say

_VERB = {"must": say("requires", "要求"), "should": say("recommends", "建议")}
_NOTHING = say("the plan does not state it", "方案没有写明")


@rule(
    "P230",
    part="plan",
    kind="X",
    profiles=("ess10-sep", "oss", "wechat-brand", "gaming-discord", "learner", "dao", "employee"),
)
def profile_requirement_missing(plan: Plan, profiles: tuple[str, ...]) -> Iterator[Outcome]:
    known = [(found, version) for id_, version in followed(profiles).items() if (found := catalogue.profile(id_))]
    for found, version in known:
        name = f"{found.id}@{version or found.version}"
        for requirement in found.of_version(version):
            for lack in requirement.test(plan):
                yield _told(plan, name, requirement, lack)


def _told(plan: Plan, name: str, requirement: Requirement, lack: Lack | Unknown) -> Outcome:
    profile = name.partition("@")[0]
    facts = {"p": name, "w": requirement.what, "i": requirement.id}
    if isinstance(lack, Unknown):
        words = say("{m}; profile {p} asks for it (`{i}`)", "{m}；规范 {p} 要求写明（`{i}`）", m=lack.missing, **facts)
        return Unknown(_there(plan, lack.place, profile), words)
    words = say(
        "profile {p} {v} {w} (`{i}`): {f}",
        "规范 {p} {v}{w}（`{i}`）：{f}",
        v=_VERB[requirement.level],
        f=lack.found or _NOTHING,
        **facts,
    )
    hint = _hint(requirement.where, profile)
    return Problem(
        _there(plan, lack.place, profile),
        words,
        hint,
        severity=None if requirement.level == "must" else Severity.WARNING,
    )


def _hint(where: str, profile: str) -> Words:
    return say(
        "it belongs under `{k}`; a plan made by `commplan init --profile {p}` shows how it is written",
        "请写在 `{k}`；写法可参照 `commplan init --profile {p}` 生成的方案",
        k=where,
        p=profile,
    )


def _there(plan: Plan, place: Place, profile: str) -> Place:
    """The place, or where the plan names the profile when it does not hold that whole part."""
    if plan.says(str(place.path[0])):
        return place
    named = [str(text).partition("@")[0] for text in plan.plan.profiles]
    return plan.plan.at("profiles", named.index(profile)) if profile in named else plan.plan.at("profiles")
