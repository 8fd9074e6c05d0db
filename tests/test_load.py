"""From a file to a plan: what each kind of mistake is called, and where."""

from __future__ import annotations

import re

import pytest

from commplan import load
from commplan.document import Document
from commplan.finding import dotted
from commplan.plan import Plan
from commplan.words import Language, say
from conftest import Golden
from made_plan import full, text_fields
from told import catalogue, inside

HEAD = "commplan: 1\nplan:\n  id: p\n  title: P\n"


def document(text: str) -> Document:
    loaded = load.plan("plan.yaml", text.encode())
    assert (loaded.plan is None) == bool(loaded.document.faults)
    return loaded.document


def objective(line: str) -> str:
    return f"{HEAD}goals:\n  objectives:\n    - id: a\n      {line}\n"


def person(line: str) -> str:
    return f"{HEAD}structure:\n  people:\n    - id: a\n      {line}\n"


FAULTS = {
    # the file as a whole
    "an empty mapping": "{}\n",
    "a list": "- commplan: 1\n",
    "running text": "a community plan\n",
    "a number": "5\n",
    "nothing": "~\n",
    "no version": "plan:\n  id: p\n  title: P\n",
    "a later version": HEAD.replace("commplan: 1", "commplan: 2"),
    "a version in quotes": HEAD.replace("commplan: 1", "commplan: '1'"),
    "a version that is none": HEAD.replace("commplan: 1", "commplan: yes, please"),
    "a version that is true": HEAD.replace("commplan: 1", "commplan: true"),
    "a version left empty": HEAD.replace("commplan: 1", "commplan:"),
    "no title page": "commplan: 1\n",
    "a title page left empty": "commplan: 1\nplan:\n",
    "a title page that is a list": "commplan: 1\nplan: [a]\n",
    "a title page that is text": "commplan: 1\nplan: My plan\n",
    # keys
    "a key missing": "commplan: 1\nplan:\n  id: p\n",
    "two keys missing": "commplan: 1\nplan: {}\n",
    "a key missing in an item": f"{HEAD}goals:\n  objectives:\n    - statement: x\n      target: 5\n    - {{}}\n",
    "a key missing in an item of an item": f"{HEAD}risks:\n  register:\n    - id: k\n      actions: [{{due: 2027-01-01}}]\n",
    "a key misspelt at the top": f"{HEAD}goal: {{}}\n",
    "a key misspelt": HEAD + "  titel: x\n",
    "a key in another case": HEAD + "  Language: en\n",
    "a key with a hyphen": f"{HEAD}evaluation:\n  own-metrics: []\n",
    "a key misspelt in an item": f"{HEAD}goals:\n  objectives:\n    - {{id: b, onwer: c}}\n",
    "a key that belongs elsewhere": f"{HEAD}objectives: []\n",
    "a key of another kind of item": f"{HEAD}goals:\n  objectives:\n    - {{id: b, overlaps: true}}\n",
    "a key that is nowhere": f"{HEAD}resources:\n  xyzzy: 1\n",
    "a key in Chinese": f"{HEAD}目标: {{}}\n",
    "a merge key": HEAD + "  <<: {status: draft}\n",
    "an empty key": f"{HEAD}'': 1\n",
    # types
    "a number for a text": f"{HEAD}goals: {{purpose: 5}}\n",
    "true for a text": f"{HEAD}goals: {{purpose: true}}\n",
    "a list for a text": f"{HEAD}goals: {{purpose: [a]}}\n",
    "a text in a language that is a number": f"{HEAD}goals: {{purpose: {{en: a, zh: 1}}}}\n",
    "a text for a part": f"{HEAD}goals: all the best\n",
    "a part left empty": f"{HEAD}goals:\n",
    "a text for a list of items": f"{HEAD}goals: {{audiences: everybody}}\n",
    "a mapping for a list of items": f"{HEAD}goals:\n  audiences:\n    id: a\n    name: A\n",
    "a list left empty": f"{HEAD}goals:\n  audiences:\n",
    "a text for an item": f"{HEAD}goals: {{audiences: [everybody]}}\n",
    "yes for true": f"{HEAD}goals:\n  audiences:\n    - {{id: a, core: yes}}\n",
    "a number for true": f"{HEAD}goals:\n  audiences:\n    - {{id: a, core: 1}}\n",
    "true left empty": f"{HEAD}goals:\n  audiences:\n    - {{id: a, core: }}\n",
    "a number for a plain text": HEAD + "  timezone: 8\n",
    "a version as a number": HEAD + "  version: 1.10\n",
    "a list of parameters": objective("parameters: [day]"),
    # ids
    "an id with capitals": "commplan: 1\nplan:\n  id: My Plan\n  title: P\n",
    "an id of nothing usable": "commplan: 1\nplan:\n  id: 社群\n  title: P\n",
    "an id that is a number": "commplan: 1\nplan:\n  id: 2027\n  title: P\n",
    "an id left empty": "commplan: 1\nplan:\n  id:\n  title: P\n",
    "ids in a list": objective("audiences: [A, 1, b]"),
    "one id for a list of ids": objective("audiences: Everybody"),
    # dates and times
    "a date that is no date": objective("due: soon"),
    "a date the other way round": objective("due: 31.03.2027"),
    "a day that does not exist": objective("due: 2027-02-30"),
    "a year long gone": objective("due: 0202-12-31"),
    "a date that is a number": objective("due: 20270331"),
    "a date and time that is none": f"{HEAD}content:\n  calendar: [{{id: z, start: tomorrow}}]\n",
    "a time that does not exist": f"{HEAD}content:\n  calendar: [{{id: z, start: 2027-03-31T25:00}}]\n",
    "a clock without its nought": f"{HEAD}rules:\n  quiet_hours: {{start: 9:00, end: 24:01}}\n",
    "a clock that is a number": f"{HEAD}rules:\n  quiet_hours: {{start: 9, end: 22:00}}\n",
    "a duration in words": objective("review: weekly"),
    "a duration without its P": objective("review: 3M"),
    "a duration of nothing": objective("review: P"),
    "a duration that is a number": objective("review: 30"),
    "a duration of a thousand years": objective("review: P1000Y"),
    "neither a date nor a duration": f"{HEAD}structure:\n  decisions: [{{id: d, report_back: soon}}]\n",
    "a number for a date or a duration": f"{HEAD}structure:\n  decisions: [{{id: d, report_back: 5}}]\n",
    "a recurrence in words": f"{HEAD}rules:\n  routines: [{{id: y, rrule: weekly}}]\n",
    "a recurrence without its frequency": f"{HEAD}rules:\n  routines: [{{id: y, rrule: BYDAY=MO}}]\n",
    "a recurrence that is a number": f"{HEAD}rules:\n  routines: [{{id: y, rrule: 7}}]\n",
    # numbers
    "per cent for a share": objective("growth: {monthly_churn: 30%}"),
    "30 for a share": objective("growth: {monthly_churn: 30}"),
    "a number in words": person("hours_per_week: ten"),
    "a number in quotes": person("hours_per_week: '10'"),
    "a number below zero": person("hours_per_week: -1"),
    "a number that is none": objective("target: .nan"),
    "a number without end": objective("target: 1e400"),
    "a number beyond reason": objective("target: 1e300"),
    "half a person": f"{HEAD}structure:\n  roles: [{{id: r, headcount: 1.5}}]\n",
    "a score off its scale": f"{HEAD}risks:\n  register: [{{id: k, likelihood: 6, score: 0}}]\n",
    "a parameter that is no number": objective("parameters: {day: x}"),
    "an amount with its currency": f"{HEAD}resources:\n  budget: {{total: 100 EUR}}\n",
    # words
    "a word nearly right": objective("direction: Up!"),
    "a word in another case": f"{HEAD}rules:\n  service_levels: [{{id: s, kind: first-reply, hours: [{{days: Mon, opens: 09:00, closes: 18:00}}]}}]\n",
    "a word far off": person("status: on a boat"),
    "a number for a word": person("status: 5"),
    "true for a word": person("status: true"),
    "a list for a word": person("status: [active]"),
    "a word left empty": person("status:"),
    "a language by its name": person("languages: [en, english please, 5]"),
    "a currency by its name": HEAD + "  currency: euro\n",
    # shorthand
    "a holder with a bad id": f"{HEAD}structure:\n  roles:\n    - {{id: r, holders: Member A}}\n",
    "holders with bad ids": f"{HEAD}structure:\n  roles:\n    - {{id: r, holders: [member-a, Member B, {{person: C}}, {{}}, 5]}}\n",
    "a scale of two words": f"{HEAD}risks:\n  scale: {{likelihood: [rare, sure]}}\n",
    # together
    "one cause, one fault": f"{HEAD}goals:\n  purpose: {{{{ purpose }}}}\n",
    "many faults at once": f"{HEAD}  staus: draft\ngoals:\n  objectives:\n    - {{id: a, due: soon, metric: M}}\n    - {{}}\nrisk: {{}}\n",
}  # fmt: skip


