"""docs/metrics.md as it is made from the metrics themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commplan.activity.event import CAPABILITIES
from commplan.cli.metrics_ import WAYS
from commplan.metric import ACTIVITY, CHAPTERS, Described, Metric, Tallied
from commplan.reckoning import beside
from commplan.words import Language, Words

HEAD = """\
# Metrics

Everything that `commplan evaluate` measures, made from the metrics themselves. `commplan metrics ID` shows one in the terminal.
An objective or a risk's trigger names a metric by its id and may set its parameters. What the imported exports cannot tell is
unknown, with the reason; it is never zero.

`commplan evaluate` 的全部指标，由指标本身生成。`commplan metrics ID` 可在终端查看。目标与风险预警以 id 引用指标，并可设置其参数。
导入数据无法说明的，结果为“未知”并附原因，绝不会当作零。

## Of your own 自定指标

What the catalogue lacks, a plan counts by a formula of its own: what is counted (`count`), of which events (`kinds`, `channels`,
`tags`, `at_least`, `at_most`, `who`), divided by what. Without a `numerator` the value is read by hand and written under
`evaluation.readings`.

目录中没有的指标，可在方案中用公式自定：计什么（`count`）、计哪些行为（`kinds`、`channels`、`tags`、`at_least`、`at_most`、`who`），
除以什么。没有 `numerator` 的指标由人读取，写入 `evaluation.readings`。

```yaml
evaluation:
  metrics:
    - id: helpers
      name: Members who help
      definition: Of the members active in the last four weeks, those who answered in the help channel
      unit: share
      direction: up
      last_days: 28
      numerator: {count: members, kinds: reply, channels: help}
      denominator: {count: members}
```
"""
TALLIES = """\
## Written down 人工记录

No export of conversations tells these. Read the two numbers off the platform's page or the register and write them under
`evaluation.tallies`; commplan adds up those of the period, divides, and says how sure the share is. Days of which nobody wrote
anything are unknown.

会话导出数据无法说明以下指标。请从平台后台或登记册读取两个数字，写入 `evaluation.tallies`；commplan 会合计该时段的数字、相除，
并说明比例的可靠程度。无人记录的日子为未知。

```yaml
evaluation:
  tallies:
    - {metric: open-rate, start: 2027-03-01, end: 2027-03-31, numerator: 120, denominator: 480, of: mail}
```
"""
TOLD = {**CAPABILITIES, ACTIVITY: Words("something that counts as active", "计为活跃的行为")}


def page(found: Iterable[Described]) -> str:
    metrics = list(found)
    parts = [HEAD]
    for chapter, title in CHAPTERS.items():
        of_it = [m for m in metrics if isinstance(m, Metric) and m.chapter == chapter]
        parts += [f"## {title.en} {title.zh}\n", *(_entry(m) for m in of_it)]
    parts += [TALLIES, *(_entry(m) for m in metrics if isinstance(m, Tallied))]
    parts += ["## The plan itself 方案本身\n", *(_entry(m) for m in metrics if not isinstance(m, Metric | Tallied))]
    return "\n".join(parts)


def _entry(metric: Described) -> str:
    shape = metric.shape if isinstance(metric, Metric) else "scalar"
    lines = [f"### {metric.id}\n", f"`{metric.unit}` · `{shape}`\n"]
    for language in ("en", "zh"):
        lines += _told(metric, language)
    return "\n".join([*lines, f"Source 来源: {metric.source}\n"])


def _told(metric: Described, language: Language) -> Iterator[str]:
    def say(words: Words) -> str:
        return words.in_language(language)

    zh = language == "zh"
    yield (
        f"**{say(metric.name)}** ({say(WAYS[metric.better])})\n"
        if not zh
        else f"**{say(metric.name)}**（{say(WAYS[metric.better])}）\n"
    )
    yield say(metric.definition) + "\n"
    yield say(metric.edge_cases) + "\n"
    if isinstance(metric, Tallied):
        top, below = say(metric.numerator), say(metric.denominator)
        yield (
            f"`numerator`：{top}；`denominator`：{below}。\n"
            if zh
            else f"`numerator`: {top}; `denominator`: {below}.\n"
        )
        yield say(metric.found) + "\n"
    if not isinstance(metric, Metric):
        return
    needs = ("；" if zh else "; ").join(say(TOLD[need]) for need in sorted(metric.needs))
    yield f"导出文件须说明：{needs}。\n" if zh else f"The exports must tell: {needs}.\n"
    if aside := ("；" if zh else "; ").join(say(words) for words in beside.columns(metric)):
        yield f"旁列：{aside}。\n" if zh else f"Beside it: {aside}.\n"
    for name, parameter in metric.parameters.items():
        yield f"- `{name}` = {parameter.default}{'：' if zh else ': '}{say(parameter.about)}"
    if metric.parameters:
        yield ""
    for example in metric.examples:
        yield f"{'示例：' if zh else 'Example: '}{say(example.about)}\n"
