"""The pages of the rules under docs/rules, and their index, as they are made from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commplan.plan import PARTS
from commplan.rule import LEVELS, Rule
from commplan.words import Language, say

KINDS = {
    "F": ("form", "格式"),
    "X": ("cross-reference", "交叉引用"),
    "A": ("arithmetic", "算术"),
    "T": ("dates and times", "日期与时间"),
    "D": ("activity data", "活动数据"),
    "L": ("wording", "措辞"),
}
PART_NAMES = {
    "file": ("The file itself", "文件本身"),
    "policy": ("Ignores, waivers, baseline", "忽略、豁免与基线"),
    "plan": ("The plan as a whole", "整个方案"),
    "goals": ("Goals and positioning", "目标与定位"),
    "structure": ("Organisation", "组织结构"),
    "rules": ("Building and maintenance", "建设与维护"),
    "content": ("Information sharing", "信息共享与传递"),
    "engagement": ("Stickiness", "用户粘性"),
    "resources": ("Resources and support", "资源整合与支持"),
    "risks": ("Risks", "风险管理"),
    "evaluation": ("Evaluation", "评估与反馈"),
}
ONLY_WITH = say(
    "It is asked only by `commplan check --activity DIR`.", "仅在使用 `commplan check --activity DIR` 时检查。"
)
ORDER = ("plan", *PARTS, "policy", "file")
HEAD = """\
# Rules

Everything that `commplan check` looks for, made from the rules themselves. `commplan explain NAME` shows a page in the terminal.

`commplan check` 的全部规则，由规则本身生成。`commplan explain 名称` 可在终端查看。
"""


def pages(rules: Sequence[Rule]) -> dict[str, str]:
    """File names below docs/rules, with what stands in them."""
    ordered = sorted(rules, key=lambda r: r.code)
    return {"README.md": _index(ordered), **{f"{r.name}.md": _page(r) for r in ordered}}


def _index(rules: Sequence[Rule]) -> str:
    lines = [HEAD]
    for part in ORDER:
        of_it = [r for r in rules if r.part == part]
        english, chinese = PART_NAMES[part]
        lines += [f"## {english} {chinese}\n", "| code | rule | severity, at most | level | |", "|---|---|---|---|---|"]
        lines += [
            f"| `{r.code}` | [`{r.name}`]({r.name}.md) | {r.severity} | {r.level} | {r.page.title.en} {r.page.title.zh} |"
            for r in of_it
        ]
        lines.append("")
    lines += ["## By level 按成熟度\n"]
    lines += [f"- **{level}**: {_links(r for r in rules if r.level == level)}" for level in LEVELS]
    profiles = sorted({p for r in rules for p in r.profiles})
    if profiles:
        lines += ["", "## Only for a profile 仅适用于某种规范\n"]
        lines += [f"- **{p}**: {_links(r for r in rules if p in r.profiles)}" for p in profiles]
    return "\n".join(lines) + "\n"


def _links(rules: Iterator[Rule]) -> str:
    return ", ".join(f"[`{r.name}`]({r.name}.md)" for r in rules) or "none"


def _page(rule: Rule) -> str:
    english, chinese = PART_NAMES[rule.part]
    kind_en, kind_zh = KINDS[rule.kind]
    profiles = ", ".join(rule.profiles)
    return "\n".join(
        [
            f"# {rule.name} ({rule.code})\n",
            f"**{rule.page.title.en}**\n",
            f"{rule.severity} at most · level {rule.level} · {english} · {kind_en}"
            + (f" · only for {profiles}" if profiles else "")
            + "\n",
            *_body(rule, "en"),
            "---\n",
            f"# {rule.name}（{rule.code}）\n",
            f"**{rule.page.title.zh}**\n",
            f"最高级别 {rule.severity} · 成熟度 {rule.level} · {chinese} · {kind_zh}"
            + (f" · 仅适用于 {profiles}" if profiles else "")
            + "\n",
            *_body(rule, "zh"),
            "[All rules 全部规则](README.md)",
            "",
        ]
    )


def _body(rule: Rule, language: Language) -> Iterator[str]:
    page, zh = rule.page, language == "zh"
    yield page.body.in_language(language) + "\n"
    for title, example in (("不好", page.bad), ("好", page.good)) if zh else (("Bad", page.bad), ("Good", page.good)):
        yield f"{title}{'：' if zh else ':'}\n\n```yaml\n{example}```\n"
    if page.activity:
        about = "两个例子所对照的实际活动：" if zh else "What both are held against:"
        yield f"{about}\n\n```text\n{page.activity}```\n"
        yield ONLY_WITH.in_language(language) + "\n"
    if rule.thresholds:
        yield ("可在 `commplan.toml` 中设置：" if zh else "To be set in `commplan.toml`:") + "\n"
        yield f"```toml\n[thresholds.{rule.name}]"
        yield from (f"{name} = {t.default}  # {t.about.in_language(language)}" for name, t in rule.thresholds.items())
        yield "```\n"
    if rule.part not in ("file", "policy"):
        said = "此处不适用时，在该行末尾写明理由：" if zh else "Where it does not hold, say why at the end of the line:"
        why = "理由" if zh else "the reason"
        yield f"{said} `# commplan: ignore[{rule.name}] {why}`\n"
    yield f"{'来源：' if zh else 'Source: '}{page.source.in_language(language)}\n"