def test_what_is_said_of_every_fault(golden: Golden) -> None:
    golden("load-faults.txt", catalogue({name: document(text) for name, text in FAULTS.items()}))


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_there_is_in_its_file_and_speaks_of_the_plan_alone(name: str) -> None:
    found = document(FAULTS[name])
    assert found.faults != []
    for fault in found.faults:
        problem = fault.problem
        assert inside(found, found.span(problem.place))
        for words in (problem.message, *([problem.hint] if problem.hint else [])):
            assert re.search(r"[\u4e00-\u9fff]", words.zh)
            assert not re.search(
                r"function|union|Node|pydantic|validator|\bNone\b|True|False|\bdict\b|\bstr\b", words.en
            )
        assert re.fullmatch(r"[\w.\[\]<-]*", dotted(problem.place.path)), problem.place.path


def test_a_plan_with_every_key_loads_and_settles_every_part_at_its_path() -> None:
    import json

    plan = loaded(json.dumps(full(lambda: "Text")))
    for node in plan.nodes():
        here: object = plan
        for part in node.path:
            here = here[part] if isinstance(part, int) and isinstance(here, tuple) else getattr(here, str(part))
        assert here is node


def test_there_are_texts_in_every_part() -> None:
    assert {path.split(".")[0] for path in text_fields()} == {
        "plan", "goals", "structure", "rules", "content", "engagement", "resources", "risks", "evaluation",
    }  # fmt: skip


def loaded(text: str, language: str | None = None) -> Plan:
    found = load.plan("plan.yaml", text.encode(), language=language)
    assert found.plan is not None, [f.problem.message.en for f in found.document.faults]
    return found.plan


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (None, "First"),
        ("en", "English"),
        ("zh", "简体"),
        ("zh-Hans", "简体"),
        ("zh-Hant", "繁體"),
        ("zh-Hant-HK", "简体"),
        ("en-GB", "English"),
        ("fr", "First"),
    ],
)
def test_a_text_in_several_languages_is_read_in_the_one_asked_for(language: str | None, title: str) -> None:
    text = "commplan: 1\nplan:\n  id: p\n  title: {de: First, zh: 简体, zh-Hant: 繁體, en: English}\n"
    assert loaded(text, language).plan.title == title


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_text_in_one_language_is_read_whatever_is_asked_for(language: str) -> None:
    assert loaded(HEAD, language).plan.title == "P"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("member-a", [("member-a", None)]), ("{person: member-a}", [("member-a", None)]), ("[member-a, {person: member-b, end: 2027-12-31}]", [("member-a", None), ("member-b", "2027-12-31")])],
)  # fmt: skip
def test_holders_may_be_ids(written: str, meant: list[tuple[str, str | None]]) -> None:
    holders = loaded(f"{HEAD}structure:\n  roles:\n    - {{id: r, holders: {written}}}\n").structure.roles[0].holders
    assert [(h.person, h.end.isoformat() if h.end else None) for h in holders] == meant


@pytest.mark.parametrize(("written", "meant"), [("a", ("a",)), ("[a, b]", ("a", "b")), ("[]", ())])
def test_one_may_stand_for_a_list_of_one(written: str, meant: tuple[str, ...]) -> None:
    assert loaded(objective(f"audiences: {written}")).goals.objectives[0].audiences == meant


