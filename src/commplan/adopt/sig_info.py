"""One group in the manner of openEuler's and MindSpore's `sig-info.yaml`: who keeps it, and who keeps which repositories."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commplan.adopt.draft import Draft
from commplan.adopt.groups import Groups, items, mapping
from commplan.document import read, resolve
from commplan.finding import Path
from commplan.words import say

_ROLES = {
    "mentors": say("{g}: mentors", "{g}：导师"),
    "maintainers": say("{g}: maintainers", "{g}：维护者"),
    "repo-admin": say("{g}: repository administrators", "{g}：仓库管理员"),
    "committers": say("{g}: committers", "{g}：提交者"),
    "contributors": say("{g}: contributors", "{g}：贡献者"),
}
_DUTIES = {
    "repo-admin": say("administers {r}", "管理 {r}"),
    "committers": say("reviews and merges in {r}", "评审与合入 {r}"),
    "contributors": say("contributes to {r}", "参与 {r}"),
}
_NOTHING = ("", ".", "NA", "N/A", None)
_KNOWN = frozenset({"name", "description", "description_en", "mailing_list", "mentors", "maintainers", "repositories"})
_PERSON = frozenset({"name", "email", "gitee_id", "atomgit_id", "github_id", "organization", "orgnization"})


def recognises(data: object) -> bool:
    """Whether the data of a file is that of one group with people or repositories."""
    return (
        isinstance(data, dict) and "name" in data and any(items(data.get(k)) for k in ("maintainers", "repositories"))
    )


def take(file: str, raw: bytes, draft: Draft, first: date) -> bool:
    """Take the group of a file over, and say whether it is such a file at all. People come by their ids alone."""
    document = read(file, raw)
    resolve(document)
    if not recognises(document.data):
        return False
    found = Groups(file, document, draft, first)
    told = mapping(document.data)
    name = str(told["name"])
    body = draft.add("bodies", name)
    draft.objects["bodies"][body]["kind"] = "working-group"
    key = "description_en" if draft.language == "en" and told.get("description_en") else "description"
    if told.get(key) not in _NOTHING:
        draft.put("bodies", body, "purpose", told[key], found.at(key))
    for key in ("maintainers", "mentors"):
        if items(told.get(key)):
            _role(found, key, name, f"{body}-{key}", _held(found, told[key], (key,)), body)
    if told.get("mailing_list") not in _NOTHING:
        found.contact(body, name, {"mailing_list": told["mailing_list"]}, ())
    for at, block in enumerate(items(told.get("repositories"))):
        _repositories(found, name, body, mapping(block), ("repositories", at))
    for key in told:
        if key not in _KNOWN and told[key] not in _NOTHING:
            found.skip((key,), told[key])
    found.tell_skipped()
    if found.people:
        words = say(
            "people stand by their accounts; their names and addresses stay out",
            "人员以账号列出，姓名与邮箱不纳入",
        )
        draft.leave(file, words)
    return True


def _repositories(found: Groups, group: str, body: str, told: Mapping[str, Any], path: Path) -> None:
    """The roles of those who keep some repositories together."""
    repositories = [str(one) for one in items(told.get("repo"))]
    for key in told:
        if key not in _DUTIES:
            if key != "repo":
                found.skip((*path, key), told[key])
            continue
        held = _held(found, told[key], (*path, key))
        number = f"-{int(path[-1]) + 1}" if path[-1] else ""
        role = _role(found, key, group, f"{body}-{key}{number}", held, body)
        duties = [_DUTIES[key].in_language(found.draft.language).format(r=one) for one in repositories]
        if duties:
            found.draft.objects["roles"][role]["duties"] = duties


def _role(found: Groups, key: str, group: str, id_: str, held: list[str], body: str) -> str:
    words = _ROLES[key].in_language(found.draft.language).format(g=group)
    role = found.draft.add("roles", words, id_)
    found.draft.objects["roles"][role] |= {"body": body, "headcount": max(len(held), 1), "holders": held}
    return role


def _held(found: Groups, told: object, path: Path) -> list[str]:
    people = [_person(found, mapping(one), (*path, at)) for at, one in enumerate(items(told))]
    return [id_ for id_ in dict.fromkeys(people) if id_]


def _person(found: Groups, told: Mapping[str, Any], path: Path) -> str | None:
    source, handle = next(((k, str(told[k])) for k in ("gitee_id", "atomgit_id", "github_id") if told.get(k)), ("", ""))
    if not handle:
        found.draft.leave(found.at(*path), say("a person without an id", "没有账号的人"))
        return None
    key = f"{source}:{handle}".lower()
    id_ = found.people.get(key)
    if id_ is None:
        id_ = found.people[key] = found.draft.add("people", handle, handle)
        found.draft.objects["people"][id_]["handles"] = [{"source": source.removesuffix("_id"), "id": handle}]
    # Some files spell it so.
    for organisation in ("organization", "orgnization"):
        if told.get(organisation):
            found.draft.put("people", id_, "affiliation", told[organisation], found.at(*path, organisation))
    for extra in told:
        if extra not in _PERSON:
            found.skip((*path, extra), told[extra])
    return id_
