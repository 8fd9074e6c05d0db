"""WhatsApp's "Export chat": the forms of many phones, which number is the day, what is a notice, and what stays the same."""

from __future__ import annotations

import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commplan import cli
from commplan.activity.event import RawEvent, Skipped
from commplan.activity.export import opened
from commplan.activity.manifest import ActivityError
from commplan.activity.phone_dates import BRACKETED, DASHED, ORDERS, Dates, Order, clock
from commplan.importing import collect
from commplan.source import Options
from stored import EXPORTS, fresh, imported, listing, query, recognised

CHATS = EXPORTS / "whatsapp"
NOTICE = "it is a notice of WhatsApp, not what a member wrote"
DELETED = "the message was deleted"
CLUB = "Sample Club"


def told(
    at: str, who: str, text: str, tags: str = "", *, kind: str = "message", channel: str = CLUB
) -> tuple[object, ...]:
    size = len(text) if kind == "message" else None
    return at, kind, who, channel, size, tags or None


def gone(line: int, why: str = NOTICE) -> tuple[object, ...]:
    return line, why


LISTINGS: dict[str, list[tuple[object, ...]]] = {
    "WhatsApp Chat - Sample Club": [
        gone(1),
        told("2024-05-28 09:00:00", "~ Member A", "", kind="join"),
        gone(3),
        told("2024-05-28 09:01:00", "Member B", "", kind="join"),
        told("2024-05-28 09:02:00", "+1 555 0100", "", kind="join"),
        told("2024-05-28 12:05:01", "~ Member A", "welcome: all\n\n- be kind"),
        told("2024-05-28 12:05:01", "Member B", "hi"),
        told("2024-05-28 12:05:01", "Member B", "hi"),
        told("2024-05-28 12:06:30", "Member B", "", "file"),
        told("2024-05-28 12:07:00", "Member B", "our poster", "file"),
        told("2024-05-28 12:08:00", "~ Member A", "see you soon", "edited"),
        gone(14, DELETED),
        told("2024-06-01 00:30:00", "+1 555 0100", "早"),
        gone(16),
        told("2024-06-01 00:32:00", "+1 555 0100", "", kind="leave"),
    ],
    "WhatsApp Chat with Sample Club.txt": [
        gone(1),
        told("2024-05-28 09:00:00", "Member A", "", kind="join"),
        told("2024-05-28 09:01:00", "Member B", "", kind="join"),
        told("2024-05-28 09:01:00", "+1 555 0100", "", kind="join"),
        gone(4),
        told("2024-05-28 12:05:00", "Member A", "hello\nsecond line"),
        told("2024-05-28 12:05:00", "Member B", "", "file"),
        told("2024-05-28 12:06:00", "Member B", "our poster", "file"),
        gone(10, DELETED),
        told("2024-05-28 12:08:00", "Member A", "see you", "edited"),
        gone(12),
        told("2024-05-28 12:10:00", "+1 555 0100", "", "removed", kind="leave"),
        told("2024-05-28 12:11:00", "Member B", "", kind="leave"),
    ],
    "与样例群的 WhatsApp 聊天.txt": [
        gone(1),
        told("2024-05-28 09:00:00", "成员甲", "", kind="join", channel="样例群"),
        told("2024-05-28 09:01:00", "成员乙", "", kind="join", channel="样例群"),
        told("2024-05-28 09:02:00", "成员丙", "", kind="join", channel="样例群"),
        told("2024-05-28 12:05:00", "成员甲", "大家好\n欢迎", channel="样例群"),
        told("2024-05-28 21:05:00", "成员乙", "", "file", channel="样例群"),
        gone(8, DELETED),
        told("2024-05-29 12:10:00", "成员丙", "早", channel="样例群"),
        told("2024-05-29 12:11:00", "成员丙", "", kind="leave", channel="样例群"),
        told("2024-05-29 12:12:00", "成员乙", "", "removed", kind="leave", channel="样例群"),
        gone(12),
    ],
}


