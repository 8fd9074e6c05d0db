"""What a document leaves out of a small plan, and what it must say all the same; whole texts, in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from commplan import load
from commplan.checking import lint
from commplan.illustrate import plan as pictures
from commplan.plan import Plan
from commplan.rendering import documents, portrait
from commplan.words import LANGUAGES, Language
from test_documents import PLANS, TODAY, made

SMALLEST = "commplan: 1\nplan: {id: club, title: Chess club}\n"
SMALL = """\
commplan: 1
plan: {id: club, title: Chess club, period: {start: 2027-01-01, end: 2027-12-31}, currency: EUR}
goals:
  purpose: People in town meet to play
  audiences: [{id: players, name: Players, core: true, engagement: {now: neutral, wanted: supportive}}]
  objectives: [{id: more, statement: More players come, due: 2027-12-31}]
structure:
  people: [{id: a, name: Member A}, {id: b, name: Member B}]
  roles: [{id: lead, name: Lead, holders: [a], deputies: [b]}, {id: host, name: Host}]
  decisions:
    - {id: rules, name: New rules, raci: {accountable: [lead], consulted: [host]}, quorum: {count: 5},
       threshold: {share: 0.6, base: votes-cast}, window: P7D}
    - {id: move, name: Another room}
rules:
  norms: [{id: kind, statement: Be kind}]
  onboarding: {steps: [{day: 0, action: A welcome, owner: host}, {day: 7, action: A first game}]}
content:
  channels: [{id: list, name: Mailing list, owner: lead, backup: host, two_way: true}, {id: board, name: Notice board}]
  calendar:
    - {id: night, title: Club night, kind: event, start: 2027-01-05, rrule: FREQ=MONTHLY;BYDAY=1TU, channels: [list],
       audiences: [players], owner: lead, team: [host]}
resources:
  budget: {lines: [{id: room, category: Room}]}
risks:
  register: [{id: room-lost, title: The room is lost, cause: The lease ends, effect: No club nights}]
"""

SMALLEST_EN = """\
Why the community exists: *not stated*

```{cards}
Period | *not stated* | draft
```

## 1 Goals and positioning

The plan says nothing about this part yet.

## 2 Organisation

The plan says nothing about this part yet.

## 3 Building and maintenance

The plan says nothing about this part yet.

## 4 Information sharing

The plan says nothing about this part yet.

## 5 Resources and support

The plan says nothing about this part yet.

## 6 Risks

The plan says nothing about this part yet.

## 7 Evaluation

The plan says nothing about this part yet.

## Four notes on carrying it out

What keeps the plan going once it runs: an able and mixed team, talk in both directions, people and means that last, and a regular look at the results.

The plan says nothing about this part yet.

## Five bridge elements

What connects the members with each other: what they gather round, where they meet, by which rules, with what content, and who keeps it running.

The plan says nothing about this part yet.

## Four ways to make people come back

Reasons for members to return: something regular to look forward to, thanks for taking part, suggestions that fit them, and being heard.

Not planned: Regular activities, Interaction rewards, Personal recommendations and Feedback.
"""

SMALL_EN = """\
People in town meet to play

```{cards}
Period | 1 Jan 2027 – 31 Dec 2027 | draft
Objectives | 1 | with a metric: 0
Dates in the calendar | 12 | entries: 1
Budget | *not stated* |
```

## 1 Goals and positioning

### Objectives

| Objective | Metric | Target | Due | Owner |
| --- | --- | --: | --- | --- |
| More players come | *not stated* | *not stated* | 31 Dec 2027 | *not stated* |

### Audiences and stakeholders

| Audience | Engagement now | Engagement wanted |
| --- | --- | --- |
| Players (core members) | neutral | supportive |

## 2 Organisation

```{figure}
organisation
```

### Roles

| Role | Held by |
| --- | --- |
| **Lead** | Member A; deputies: Member B |
| **Host** | vacant |

### Decisions

```{figure}
raci
```

| Decision or activity | Decided by | Vote |
| --- | --- | --- |
| New rules | Lead | quorum 5, agreement 60% of votes cast, open for 7 days |
| Another room | *not stated* | – |

## 3 Building and maintenance

### Rules

| Rule | About | Where |
| --- | --- | --- |
| Be kind | conduct | everywhere |

### Newcomers

- On joining: A welcome (Host)
- Day 7: A first game

## 4 Information sharing

### Channels

| Channel | Owner | Answers possible |
| --- | --- | --- |
| Mailing list | Lead; backup: Host | yes |
| Notice board | *not stated* | – |

### Content calendar

```{figure}
year-calendar
```

| What | When | Where, for whom | Owner |
| --- | --- | --- | --- |
| **Club night** (event) | 5 Jan 2027, every month, first Tuesday | Mailing list → Players | Lead, with Host |

## 5 Resources and support

### Budget

| Line | Amount |
| --- | --: |
| Room | *not stated* |
| **Total** | *not stated* |

## 6 Risks

### The room is lost

The lease ends. No club nights

- **Owner**: *not stated*

## 7 Evaluation

The plan says nothing about this part yet.