def test_what_the_plan_does_not_say_stays_unsaid() -> None:
    plan = loaded(HEAD)
    assert (plan.goals.says("purpose"), plan.goals.purpose, plan.plan.says("language"), plan.plan.language) == (
        False, None, False, "en",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "language", "message", "hint"),
    [
        ("goals:\n  objectives: [{id: a, target: 20%}]\n", "en", "needs a number, found text", "a share is written as a number: 20% is 0.2"),
        ("goals:\n  objectives: [{id: a, target: 12.5％}]\n", "zh", "这里应为数字，实际是文本", "比例写成数字：12.5% 写作 0.125"),
        ("goals:\n  purpose：一起读书\n", "zh", "键后面用了全角冒号（：）", "写成 `键: 值`，用半角冒号加空格"),
        ("structure:\n  roles: [{id: lead, holders: [member-a，member-b]}]\n", "zh", "两项之间用了全角逗号（，）", "各项之间请用半角逗号加空格"),
        ("structure:\n  people: [{id: a, hours_per_week: 每天3小时}]\n", "zh", "这里应为不小于零的数，实际是文本", "写一整周的小时数，只写数字，例如 5"),
        ("structure:\n  people: [Jo Marsh]\n", "en", "needs a mapping of keys, found text", "write it as `{id: jo-marsh, name: Jo Marsh}`; keys allowed here: id, name, affiliation, timezone, languages, skills, hours_per_week, leave, status, handles"),
        ("risks: [有人受伤]\n", "zh", "这里应为键值表，实际是列表", "列表应写在它的某个键之下，这里多半是 `register:`，每一项写成 `- {id: risk-1, title: 有人受伤}`；此处可用的键：scale, appetite, register, waived"),
        ("goals:\n  audiences: [{id: a, size: 30-40}]\n", "en", "needs a whole number of 0 or more, found text", "write one number, such as the middle: 35"),
        ("audience: [{id: a}]\n", "zh", "没有 “audience” 这个键", "`audiences` 应写在 `goals` 中；此处可用的键：commplan, plan, goals, structure, rules, content, engagement, resources, risks, evaluation, include"),
        ("content:\n  calendar: [{id: a, start: every Thursday 19:00}]\n", "en", "'every Thursday 19:00' is not a date and time", "write when it is for the first time, such as 2027-01-07T19:00, and beside it how it repeats: `rrule: FREQ=WEEKLY;BYDAY=TH`"),
        ("content:\n  calendar: [{id: a, start: last Friday of the month}]\n", "en", "'last Friday of the month' is not a date and time", "write when it is for the first time, such as 2027-01-29T19:00, and beside it how it repeats: `rrule: FREQ=MONTHLY;BYDAY=-1FR`"),
        ("content:\n  calendar: [{id: a, start: 每月第二个周六下午}]\n", "zh", "“每月第二个周六下午” 不是日期与时间", "写首次的日期时间，例如 2027-01-09T19:00，重复方式另写一行：`rrule: FREQ=MONTHLY;BYDAY=2SA`"),
        ("content:\n  calendar: [{id: a, activity: Long run}]\n", "en", "there is no 'activity' here; the plan calls it `title`", "write `title`"),
        ("rules:\n  norms: [{id: a, 规则: 不发广告}]\n", "zh", "这里没有 “规则” 这个键，方案中叫 `statement`", "请写 `statement`"),
        ("risks:\n  register: [{id: a, risk: Ice}]\n", "en", "there is no 'risk' here; the plan calls it `title`", "write `title`"),
        ("resources:\n  costs: [{hall: 600}]\n", "en", "unknown key 'costs' in resources", "`lines` belongs in `resources.budget`, as `- {id: hall, description: hall, amount: 600}`; keys allowed here: assets, partners, tools, funding, budget"),
        ("resources:\n  lines: 300 for tea\n", "en", "unknown key 'lines' in resources", "`lines` belongs in `resources.budget`, as `- {id: 300-for-tea, description: 300 for tea, amount: 300}`; keys allowed here: assets, partners, tools, funding, budget"),
        ("goals:\n  objectives: [{id: a, statement: Walks, talks and tea}]\n", "en", "the comma ends `statement`, so that 'talks and tea' is read as a key", "a text with a comma in it needs quotes within braces: `statement: 'Walks, talks and tea'`"),
        ("goals:\n  objectives: [{id: a, statement: 约跑, 喝茶, a\"b}]\n", "zh", "逗号在此结束了 `statement`，因此 “喝茶” 被当作了键", "花括号中含逗号的文本需要加引号：`statement: '约跑, 喝茶, a\"b'`"),
        ("resources:\n  budget: {total: 1,200}\n", "zh", "逗号在此结束了 `total`，因此 “200” 被当作了键", "数字中不写逗号：`total: 1200`"),
        ("structure:\n  members: 120 people\n", "en", "unknown key 'members' in structure", "how many people there are is said of an audience: list under `goals.audiences`: `- {id: members, name: Members, core: true, size: 120}`"),
        ("structure: {成员: 120人}\ngoals: {audiences: [{id: a}]}\n", "zh", "structure 中没有 “成员” 这个键", "人数写在受众中：请在 `goals.audiences` 的相应一项中写 `size: 120`"),
        ("structure:\n  groups: [{name: Stewards, members: [Jo Marsh]}]\n", "en", "unknown key 'groups' in structure", "a group of people is listed under `structure.bodies`: `- {id: stewards, name: Stewards, members: [jo-marsh]}`, and who is in it under `structure.people`: `- {id: jo-marsh, name: Jo Marsh}`"),
        ("structure:\n  volunteers: Jo and Ann\n", "en", "unknown key 'volunteers' in structure", "a group of people is listed under `structure.bodies`: `- {id: volunteers, name: volunteers, members: [jo, ann]}`, and who is in it under `structure.people`: `- {id: jo, name: Jo}`, `- {id: ann, name: Ann}`"),
        ("structure:\n  小组: [后勤组, 宣传组]\n", "zh", "structure 中没有 “小组” 这个键", "一组人列在 `structure.bodies` 中：`- {id: body-1, name: 后勤组}`、`- {id: body-2, name: 宣传组}`"),
        ("structure:\n  小组: {高音组: [小红], 低音组: 老李}\n", "zh", "structure 中没有 “小组” 这个键", "一组人列在 `structure.bodies` 中：`- {id: body-1, name: 高音组, members: [person-1]}`、`- {id: body-2, name: 低音组, members: [person-2]}`，其中的人写在 `structure.people` 中：`- {id: person-1, name: 小红}`、`- {id: person-2, name: 老李}`"),
        ("structure:\n  people: [{id: mia, name: Mia}]\n  groups: [{name: Altos, leader: Mia}, {name: Basses, leader: Tom}]\n", "en", "unknown key 'groups' in structure", "a group of people is listed under `structure.bodies`: `- {id: altos, name: Altos, members: [mia]}`, `- {id: basses, name: Basses, members: [tom]}`, and who is in it under `structure.people`: `- {id: tom, name: Tom}`"),
        ("structure:\n  groups: [微信群]\n", "zh", "structure 中没有 “groups” 这个键", "`groups` 应写在 `content.channels` 中；此处可用的键：people, bodies, roles, decisions, levels, escalation, diversity"),
        ("resources:\n  time: 5 hours a week\n", "en", "unknown key 'time' in resources", "hours are those of a person: write `hours_per_week: 5` in each of `structure.people`"),
        ("resources:\n  时间: {王磊: 每周5小时}\n", "zh", "resources 中没有 “时间” 这个键", "时间是人投入的时间，人列在 `structure.people` 中：`- {id: person-1, name: 王磊, hours_per_week: 5}`"),
        ("structure: {people: [{id: jo, name: Jo}]}\nresources:\n  time: {Jo: 5}\n", "en", "unknown key 'time' in resources", "hours are those of a person: write `hours_per_week: 5` in `jo` of `structure.people`"),
        ("team: Jo Marsh, Ann Lee\n", "en", "unknown key 'team'", "people are listed under `structure.people`: `- {id: jo-marsh, name: Jo Marsh}`, `- {id: ann-lee, name: Ann Lee}`; what each does is a role under `structure.roles`"),
        ("content:\n  平台: 微信群、QQ\n", "zh", "content 中没有 “平台” 这个键", "交流的地方列在 `content.channels` 中：`- {id: channel-1, name: 微信群, platform: wechat-group}`、`- {id: qq, name: QQ, platform: qq-group}`"),
        ("goals:\n  objectives: [{id: a, statement: Grow, goal: Grow more}]\n", "en", "there is no 'goal' here; the plan calls it `statement`, which stands here already", "put what both say into the one `statement`, or delete 'goal'"),
        ("goals:\n  objectives: [{id: a, statement: 办好, 目标: 让更多人来参加活动}]\n", "zh", "这里没有 “目标” 这个键，方案中叫 `statement`，而这里已经有了", "把两处内容合并到同一个 `statement` 中，或删去 “目标”"),
        ("risks:\n  register: [{id: a, plan: [{action: Stay home}]}]\n", "en", "there is no 'plan' here; the plan calls it `actions`", "write `actions`"),
        ("risks:\n  register: [{id: a, mitigation: reduce}]\n", "en", "there is no 'mitigation' here; the plan calls it `response`", "write `response`"),
        ("content:\n  calendar: [{id: a, rrule: FREQ=WEEKLY;BYDAY=TU, duration: nine weeks}]\n", "en", "'nine weeks' is not a duration", "`duration` is how long it takes each time, such as PT2H; how long it goes on ends the repetition: `rrule: FREQ=WEEKLY;BYDAY=TU;COUNT=9`"),
        ("content:\n  calendar: [{id: a, rrule: FREQ=MONTHLY, duration: 半年}]\n", "zh", "“半年” 不是时长", "`duration` 是每次的时长，例如 PT2H；持续到何时写在重复规则末尾：`rrule: FREQ=MONTHLY;UNTIL=20271231`"),
        ("content:\n  calendar: [{id: a, owner: Jo Marsh}]\n", "en", "id 'Jo Marsh' may hold only a-z, 0-9 and single hyphens", "nothing in the plan is called so: if it is a person, list under `structure.people`: `- {id: jo-marsh, name: Jo Marsh}`, and write `jo-marsh` here"),
        ("content:\n  calendar: [{id: a, channels: Facebook}]\n", "en", "id 'Facebook' may hold only a-z, 0-9 and single hyphens", "nothing in the plan is called so: list under `content.channels`: `- {id: facebook, name: Facebook}`, and write `facebook` here"),
        ("structure:\n  bodies: {Fixers: [Sam, Lena]}\n", "en", "needs a list, found a mapping", "write it as a list, each item beginning like `- {id: fixers, name: Fixers, members: [sam, lena]}`"),
        ("content:\n  channels: WhatsApp, newsletter\n", "en", "needs a list, found text", "write it as `- {id: whatsapp, name: WhatsApp}`, `- {id: newsletter, name: newsletter}`; keys allowed here: id, name, platform, entity, handle, purpose, reason, audiences, languages, owner, backup, two_way, visibility, groups, members_planned, capacity, quota, quiet_hours, archive, export, fallback"),
        ("budget: 500 euro\n", "en", "unknown key 'budget'", "`budget` belongs in `resources`, as `budget: {total: 500}`; keys allowed here: commplan, plan, goals, structure, rules, content, engagement, resources, risks, evaluation, include"),
        ("evaluation: 每季度问卷\n", "zh", "这里应为键值表，实际是文本", "请写成 `{cadence: P3M, sources: [{id: source-1, tool: manual}]}`；此处可用的键：active, exclude, cadence, owner, sources, metrics, readings, tallies, responses, reviews"),
        ("goals:\n  audiences: [mentors: 8]\n", "en", "unknown key 'mentors' in goals.audiences", "write it as `{id: mentors, name: mentors, size: 8}`"),
        ("rules:\n  moderation: Tom\n", "en", "needs a mapping of keys, found text", "write it as `{moderators: [{who: tom}]}`; keys allowed here: items_per_month, minutes_per_item, admin_hours_per_month, utilisation, moderators"),
        ("rules:\n  service_levels: [2小时内回复]\n", "zh", "这里应为键值表，实际是文本", "请写成 `{id: service-level-1, name: 2小时内回复, kind: first-reply, target: PT2H}`；此处可用的键：id, name, kind, target, share, hours, timezone, channels, owner"),
        ("content:\n  calendar: [{id: a, start: 2027-03-06, time: 6pm}]\n", "en", "unknown key 'time' in content.calendar", "the time of day stands behind the date: `start: 2027-03-06T18:00`"),
        ("resources:\n  budget: {parts: 1400}\n", "en", "unknown key 'parts' in resources.budget", "what a sum is for is a line: list under `resources.budget.lines`: `- {id: parts, description: parts, amount: 1400}`"),
        ("evaluation:\n  review: P3M\n", "en", "there is no 'review' here; the plan calls it `cadence`", "write `cadence`"),
        ("活动:\n  - {名称: 共读, 地点: 活动室}\n", "zh", "没有 “活动” 这个键", "`calendar` 应写在 `content` 中，写成 `- {id: entry-1, title: 共读}`；此处可用的键：commplan, plan, goals, structure, rules, content, engagement, resources, risks, evaluation, include"),
        ("content:\n  calendar: [{id: a, start: 每月8号}]\n", "zh", "“每月8号” 不是日期与时间", "写首次的日期时间，例如 2027-01-08T19:00，重复方式另写一行：`rrule: FREQ=MONTHLY;BYMONTHDAY=8`"),
        ("goals:\n  objectives: [{id: a, statement: x, metric: 复购率}]\n", "zh", "id “复购率” 只能用 a-z、0-9 与单个短横线", "请写它的 id：`repurchase-rate`"),
        ("goals:\n  objectives: [{id: a, due: 2027年底}]\n", "zh", "“2027年底” 不是日期", "日期写成 2027-03-31 这样的形式"),
        ("structure:\n  people: [{id: li, name: 陈丽, 职务: 群主}]\n", "zh", "structure.people 中没有 “职务” 这个键", "角色列在 `structure.roles` 中：`- {id: role-1, name: 群主, holders: li}`"),
        ("team: Sam Brook (coordinator)\n", "en", "unknown key 'team'", "people are listed under `structure.people`: `- {id: sam-brook, name: Sam Brook}`; what each does is a role under `structure.roles`"),
        ("structure:\n  volunteers: ['Mia, front desk', 'Joe, snacks']\n", "en", "unknown key 'volunteers' in structure", "a group of people is listed under `structure.bodies`: `- {id: volunteers, name: volunteers, members: [mia, joe]}`, and who is in it under `structure.people`: `- {id: mia, name: Mia}`, `- {id: joe, name: Joe}`"),
        ("rules:\n  reporting: email Mia\n", "en", "needs a mapping of keys, found text", "write it as `{intakes: [{id: intake-1, contact: email Mia}]}`; keys allowed here: intakes, acknowledge_within, decide_within, recusal, appeal, transparency, emergency"),
        ("resources:\n  people: 2 hours a week\n", "en", "unknown key 'people' in resources", "hours are those of a person: write `hours_per_week: 2` in each of `structure.people`"),
        ("resources:\n  budget: 300\n", "en", "needs a mapping of keys, found a number", "write it as `{total: 300}`; keys allowed here: total, currency, contingency, lines, spent_until, rates"),
        ("evaluation:\n  reviews: quarterly\n", "en", "needs a list, found text", "`reviews` lists those that were held; how often they are held is `cadence: P3M`"),
        ("evaluation:\n  metrics: [满意度]\n", "zh", "这里应为键值表，实际是文本", "`commplan metrics` 所列的指标由目标的 `metric:` 引用；这里只写自定指标，每个写作 `- {id: ..., name: ..., definition: ...}`"),
        ("risks:\n  风险1: 场地没了\n", "zh", "risks 中没有 “风险1” 这个键", "风险列在 `register` 中：`- {id: risk-1, title: 场地没了}`"),
        ("goals:\n  objectives: [{id: a, statement: x, metric: 月活}]\n", "zh", "id “月活” 只能用 a-z、0-9 与单个短横线", "请写它的 id：`mau`"),
        ("content:\n  calendar: [{id: a, start: 每月第一个周六 14:00}]\n", "zh", "“每月第一个周六 14:00” 不是日期与时间", "写首次的日期时间，例如 2027-01-02T14:00，重复方式另写一行：`rrule: FREQ=MONTHLY;BYDAY=1SA`"),
        ("structure:\n  roles: [Coach: Jo Marsh]\n", "en", "unknown key 'Coach' in structure.roles", "write it as `{id: coach, name: Coach, holders: jo-marsh}`, and list under `structure.people`: `- {id: jo-marsh, name: Jo Marsh}`"),
        ("structure:\n  roles: [{id: a}, 组长: 成员甲]\n", "zh", "structure.roles 中没有 “组长” 这个键", "请写成 `{id: role-2, name: 组长, holders: person-1}`，并在 `structure.people` 中写：`- {id: person-1, name: 成员甲}`"),
        ("structure:\n  roles: ['Coach': 'Jo and Kim']\n", "en", "unknown key 'Coach' in structure.roles", "write it as `{id: coach, name: Coach, holders: [jo, kim]}`, and list under `structure.people`: `- {id: jo, name: Jo}`, `- {id: kim, name: Kim}`"),
        ("structure:\n  people: [{id: wang-lei, name: 王磊}]\n  roles: ['管理员': '小陈、老周和王磊']\n", "zh", "structure.roles 中没有 “管理员” 这个键", "请写成 `{id: role-1, name: 管理员, holders: [person-2, person-3, wang-lei]}`，并在 `structure.people` 中写：`- {id: person-2, name: 小陈}`、`- {id: person-3, name: 老周}`"),
        ("structure:\n  people: [{id: wang-lei, name: 王磊}]\n  roles: ['群主': '王磊']\n", "zh", "structure.roles 中没有 “群主” 这个键", "请写成 `{id: role-1, name: 群主, holders: wang-lei}`"),
        ("structure:\n  roles: ['会长': '张和平，3 月起']\n", "zh", "structure.roles 中没有 “会长” 这个键", "请写成 `{id: role-1, name: '会长: 张和平，3 月起'}`"),
        ("structure:\n  群主: 张和平\n", "zh", "structure 中没有 “群主” 这个键", "角色列在 `structure.roles` 中：`- {id: role-1, name: 群主, holders: person-1}`，并在 `structure.people` 中写：`- {id: person-1, name: 张和平}`"),
        ("structure:\n  roles: [{id: a}]\n  people: [{id: jo, name: Jo, role: coach}]\n", "en", "unknown key 'role' in structure.people", "a role is listed under `structure.roles`: `- {id: coach, name: coach, holders: jo}`"),
        ("structure:\n  people: [{name: 王磊, id: a}, {id: b, name: 老周, 角色: 群主}]\n", "zh", "structure.people 中没有 “角色” 这个键", "角色列在 `structure.roles` 中：`- {id: role-1, name: 群主, holders: b}`"),
        ("structure:\n  群: 跑步群\n", "zh", "structure 中没有 “群” 这个键", "`channels` 应写在 `content` 中，写成 `- {id: channel-1, name: 跑步群}`；此处可用的键：people, bodies, roles, decisions, levels, escalation, diversity"),
        ("goals:\n  objectives: [{id: a, 目标: 让更多人参加周末约跑}]\n", "zh", "这里没有 “目标” 这个键，方案中叫 `statement`", "请写 `statement`"),
        ("goals:\n  objectives: [{id: a, 目标: 让 40 人参加}]\n", "zh", "这里没有 “目标” 这个键，方案中叫 `statement`", "请写 `statement`"),
        ("goals:\n  objectives: [{id: a, 目标: 40}]\n", "zh", "这里没有 “目标” 这个键，方案中叫 `target`", "请写 `target`"),
        ("content:\n  calendar: [{id: a, rrule: 每月两次}]\n", "zh", "“每月两次” 不是 RFC 5545 重复规则", "请写明是哪几天，例如第一个和第三个：`FREQ=MONTHLY;BYDAY=1TU,3TU`"),
        ("content:\n  calendar: [{id: a, start: twice a month on Saturdays}]\n", "en", "'twice a month on Saturdays' is not a date and time", "write when it is for the first time, such as 2027-01-02T19:00, and beside it how it repeats: `rrule: FREQ=MONTHLY;BYDAY=1SA,3SA`"),
        ("goals:\n  objectives: [{id: a, 希望: 40}]\n", "zh", "这里没有 “希望” 这个键，方案中叫 `target`", "请写 `target`"),
        ("structure:\n  roles: [{id: a, holders: 王磊}]\n", "zh", "id “王磊” 只能用 a-z、0-9 与单个短横线", "方案中没有这个名称的内容：如果是人，请在 `structure.people` 中写：`- {id: person-1, name: 王磊}`，这里写 `person-1`"),
        ("evaluation: [Ask people]\n", "en", "needs a mapping of keys, found a list", "a list belongs under one of its keys, here most likely `sources:`, each item like `- {id: ask-people, tool: manual}`; keys allowed here: active, exclude, cadence, owner, sources, metrics, readings, tallies, responses, reviews"),
        ("structure:\n  people: {anna: {name: Anna}}\n", "en", "needs a list, found a mapping", "write it as a list, each item beginning like `- id: anna`"),
        ("structure:\n  roles: [{id: a, holders: 'anna; tom'}]\n", "en", "'anna; tom' holds several ids", "write a list: [anna, tom]"),
        ("resources:\n  budget: {contingency: 10%}\n", "zh", "这里应为不小于零的金额，实际是文本", "请写金额本身，不写比例"),
        ("goals:\n  objectives: [{id: a, baseline: 3 bags}]\n", "en", "needs a mapping of keys, found text", "write it as `{value: 3, date: 2027-01-01}`; keys allowed here: value, date"),
        ("resources:\n  budget: about £6,000\n", "en", "needs a mapping of keys, found text", "write it as `{total: 6000}`; keys allowed here: total, currency, contingency, lines, spent_until, rates"),
        ("resources:\n  budget: 大约1.5万\n", "zh", "这里应为键值表，实际是文本", "请写成 `{total: 15000}`；此处可用的键：total, currency, contingency, lines, spent_until, rates"),
        ("resources:\n  budget: {lines: [场地费: 2万元]}\n", "zh", "resources.budget.lines 中没有 “场地费” 这个键", "请写成 `{id: budget-line-1, description: 场地费, amount: 20000}`"),
        ("resources:\n  budget: {lines: ['hall': '£1,200.50']}\n", "en", "unknown key 'hall' in resources.budget.lines", "write it as `{id: hall, description: hall, amount: 1200.50}`"),
        ("goals:\n  objectives: [{id: a, metric: first-response-time, target: PT24H}]\n", "en", "needs a number, found text", "write the number alone, in the unit of its metric: 86400 where that is seconds (`commplan metrics` says so)"),
        ("goals:\n  objectives: [{id: a, metric: first-response-time, baseline: {value: 36 小时}}]\n", "zh", "这里应为数字，实际是文本", "只写数字本身，按指标的单位：以秒计的指标（见 `commplan metrics`）写 129600"),
        ("goals:\n  objectives: [{id: a, metric: mau, target: 40 people}]\n", "en", "needs a number, found text", "write the number alone: 40"),
        ("resources:\n  budget: {total: '£6,000'}\n", "en", "needs an amount of zero or more, found text", "write the number alone: 6000"),
        ("structure:\n  bodies:\n    - {id: lead, members: []}\n    - id: core\n      members: member-a，member-b\n", "zh", "“member-a，member-b” 中有全角标点", "写成列表：[member-a, member-b]"),
        ("structure:\n  roles: [{id: a, holders: 老李、小陈, name: 管理员}]\n", "zh", "“老李、小陈” 中有全角标点", "写成 id 的列表，用半角逗号：[member-a, member-b]"),
        ("evaluation:\n  sources: [{id: a, tool: wechat, metrics: wau、mau}]\n", "zh", "“wau、mau” 中有全角标点", "写成列表：[wau, mau]"),
        ("goals:\n  - {statement: 常来往, target: 3}\n", "zh", "这里应为键值表，实际是列表", "列表应写在它的某个键之下，这里多半是 `objectives:`，每一项写成 `- {id: objective-1, statement: 常来往}`；此处可用的键：purpose, mission, vision, positioning, value_proposition, theme, out_of_scope, stage, audiences, objectives"),
        ("risks:\n  register: [{id: a, actions: 提醒撤回}]\n", "zh", "这里应为列表，实际是文本", "请写成 `- {action: 提醒撤回}`；此处可用的键：id, action, owner, due, entry, effort_hours, cost, done"),
        ("resources:\n  支出: [1]\n", "zh", "resources 中没有 “支出” 这个键", "`lines` 应写在 `resources.budget` 中；此处可用的键：assets, partners, tools, funding, budget"),
        ("goals:\n  objectives: [{id: a, description: Grow}]\n", "en", "there is no 'description' here; the plan calls it `statement`", "write `statement`"),
        ("goals:\n  objectives: [{id: a, what: Grow}]\n", "en", "there is no 'what' here; the plan calls it `statement`", "write `statement`"),
        ("goals:\n  objectives: [{id: a, goal: Grow}]\n", "en", "there is no 'goal' here; the plan calls it `statement`", "write `statement`"),
        ("content:\n  calendar: [{id: a, who: tom}]\n", "en", "there is no 'who' here; the plan calls it `owner`", "write `owner: tom`, an id under `structure`; `audiences` says for whom it is"),
        ("content:\n  calendar: [{id: a, who: Tom and Jo}]\n", "en", "unknown key 'who' in content.calendar", "write who makes it happen as `owner: tom` and who helps as `team: [jo]`, by ids under `structure`; `audiences` says for whom it is"),
        ("content:\n  calendar: [{id: a, who: [老李, 小陈]}]\n", "zh", "content.calendar 中没有 “who” 这个键", "负责的人写作 `owner: person-1`，一起做的人写作 `team: [person-2]`，都用 `structure` 中的 id；面向谁则写 `audiences`"),
        ("structure: {people: [{id: he-ping, name: 张和平}]}\ncontent:\n  calendar: [{id: a, who: [张和平, 老李]}]\n", "zh", "content.calendar 中没有 “who” 这个键", "负责的人写作 `owner: he-ping`，一起做的人写作 `team: [person-2]`，都用 `structure` 中的 id；面向谁则写 `audiences`"),
        ("goals: {audiences: [{id: tom}]}\ncontent:\n  calendar: [{id: a, who: tom}]\n", "en", "there is no 'who' here; the plan calls it `audiences`", "write `audiences`"),
        ("structure:\n  roles: [{id: a, people: 12}]\n", "en", "there is no 'people' here; the plan calls it `headcount`", "write `headcount`"),
        ("structure:\n  roles: [{id: a, people: [jo]}]\n", "en", "there is no 'people' here; the plan calls it `holders`", "write `holders`"),
        ("goals:\n  audiences: [{id: a, people: 12}]\n", "en", "there is no 'people' here; the plan calls it `size`", "write `size`"),
        ("goals:\n  objectives: [{id: a, baseline: about 20%}]\n", "en", "needs a mapping of keys, found text", "write it as `{value: 0.2, date: 2027-01-01}`; keys allowed here: value, date"),
        ("goals:\n  objectives: [{id: a, baseline: 20%}]\n", "zh", "这里应为键值表，实际是文本", "请写成 `{value: 0.2, date: 2027-01-01}`；此处可用的键：value, date"),
        ("goals:\n  objectives: [{id: a, baseline: -24}]\n", "en", "needs a mapping of keys, found a number", "write it as `{value: -24, date: 2027-01-01}`; keys allowed here: value, date"),
        ("rules:\n  norms: [{id: a, statement: Be kind, consequence: a friendly word}]\n", "en", "id 'a friendly word' may hold only a-z, 0-9 and single hyphens", "it names a step of `rules.ladder` by its id: list the step there, such as `- {id: reminder, kind: warning}`, and write `consequence: reminder` here"),
        ("rules:\n  norms: [{id: a, statement: 友善, consequence: 提醒}]\n", "zh", "id “提醒” 只能用 a-z、0-9 与单个短横线", "这里写 `rules.ladder` 中某一步的 id：先在那里列出这一步，例如 `- {id: reminder, kind: warning}`，再在这里写 `consequence: reminder`"),
        ("content:\n  - {what: Weekly run, when: Thursdays, who: Tom}\n", "en", "needs a mapping of keys, found a list", "a list belongs under one of its keys, here most likely `calendar:`, each item like `- {id: weekly-run, title: Weekly run}`; keys allowed here: channels, pillars, calendar, reporting, communication, backlog_weeks, most_promotional"),
        ("goals:\n  objectives: [{id: a, target: 从30人增加到50人}]\n", "zh", "这里应为数字，实际是文本", "只写要达到的数：50；现在的数写作 `baseline: {value: 30, date: 2027-01-01}`"),
        ("goals:\n  objectives: [{id: a, target: from 30 to 50 people}]\n", "en", "needs a number, found text", "write where it is to come: 50; where it stands today is `baseline: {value: 30, date: 2027-01-01}`"),
        ("resources:\n  budget: {lines: [{id: a, amount: ９００}]}\n", "zh", "这里应为不小于零的金额，实际是文本", "只写数字本身：900"),
        ("resources:\n  budget: {lines: [{id: a, cost: 300}]}\n", "en", "there is no 'cost' here; the plan calls it `amount`", "write `amount`"),
        ("structure:\n  team: [{name: Helen Brooks, role: chairwoman}]\n", "en", "unknown key 'team' in structure", "people are listed under `structure.people`: `- {id: helen-brooks, name: Helen Brooks}`; what each does is a role under `structure.roles`: `- {id: chairwoman, name: chairwoman, holders: helen-brooks}`"),
        ("structure:\n  people: [{id: a, name: 王磊}]\n  团队: [{姓名: 王磊, 职务: 群主}]\n", "zh", "structure 中没有 “团队” 这个键", "人列在 `structure.people` 中；各自做什么写成 `structure.roles` 中的角色：`- {id: role-1, name: 群主, holders: a}`"),
        ("structure:\n  people: [{id: a, name: 王磊，群主}]\ngoals: {objectives: [{id: a, owner: 王磊}]}\n", "zh", "id “王磊” 只能用 a-z、0-9 与单个短横线", "如果指的是 “王磊，群主”，请写它的 id：`a`"),
        ("structure:\n  people: [{id: a, name: Helen Brooks}]\ngoals: {objectives: [{id: a, owner: Helen}]}\n", "en", "id 'Helen' may hold only a-z, 0-9 and single hyphens", "if 'Helen Brooks' is meant, write its id, `a`"),
        ("content:\n  channels: [{id: chat, name: Facebook group}]\n  calendar: [{id: a, channels: [Facebook]}]\n", "en", "id 'Facebook' may hold only a-z, 0-9 and single hyphens", "if 'Facebook group' is meant, write its id, `chat`"),
        ("content:\n  calendar: [{id: a, time: every last Saturday of the month at 8pm}]\n", "en", "unknown key 'time' in content.calendar", "write when it is for the first time, and how it repeats: `start: 2027-01-30T20:00` and `rrule: FREQ=MONTHLY;BYDAY=-1SA`"),
        ("content:\n  calendar: [{id: a, start: 12月13日和六月中旬}]\n", "zh", "“12月13日和六月中旬” 不是日期与时间", "一项只有一个日期：请为每个日期各写一项，例如 2027-03-31"),
        ("goals:\n  objectives: [{id: a, due: Christmas and June}]\n", "en", "'Christmas and June' is not a date", "one item has one date: write an item for each, with its own, such as 2027-03-31"),
        ("resources:\n  time: 每人每周三小时\n", "zh", "resources 中没有 “time” 这个键", "时间是人投入的时间：请在 `structure.people` 的每一项中写 `hours_per_week: 3`"),
        ("risks:\n  register: [{id: a, solution: [{action: talk}]}]\n", "en", "there is no 'solution' here; the plan calls it `actions`", "write `actions`"),
        ("structure:\n  channel: 微信群\n", "zh", "structure 中没有 “channel” 这个键", "`channels` 应写在 `content` 中，写成 `- {id: channel-1, name: 微信群}`；此处可用的键：people, bodies, roles, decisions, levels, escalation, diversity"),
        ("structure:\n  team: [Maria Lopez - chair, Tom Reid]\n", "en", "unknown key 'team' in structure", "a group of people is listed under `structure.bodies`: `- {id: team, name: team, members: [maria-lopez, tom-reid]}`, and who is in it under `structure.people`: `- {id: maria-lopez, name: Maria Lopez}`, `- {id: tom-reid, name: Tom Reid}`"),
        ("structure:\n  meeting: every first Saturday\n", "en", "unknown key 'meeting' in structure", "what happens regularly stands in the calendar: list under `content.calendar`: `- {id: meeting, title: meeting, kind: meeting, start: 2027-01-02T19:00, rrule: FREQ=MONTHLY;BYDAY=1SA}`, with its first time as `start`"),
        ("structure:\n  碰头会: 每月最后一个周六\n", "zh", "structure 中没有 “碰头会” 这个键", "定期的事写在日历中：请在 `content.calendar` 中写：`- {id: entry-1, title: 碰头会, kind: meeting, start: 2027-01-30T19:00, rrule: FREQ=MONTHLY;BYDAY=-1SA}`，`start` 为首次的时间"),
        ("content:\n  calendar: [{id: a, how often: FREQ=WEEKLY}]\n", "en", "there is no 'how often' here; the plan calls it `rrule`", "write `rrule`"),
        ("content:\n  calendar: [{id: a, where: Town hall}]\n", "en", "there is no 'where' here; the plan calls it `venue`", "write `venue`"),
        ("content:\n  channels: [{id: chat}]\n  calendar: [{id: a, where: chat}]\n", "en", "there is no 'where' here; the plan calls it `channels`", "write `channels`"),
        ("content:\n  channels: [{id: discord}]\n  calendar: [{id: a, where: discord}]\n", "zh", "这里没有 “where” 这个键，方案中叫 `channels`", "请写 `channels`"),
        ("goals:\n  objectives: [{id: a, now: {value: 25, date: 2027-01-01}}]\n", "en", "there is no 'now' here; the plan calls it `baseline`", "write `baseline`"),
        ("risks:\n  register: [{id: a, level: high}]\n", "en", "unknown key 'level' in risks.register", "how high a risk is, is written as `likelihood: 3` and `impact: 4`, each from 1 to 5"),
        ("resources:\n  volunteers: 5 people, 2 hours a week\n", "en", "unknown key 'volunteers' in resources", "hours are those of a person: write `hours_per_week: 2` in each of `structure.people`"),
        ("resources:\n  志愿者: 5 人，每周 2 小时\n", "zh", "resources 中没有 “志愿者” 这个键", "时间是人投入的时间：请在 `structure.people` 的每一项中写 `hours_per_week: 2`"),
        ("goals:\n  objectives: [{id: a, due: 3/1/2027}]\n", "en", "'3/1/2027' is not a date", "write a date like 2027-03-31"),
    ],
)  # fmt: skip
def test_what_people_type_by_habit_is_told_how_to_mend(lines: str, language: Language, message: str, hint: str) -> None:
    found = load.plan("p.yaml", f"commplan: 1\nplan: {{id: x, title: X}}\n{lines}".encode()).document.faults
    assert [
        (f.problem.message.in_language(language), f.problem.hint and f.problem.hint.in_language(language))
        for f in found
    ] == [(message, hint)]