def shown(one: RawEvent | Skipped) -> tuple[object, ...]:
    if isinstance(one, Skipped):
        return gone(int((one.where or "").rpartition(" ")[2]), one.reason.en)
    at = f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=one.us):%Y-%m-%d %H:%M:%S}"
    return at, one.kind, one.member, one.channel, one.size, one.tags


def found_in(path: Path, **options: object) -> list[RawEvent | Skipped]:
    with opened(path) as export:
        return list(collect.known()["whatsapp"].read(export, Options(**options)))  # type: ignore[arg-type]


def chat(folder: Path, *lines: str, name: str = "WhatsApp Chat with Sample Club.txt") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return file


@pytest.mark.parametrize("name", LISTINGS)
def test_what_a_phone_writes_is_told(name: str) -> None:
    found = found_in(CHATS / name)
    assert recognised(CHATS / name) == ["whatsapp"]
    assert [shown(one) for one in found] == LISTINGS[name]
    ids = [one.native_id for one in found if isinstance(one, RawEvent)]
    assert len(set(ids)) == len(ids)


def test_the_zip_of_an_iphone_tells_the_same_under_the_same_ids(tmp_path: Path) -> None:
    folder = CHATS / "WhatsApp Chat - Sample Club"
    with zipfile.ZipFile(tmp_path / "WhatsApp Chat - Sample Club (1).zip", "w") as archive:
        archive.write(folder / "_chat.txt", "_chat.txt")
        archive.writestr("00000009-PHOTO-2024-05-28-12-07-00.jpg", b"\xff\xd8")
    assert listing("whatsapp", tmp_path / "WhatsApp Chat - Sample Club (1).zip") == listing("whatsapp", folder)


FORMS: list[tuple[str, Order, str]] = [
    ("[31/12/2023, 21:15:09] ", "day-first", "2023-12-31 21:15:09"),
    ("\u200e[12/31/23, 9:15:09\u202fPM] ", "month-first", "2023-12-31 21:15:09"),
    ("[31.12.23, 21:15:09] ", "day-first", "2023-12-31 21:15:09"),
    ("[19/06/2024 15:37:24] ", "day-first", "2024-06-19 15:37:24"),
    ("[2023/12/31 下午9:15:09] ", "year-first", "2023-12-31 21:15:09"),
    ("[2023/1/3 凌晨12:05:00] ", "year-first", "2023-01-03 00:05:00"),
    ("[2023/1/3 中午12:05:00] ", "year-first", "2023-01-03 12:05:00"),
    ("[2023/1/3 中午11:35:00] ", "year-first", "2023-01-03 11:35:00"),
    ("[3.01.2025, 09:02:11] ", "day-first", "2025-01-03 09:02:11"),
    ("3/2/2026, 5:05 pm - ", "day-first", "2026-02-03 17:05:00"),
    ("3/2/2026, 5:05 pm - ", "month-first", "2026-03-02 17:05:00"),
    ("31/12/23 21:15 - ", "day-first", "2023-12-31 21:15:00"),
    ("31/12/23 9:15 p.\u00a0m. - ", "day-first", "2023-12-31 21:15:00"),
    ("01/01/2019, 00:08 a. m. - ", "day-first", "2019-01-01 00:08:00"),
    ("31.12.2023 klo 21.15 - ", "day-first", "2023-12-31 21:15:00"),
    ("31-12-2023 21:15 - ", "day-first", "2023-12-31 21:15:00"),
    ("2023-12-31 21:15 - ", "year-first", "2023-12-31 21:15:00"),
    ("2023年12月31日 下午9:15 - ", "year-first", "2023-12-31 21:15:00"),
    ("23. 12. 31. 오후 9:15 - ", "year-first", "2023-12-31 21:15:00"),
    ("2023. 12. 31. 21:15 - ", "year-first", "2023-12-31 21:15:00"),
    ("31/12/23, 9:15 μ.μ. - ", "day-first", "2023-12-31 21:15:00"),
    ("\u200f٣١\u200f/١٢\u200f/٢٠٢٣، ٩:١٥ م - ", "day-first", "2023-12-31 21:15:00"),
]