## Four notes on carrying it out

What keeps the plan going once it runs: an able and mixed team, talk in both directions, people and means that last, and a regular look at the results.

| Note | How this plan keeps it |
| --- | --- |
| Communication | Members can answer in: Mailing list |
| Sustainability | Deputies are named for: Lead |

## Five bridge elements

What connects the members with each other: what they gather round, where they meet, by which rules, with what content, and who keeps it running.

| Element | In this plan |
| --- | --- |
| Theme | People in town meet to play |
| Platform | Mailing list; Notice board |
| Rules | [rules in chapter 3: 1](#rules) |
| Content planning | [dates in the calendar: 12](#content-calendar) |

## Four ways to make people come back

Reasons for members to return: something regular to look forward to, thanks for taking part, suggestions that fit them, and being heard.

### Regular activities

- Club night

Not planned: Interaction rewards, Personal recommendations and Feedback.
"""

SMALL_ZH = """\
People in town meet to play

```{cards}
计划期 | 2027年1月1日 – 2027年12月31日 | 草稿
目标 | 1 | 有指标的：0
日历安排 | 12 | 条目：1
预算 | *未说明* |
```

## 一、社群目标与定位

### 目标

| 目标 | 指标 | 目标值 | 期限 | 责任人 |
| --- | --- | --: | --- | --- |
| More players come | *未说明* | *未说明* | 2027年12月31日 | *未说明* |

### 受众与利益相关方

| 受众 | 当前参与度 | 期望参与度 |
| --- | --- | --- |
| Players（核心成员） | 中立 | 支持 |

## 二、社群组织结构

```{figure}
organisation
```

### 角色

| 角色 | 担任者 |
| --- | --- |
| **Lead** | Member A；副手：Member B |
| **Host** | 空缺 |

### 决策

```{figure}
raci
```

| 决策或工作 | 决定方 | 表决 |
| --- | --- | --- |
| New rules | Lead | 法定人数 5，同意 60%（按已投票数），期限 7 天 |
| Another room | *未说明* | – |

## 三、社群建设与维护

### 规则

| 规则 | 内容 | 范围 |
| --- | --- | --- |
| Be kind | 行为 | 所有渠道 |

### 新人引导

- 加入当天：A welcome（Host）
- 第 7 天：A first game

## 四、信息共享与传递

### 渠道

| 渠道 | 责任人 | 可双向交流 |
| --- | --- | --- |
| Mailing list | Lead；后备：Host | 是 |
| Notice board | *未说明* | – |

### 内容日历

```{figure}
year-calendar
```

| 内容 | 时间 | 渠道与对象 | 责任人 |
| --- | --- | --- | --- |
| **Club night**（活动） | 2027年1月5日，每月，第一个星期二 | Mailing list → Players | Lead，协同：Host |

## 五、资源整合与支持

### 预算

| 预算科目 | 金额 |
| --- | --: |
| Room | *未说明* |
| **合计** | *未说明* |

## 六、风险管理与应对

### The room is lost

The lease ends；No club nights

- **责任人**：*未说明*

## 七、评估与反馈

方案尚未说明这一部分。

## 实施的四点注意事项

方案落地后要守住的几点：团队多样而专业，沟通有来有往，人手与资金后继有着，定期评估并调整。

| 注意事项 | 本方案如何落实 |
| --- | --- |
| 沟通与交流机制 | 成员可在这些渠道回应：Mailing list |
| 可持续发展 | 已为这些角色指定副手：Lead |

## 互动桥梁五要素

把成员连接起来的要素：因什么相聚、在哪里见面、守什么规则、有什么内容、由谁日常维护。

| 要素 | 本方案中 |
| --- | --- |
| 主题 | People in town meet to play |
| 平台 | Mailing list；Notice board |
| 规则 | [第三章所列规则：1 条](#规则) |
| 内容策划 | [日历安排：12 次](#内容日历) |

## 提升用户粘性的四种方法

让成员愿意再来的理由：有固定可期的活动，参与有回报，推荐合心意，意见有回音。

### 定期活动

- Club night

本方案未安排：互动奖励、个性化推荐、用户反馈。
"""


def read(source: str) -> Plan:
    found = load.plan("plan.yaml", source.encode(), Path())
    assert found.plan is not None
    return found.plan


def written(source: str, language: Language) -> dict[str, str]:
    found = load.plan("plan.yaml", source.encode(), Path())
    (whole,) = documents.chosen(["plan"])
    document = portrait.portraits(whole, read(source), lint.plan(found, {}, TODAY), language)[0].document
    return {"text": document.text, **portrait.written(document, ("html", "md"), "plan")}


@pytest.mark.parametrize(
    ("source", "language", "text"), [(SMALLEST, "en", SMALLEST_EN), (SMALL, "en", SMALL_EN), (SMALL, "zh", SMALL_ZH)]
)
def test_a_small_plan_tells_what_it_says_and_what_it_must_say(source: str, language: Language, text: str) -> None:
    assert written(source, language)["text"] == text


def test_the_plan_has_month_grids_of_a_short_period_and_leaves_those_of_a_long_one_to_the_calendar() -> None:
    season = SMALL.replace("FREQ=MONTHLY", "FREQ=MONTHLY;COUNT=3")
    assert season != SMALL
    assert "```{figure}\nmonth-calendar\n```" in written(season, "en")["text"]
    assert "month-calendar" not in written(SMALL, "en")["text"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Shown: the first 3 of 12 months. What happens on which day. Hatched days are off."),
        ("zh", "此处为前 3 个月，共 12 个月。每天的安排。斜线底纹为休息日。"),
    ],
)
def test_a_month_grid_says_how_many_months_it_leaves_out(language: Language, said: str) -> None:
    plan = load.plan("plan.yaml", SMALL.encode(), Path()).plan
    assert plan is not None
    drawn = pictures.figure(plan, "month-calendar", language)
    assert drawn is not None
    assert drawn.description == said


def test_risks_that_nobody_rated_are_not_counted_as_low() -> None:
    rated = SMALL.replace(
        "effect: No club nights}", "effect: No club nights}, {id: b, title: B, likelihood: 3, impact: 4}"
    )
    cards = [line for line in written(rated, "en")["text"].splitlines() if line.startswith("High risks")]
    assert cards == ["High risks | 1 | of 2 in all, not rated: 1"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "- **harm to minors**: Adults only\n- **moon-landing**: No rocket\n"),
        ("zh", "- **未成年人受到伤害**：Adults only\n- **moon-landing**：No rocket\n"),
    ],
)
def test_what_does_not_apply_is_called_by_its_name(language: Language, said: str) -> None:
    waived = "[{category: minors, reason: Adults only}, {category: moon-landing, reason: No rocket}]"
    assert said in written(f"{SMALLEST}risks: {{waived: {waived}}}\n", language)["plan.md"]


def test_elements_link_to_the_chapters_that_hold_them() -> None:
    for language in LANGUAGES:
        page = written(SMALL, language)["plan.html"]
        anchors = {unquote(a) for a in re.findall(r'<a href="#([^"]+)"', page)}
        assert anchors <= set(re.findall(r'id="?([^">]+)', page))


@pytest.mark.parametrize("name", PLANS)
def test_chinese_words_have_no_latin_marks_between_them(name: str) -> None:
    text = re.sub(r"```.*?```|`[^`]*`|https?://\S+", "", made(name, "zh")["plan.md"], flags=re.DOTALL)
    assert re.findall(r".{0,12}[\u4e00-\u9fff] ?[,;(](?=.?[\u4e00-\u9fff]).{0,12}", text) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "most"), [("houston-dataviz", 130_000), ("power-plant", 220_000), ("tea-brand", 175_000)]
)
def test_a_page_is_no_larger_than_it_has_to_be(name: str, most: int, language: Language) -> None:
    assert len(made(name, language)["plan.html"].encode()) <= most


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One\nTwo", "<p>One</p>\n<p>Two</p>\n"),
        ("One\ntwo\n\nThree\n# four", "<p>One\ntwo</p>\n<p>Three\n# four</p>\n"),
        ("甲，\n乙。\n \n丙", "<p>甲，乙。</p>\n<p>丙</p>\n"),
    ],
)
def test_a_longer_text_keeps_its_own_paragraphs(text: str, paragraphs: str) -> None:
    source = SMALLEST.replace("title:", f"background: {json.dumps(text)}, title:", 1)
    page = written(source, "en")["plan.html"]
    said = page.split("Background</h2>\n")[1].split("<h2")[0]
    assert re.sub(r"<p>([^<]*)(?:</p>)?\n", r"<p>\1</p>\n", said) == paragraphs


def test_what_is_said_in_other_languages_only_is_marked_where_it_stands_and_told_at_the_end() -> None:
    goals = "goals: {purpose: {de: Wir spielen, zh: 下棋}, mission: {en: To meet, de: Treffen}}\n"
    own = SMALLEST.replace("{id", "{language: de, id") + goals
    plan = load.plan("plan.yaml", own.encode(), Path()).plan
    assert plan is not None
    assert (plan.goals.purpose, plan.goals.mission) == ("Wir spielen", "Treffen")
    texts = {}
    for language in LANGUAGES:
        found = load.plan("plan.yaml", (SMALLEST + goals).encode(), Path(), language)
        assert found.plan is not None
        (whole,) = documents.chosen(["plan"])
        (made_,) = portrait.portraits(whole, found.plan, lint.plan(found, {}, TODAY), language)
        texts[language] = made_.document.text
    assert texts["en"].startswith("[Wir spielen](lang:de) *(not translated: German)*\n")
    assert texts["en"].endswith(
        "What the plan says in other languages only; in this document it is marked where it stands:\n\n- goals.purpose\n"
    )
    assert "**Mission**: To meet\n" in texts["en"]
    assert texts["zh"].startswith("下棋\n")
    assert "**使命**：[To meet](lang:en) *（未翻译：英语）*\n" in texts["zh"]
    assert texts["zh"].endswith("方案只用其他语言写明的内容，本文档在相应位置作了标注：\n\n- goals.mission\n")