@pytest.mark.parametrize(
    ("keys", "en", "zh", "shown"),
    [
        ("开始时间: 九月, end_date: May", "'开始时间', 'end_date'", "“开始时间”、“end_date”", ("2027-01-01", "2027-12-31")),
        ("start: 2026年3月1日, duration: 半年", "'start', 'duration'", "“start”、“duration”", ("2026-03-01", "2026-08-31")),
        ("start: 31 August 2026, end: 30 June 2027", "'start', 'end'", "“start”、“end”", ("2026-08-31", "2027-06-30")),
        ("start: 9999-06-01, duration: two years", "'start', 'duration'", "“start”、“duration”", ("9999-06-01", "9999-12-31")),
        ("start: 2024-02-29, duration: one year", "'start', 'duration'", "“start”、“duration”", ("2024-02-29", "2025-02-27")),
    ],
)  # fmt: skip
def test_the_ends_of_the_period_are_told_of_as_one_key(keys: str, en: str, zh: str, shown: tuple[str, str]) -> None:
    found = load.plan("p.yaml", f"commplan: 1\nplan: {{id: x, title: X, {keys}}}\n".encode()).document.faults
    form = f"`period: {{start: {shown[0]}, end: {shown[1]}}}`"
    hint = say(f"write {en} together as {form}", f"{zh} 合写成 {form}")
    assert [f.problem.hint for f in found] == [hint, hint]


@pytest.mark.parametrize("key", ["period", "duration", "时间"])
def test_a_period_in_words_is_shown_by_its_first_and_last_day(key: str) -> None:
    found = load.plan(
        "p.yaml", f"commplan: 1\nplan: {{id: x, title: X, {key}: 2027年2月到7月}}\n".encode()
    ).document.faults
    assert ["{start: 2027-02-01, end: 2027-07-31}" in (f.problem.hint or say("", "")).en for f in found] == [True]


def test_what_the_community_is_for_is_said_among_the_goals() -> None:
    found = load.plan("p.yaml", "commplan: 1\nplan: {title: X, goal: 常来往}\n".encode()).document.faults
    assert sorted((f.problem.hint.zh for f in found if f.problem.hint), key=len) == [
        "社群为什么而存在写在 `goals` 下：`purpose: 常来往`",
        "请在 `plan` 下补上 `id: …`：短名称，只用 a-z、0-9 与单个短横线，例如 x",
    ]