@pytest.mark.parametrize(("form", "order", "at"), FORMS)
def test_a_time_is_read_as_the_phone_writes_it(form: str, order: Order, at: str) -> None:
    head = BRACKETED.fullmatch(form + "Member A: hi") or DASHED.fullmatch(form + "Member A: hi")
    assert head
    assert head["rest"] == "Member A: hi"
    dates = Dates()
    dates.told(head)
    assert order in dates.orders
    assert str(clock(head, order)) == at


def test_a_time_with_a_word_that_is_not_known_is_skipped_and_told(tmp_path: Path) -> None:
    file = chat(
        tmp_path,
        "31/12/23, 9:15 zzz - Member A: hi",
        "31/12/23, 25:15 - Member A: hi",
        "31/12/23, 21:15 - Member A: hi",
    )
    assert [shown(one)[:2] for one in found_in(file, private=True)] == [
        (1, "it has no readable time"), (2, "it has no readable time"), ("2023-12-31 21:15:00", "message"),
    ]  # fmt: skip


WRITTEN = {
    "day-first": ("{0:%d/%m/%Y}, {0:%H:%M} - ", "{0:%d/%m/%y}, {0:%I:%M} {0:%p} - ", "[{0:%d-%m-%y} {0:%H:%M:%S}] "),
    "month-first": ("{0:%m/%d/%y}, {0:%I:%M}\u202f{0:%p} - ", "[{0:%m/%d/%Y}, {0:%H:%M:%S}] "),
    "year-first": ("{0:%y-%m-%d} {0:%H:%M} - ", "{0:%Y/%m/%d} {0:%H:%M} - "),
}
WAYS: list[tuple[Order, str]] = [(order, form) for order in ORDERS for form in WRITTEN[order]]


@given(
    st.lists(st.datetimes(datetime(2012, 1, 1), datetime(2029, 12, 31)), min_size=1, max_size=40),  # noqa: DTZ001
    st.sampled_from(WAYS),
)
@example([datetime(2024, 2, 1) + timedelta(days=n) for n in range(13)], WAYS[3])  # noqa: DTZ001
def test_the_order_that_a_phone_writes_in_is_never_taken_for_another(
    moments: list[datetime], way: tuple[Order, str]
) -> None:
    """However few the dates are: where they do not tell, both orders are left."""
    order, form = way
    dates = Dates()
    for moment in sorted(moments):
        line = form.format(moment) + "Member A: hi"
        head = BRACKETED.fullmatch(line) or DASHED.fullmatch(line)
        assert head
        dates.told(head)
        at = clock(head, order)
        assert at == moment.replace(second=at.second if at else 0, microsecond=0)
    assert order in dates.orders
    if len({moment.date() for moment in moments}) > 12 and (max(moments) - min(moments)).days < 27:
        assert dates.orders == [order]


QUESTION = "in 'WhatsApp Chat with Sample Club.txt' dates such as '3/4/2024' do not tell day from month"
UNTOLD = ("3/4/2024, 10:00 - Member A: hi", "5/4/2024, 10:00 - Member B: hi", "5/4/2024, 10:00 - Member C: hi")


def test_dates_that_fit_both_ways_are_a_question_with_an_answer(tmp_path: Path) -> None:
    file = chat(tmp_path, *UNTOLD)
    with pytest.raises(ActivityError) as caught:
        imported(tmp_path / "a", file)
    assert caught.value.words.en == QUESTION
    assert caught.value.hint
    assert caught.value.hint.en == "say which comes first: --dates day-first | month-first"
    for dates, month in ("day-first", 4), ("month-first", 3):
        _, collected = imported(tmp_path / dates, file, dates=dates)
        assert datetime.fromtimestamp(collected.record.first / 1e6, UTC).month == month


def test_chats_of_one_phone_answer_for_each_other(tmp_path: Path) -> None:
    chat(tmp_path / "both", *UNTOLD)
    chat(
        tmp_path / "both",
        "31/4/2024, 10:00 - Member A: hi",
        "30/4/2024, 10:00 - Member A: hi",
        name="WhatsApp Chat with B.txt",
    )
    found = [one for one in found_in(tmp_path / "both", private=True) if isinstance(one, RawEvent)]
    assert {datetime.fromtimestamp(one.us / 1e6, UTC).month for one in found} == {4}


