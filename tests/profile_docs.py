"""docs/profiles.md, as it is made from the profiles themselves."""

from __future__ import annotations

from collections.abc import Iterable

from commplan.profile import Profile

HEAD = """\
# Profiles

What each standard that a plan can follow requires, made from the profiles themselves. A plan names them under
`plan.profiles`, several if it likes: `profiles: [oss, employee]`. A name alone follows the newest version; `oss@1` stays
with version 1. Rule [`profile-requirement-missing`](rules/profile-requirement-missing.md) tells what is missing: an error
for what must be there, a warning for what should be there. `base` requires nothing beyond the rules that hold for every plan.

方案可采用的各种规范及其要求，由规范本身生成。方案在 `plan.profiles` 中写明所采用的规范，可以多种并用：`profiles: [oss, employee]`。
只写名称即采用最新版本，写 `oss@1` 则固定在第 1 版。缺少什么由规则 [`profile-requirement-missing`](rules/profile-requirement-missing.md)
指出：必须有的为错误，应当有的为警告。`base` 只包含适用于每份方案的规则。
"""


def page(profiles: Iterable[Profile]) -> str:
    return "\n".join([HEAD, *(_section(p) for p in profiles)])


def _section(profile: Profile) -> str:
    lines = [
        f"## `{profile.id}` {profile.name.en} {profile.name.zh}\n",
        f"Version {profile.version}. {profile.about.en}\n",
        f"第 {profile.version} 版。{profile.about.zh}\n",
        "| requirement | | where | what 要求 |",
        "|---|---|---|---|",
        *(
            f"| `{r.id}` | {r.level} | `{r.where}` | {r.what.en} {r.what.zh} |"
            for r in profile.of_version(profile.version)
        ),
        f"\nSource: {profile.sources.en}\n",
        f"来源：{profile.sources.zh}\n",
    ]
    return "\n".join(lines)