def test_the_names_of_files_that_were_sent_tell_the_day(tmp_path: Path) -> None:
    file = chat(tmp_path, *UNTOLD, "5/4/2024, 10:01 - Member A: IMG-20240504-WA0001.jpg (file attached)")
    assert shown(found_in(file)[0])[0] == "2024-03-04 10:00:00"


def test_an_order_that_cannot_be_is_not_taken_from_the_user_either(tmp_path: Path) -> None:
    with pytest.raises(ActivityError, match="no order of day, month and year fits all dates"):
        imported(tmp_path / "a", chat(tmp_path, "31/12/23, 9:15 - A: hi"), dates="month-first", private=True)


def test_times_are_those_of_the_plans_zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    chat(tmp_path, *UNTOLD, name="chat.txt")
    zone = "timezone: Asia/Shanghai"
    plan = f"commplan: 1\nplan: {{id: x, title: X, language: en, period: {{start: 2024-01-01, end: 2024-12-31}}, {zone}}}\n"
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    fresh(tmp_path / "act")
    arguments = ("import", "chat.txt", "-o", "act", "--plan", "plan.yaml", "--dates")
    for order, code in ("day-first", 0), ("sideways", 2):
        with pytest.raises(SystemExit) as caught:
            cli.run([*arguments, order])
        assert caught.value.code == code
    first = query(fresh(tmp_path / "act"), "SELECT min(us) FROM events")[0][0]
    assert datetime.fromtimestamp(first / 1e6, UTC).isoformat() == "2024-04-03T02:00:00+00:00"


def test_the_ids_of_messages_hold_however_often_and_from_where_on_a_chat_is_exported(tmp_path: Path) -> None:
    """A later export begins later, calls a member by another name, and has files in it."""
    lines = [
        f"{1 + n // 60:02}/05/24, 1{n // 60 % 10}:{n % 60:02} - Member {'ABC'[n % 3]}: {'hi' * (n % 2)}"
        for n in range(300)
    ]
    first = [*lines, "28/05/24, 10:00 - Member A: <Media omitted>"]
    later = [
        *lines[100:],
        "28/05/24, 10:00 - Member A: IMG-20240528-WA0001.jpg (file attached)",
        "29/05/24, 10:00 - Member B: ok",
    ]
    again = [line.replace("Member B", "Bea") for line in later]
    store, one = imported(tmp_path / "a", chat(tmp_path, *first))
    [two] = collect.into(store, [chat(tmp_path, *again)])
    assert (one.new, one.duplicate, two.new, two.duplicate) == (301, 0, 1, 201)


@pytest.mark.parametrize(
    ("line", "group"),
    [
        ("31/12/23, 9:15 - Member C: hi", True),
        ("31/12/23, 9:15 - Member C hat die Gruppe verlassen", True),
        ("31/12/23, 9:15 - Los mensajes y las llamadas están cifrados de extremo a extremo.", False),
        ("31/12/23, 9:15 - Member A: <Media omitted>", False),
    ],
)
def test_a_chat_of_two_is_private(tmp_path: Path, line: str, group: bool) -> None:
    file = chat(tmp_path, "31/12/23, 9:14 - Member A: hi", "31/12/23, 9:14 - Member B: the group is large", line)
    found = found_in(file)
    assert any(isinstance(one, RawEvent) for one in found) == group
    assert all(one.channel is None for one in found_in(file, private=True) if isinstance(one, RawEvent)) != group
    if not group:
        assert [one.reason.en for one in found if isinstance(one, Skipped)] == [
            "a private conversation, which is read only when asked for"
        ]


def test_nobody_can_write_a_notice_about_somebody_else(tmp_path: Path) -> None:
    said = ("Bob left", "\u200eBob left", "\u200eMember A removed Bob", "Bob was added")
    file = chat(tmp_path, *(f"[31/12/23, 9:15:00] Member C: {text}" for text in said), name="_chat.txt")
    assert {one.kind for one in found_in(file, private=True) if isinstance(one, RawEvent)} == {"message"}


@pytest.mark.parametrize(
    ("notice", "names"),
    [
        ("Member A added ~ B, ~ C, and ~ D", ["~ B", "~ C", "~ D"]),
        ("Member A added 7 B and +1 555 0100", ["7 B", "+1 555 0100"]),
        ("Member A added ~ B, ~ C, and 5 others. Tap to see all.", ["~ B", "~ C", None]),
        ("Member A removed B", ["B"]),
        ("Member A added you", [None]),
        ("You added B", ["B"]),
        ("B was added", ["B"]),
        ("B joined from the community", ["B"]),
        ("成员甲添加了成员乙、成员丙和成员丁", ["成员乙", "成员丙", "成员丁"]),
        ("成员甲添加了李和平", ["李和平"]),
        ("成員甲已新增成員乙", ["成員乙"]),
        ("成員乙已離開群組", ["成員乙"]),
    ],
)
def test_a_notice_names_several_people(tmp_path: Path, notice: str, names: list[str | None]) -> None:
    file = chat(tmp_path, "31/12/23, 9:15 - Member A: hi", f"31/12/23, 9:15 - {notice}")
    assert [one.member if isinstance(one, RawEvent) else None for one in found_in(file, private=True)[1:]] == names


IN_PLACE = [
    ("\u200eBild weggelassen", "", True),
    ("plan.pdf • \u200e5 Seiten \u200eDokument weggelassen", "", True),
    ("<Medien ausgeschlossen>", "", True),
    ("<Medien ausgeschlossen>\nunser Plakat", "unser Plakat", True),
    ("unser Plakat \u200e<Anhang: 00000009-PHOTO-2024-05-28-12-07-00.jpg>", "unser Plakat", True),
    ("\u200eUMFRAGE:\nWann?\n\u200eOPTION: heute", "\u200eUMFRAGE:\nWann?\n\u200eOPTION: heute", False),
    ("image omitted", "", True),
    ("an image was omitted", "an image was omitted", False),
    ("a <b> c", "a <b> c", False),
]


@pytest.mark.parametrize(("text", "kept", "sent"), IN_PLACE)
def test_what_stands_in_the_place_of_a_file_is_no_text(tmp_path: Path, text: str, kept: str, sent: bool) -> None:
    file = chat(
        tmp_path, f"[31.12.23, 21:15:09] Member A: {text}", "[31.12.23, 21:15:10] Member A: ok", name="_chat.txt"
    )
    [one, _] = found_in(file, private=True)
    assert isinstance(one, RawEvent)
    assert (one.text, one.size, one.tags) == (kept, len(kept), "file" if sent else None)


@pytest.mark.parametrize(
    "text",
    [
        "\u200eDu hast diese Nachricht gelöscht.",
        "Mensagem apagada",
        "你已删除此消息",
        "\u200eYou deleted this message.",
    ],
)
def test_a_message_that_was_deleted_is_none(tmp_path: Path, text: str) -> None:
    file = chat(
        tmp_path, "[31.12.23, 21:15:09] Member A: hi", f"[31.12.23, 21:15:09] Member A: {text}", name="_chat.txt"
    )
    assert [shown(one)[1] for one in found_in(file, private=True)] == ["message", DELETED]


@pytest.mark.parametrize(
    "text",
    [
        "<" * 200_000,
        "<:" * 100_000,
        "x\u200e" * 100_000,
        " left" * 40_000,
        "a, " * 60_000,
        ".ab (" * 40_000,
        "\u200e" * 200_000,
        "\n" * 200_000,
        " added " * 30_000,
    ],
    ids=range(9),
)
def test_a_text_made_up_to_hold_up_the_reading_does_not(tmp_path: Path, text: str) -> None:
    file = chat(
        tmp_path, "31/12/23, 9:15 - Member A: hi", f"31/12/23, 9:15 - Member A: {text}", f"31/12/23, 9:15 - {text}"
    )
    begun = time.process_time()
    found_in(file, private=True)
    assert time.process_time() - begun < 2
