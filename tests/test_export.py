"""The door to an export: what is inside, what is refused, and gzip at any place."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commplan.activity import gunzip
from commplan.activity.event import Skipped
from commplan.activity.export import Export, UnreadableError, fingerprint, opened
from commplan.activity.gunzip import Gunzip
from commplan.activity.manifest import ActivityError
from commplan.activity.records import items
from commplan.importing import collect


def seen(path: Path) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """What can be read, and what was refused and why."""
    with opened(path) as export:
        contents = {}
        for name in export.names():
            with export.open(name) as stream:
                contents[name] = stream.read()
        return contents, [(refused.where, refused.reason.en) for refused in export.refused]


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_is_read_without_what_would_leave_it(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("talk/a.json", b"[]")
        archive.writestr("__MACOSX/talk/._a.json", b"noise")
        for name in ("../a.json", "/etc/a.json", "x/../../a.json", "C:/a.json", "..\\a.json"):
            archive.writestr(name, b"[]")
        link = zipfile.ZipInfo("link.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("bomb.json", b"0" * 40_000_000)
    outside, link_, bomb = (
        "its path leads outside of the export",
        "it is a link, and links are not followed",
        "it is far larger unpacked than packed, as a trap would be",
    )
    assert seen(path) == (
        {"talk/a.json": b"[]"},
        [
            ("../a.json", outside),
            ("/etc/a.json", outside),
            ("x/../../a.json", outside),
            ("C:/a.json", outside),
            ("..\\a.json", outside),
            ("link.json", link_),
            ("bomb.json", bomb),
        ],
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_with_one_name_the_first_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", b"1")
        archive.writestr("a.json", b"2")
    assert seen(path) == ({"a.json": b"1"}, [("a.json", "another member of the same name came before it")])


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("频道/聊天.json".encode(), "频道/聊天.json"),
        ("产品体验群-2027年3月.csv".encode("gb2312"), "产品体验群-2027年3月.csv"),
        ("Grüße/für.json".encode("cp437"), "Grüße/für.json"),
        ("año.json".encode("cp437"), "año.json"),
    ],
)
def test_names_are_read_from_zips_that_do_not_say_in_what_they_are_written(
    tmp_path: Path, stored: bytes, read: str
) -> None:
    zipped(tmp_path / "a.zip", {"x" * len(stored): b"[]"})
    raw = (tmp_path / "a.zip").read_bytes().replace(b"x" * len(stored), stored)
    (tmp_path / "a.zip").write_bytes(raw)
    assert seen(tmp_path / "a.zip") == ({read: b"[]"}, [])


def test_a_tar_is_read_without_links_and_devices(tmp_path: Path) -> None:
    path = tmp_path / "export.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, kind in (("a.json", tarfile.REGTYPE), ("../b.json", tarfile.REGTYPE), ("c", tarfile.SYMTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd" if kind == tarfile.SYMTYPE else ""
            archive.addfile(member, io.BytesIO(b""))
        member = tarfile.TarInfo("pipe")
        member.type = tarfile.FIFOTYPE
        archive.addfile(member)
    assert seen(path) == (
        {"a.json": b""},
        [
            ("../b.json", "its path leads outside of the export"),
            ("c", "it is a link, and links are not followed"),
            ("pipe", "it is neither a file nor a folder"),
        ],
    )


def test_a_sparse_file_of_a_tar_that_is_nearly_all_zeros_is_not_read(tmp_path: Path) -> None:
    path, member = tmp_path / "export.tar", tarfile.TarInfo("holes.json")
    member.pax_headers = {"GNU.sparse.map": f"0,512,{2**25},0", "GNU.sparse.size": str(2**25)}
    member.size = 512
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(member, io.BytesIO(b" " * 512))
    assert seen(path) == ({}, [("holes.json", "it is far larger unpacked than packed, as a trap would be")])


@pytest.mark.parametrize("first", [0, 1])
def test_of_a_file_and_its_gzip_the_file_is_read_in_whatever_order_they_were_written(
    tmp_path: Path, first: int
) -> None:
    written = [("a.json", b"[1]"), ("a.json.gz", gzip.compress(b"[2]"))]
    for name, content in (written[first], written[1 - first]):
        (tmp_path / name).write_bytes(content)
    assert seen(tmp_path) == ({"a.json": b"[1]"}, [("a.json", "another member of the same name came before it")])


def test_a_folder_is_read_without_its_links(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "a.json").write_bytes(b"secret")
    folder = tmp_path / "export"
    (folder / "talk").mkdir(parents=True)
    (folder / "talk" / "a.json").write_bytes(b"[]")
    (folder / "talk" / "b.json").symlink_to(secret / "a.json")
    (folder / "loop").symlink_to(folder)
    linked = "it is a link, and links are not followed"
    assert seen(folder) == ({"talk/a.json": b"[]"}, [("loop", linked), ("talk/b.json", linked)])


@pytest.mark.parametrize("name", ["rows.csv", "rows.csv.gz"])
def test_a_lone_file_is_an_export_of_one(tmp_path: Path, name: str) -> None:
    content = b"a,b\n" * 10
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    assert seen(tmp_path / name) == ({"rows.csv": content}, [])


def test_a_damaged_archive_is_said_to_be_one(tmp_path: Path) -> None:
    path = zipped(tmp_path / "export.zip", {"a.json": b"[]", "b.json": b"[]"})
    data = path.read_bytes()
    path.write_bytes(data[:40] + b"\0" * (len(data) - 62) + data[-22:])
    with pytest.raises(UnreadableError):
        seen(path)


@pytest.mark.parametrize("spoil", ["all names", "the name of one member", "the version"])
def test_an_archive_with_what_cannot_be_in_one_costs_no_more_than_what_it_spoils(tmp_path: Path, spoil: str) -> None:
    path = zipped(tmp_path / "export.zip", {"é.json": b'[{"n": 1}]', "b.json": b'[{"n": 2}]'})
    data, name = path.read_bytes(), "é".encode()
    if spoil == "the version":
        at = data.index(b"PK\1\2")
        path.write_bytes(data[: at + 6] + b"\xff" + data[at + 7 :])
    else:
        path.write_bytes(data.replace(name, b"\xff\xfe", -1 if spoil == "all names" else 1))
    if spoil != "the name of one member":
        with pytest.raises(ActivityError) as caught:
            collect.recognise(path, None, "slack")
        assert caught.value.words.en == f"cannot read '{path}': the archive is damaged"
        assert caught.value.words.zh == f"无法读取 “{path}”：压缩包已损坏"
        return
    with opened(path) as export:
        found = {name: at_once_or_why(export, name) for name in export.names()}
    assert found == {"b.json": [{"n": 2}], "é.json": "the file is damaged or cut off and ends before its time"}


def at_once_or_why(export: Export, name: str) -> object:
    """The items of a list, or why it is none."""
    read = [one.reason.en if isinstance(one, Skipped) else one for _, one in items(export, name)]
    return read[0] if isinstance(read[0], str) and len(read) == 1 else read


def test_a_gzip_that_is_cut_off_or_a_bomb_is_not_read_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "cut.gz").write_bytes(gzip.compress(b"abc" * 1000)[:-12])
    (tmp_path / "begun.gz").write_bytes(gzip.compress(b"abc" * 1000)[:8])
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"0" * 40_000_000))
    cut = "the gzip is cut off"
    for name, reason in (("cut.gz", cut), ("begun.gz", cut), ("bomb.gz", "a gzip far larger unpacked than packed")):
        with pytest.raises(OSError, match=reason):
            seen(tmp_path / name)


def test_a_tar_that_is_cut_off_is_said_to_be_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "export.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in ("a.json", "b.json"):
            member = tarfile.TarInfo(name)
            member.size = 100_000
            archive.addfile(member, io.BytesIO("".join(map(str, range(100_000))).encode()[:100_000]))
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(ActivityError) as caught:
        collect.recognise(path, None, "slack")
    assert caught.value.words.en == f"cannot read '{path}': the gzip is cut off"
    assert caught.value.words.zh == f"无法读取 “{path}”：gzip 文件不完整"


def test_the_fingerprint_of_a_folder_follows_its_contents_and_names(tmp_path: Path) -> None:
    def told() -> str:
        with opened(tmp_path / "x") as export:
            return fingerprint(tmp_path / "x", export)

    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.json").write_bytes(b"1")
    before = told()
    (tmp_path / "x" / "a.json").rename(tmp_path / "x" / "b.json")
    renamed = told()
    (tmp_path / "x" / "b.json").rename(tmp_path / "x" / "a.json")
    assert (told(), renamed != before) == (before, True)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.binary(max_size=200_000), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 700_000), st.integers(0, 5000)), max_size=8),
)
def test_gzip_gives_at_any_place_what_the_whole_has_there(parts: list[bytes], places: list[tuple[int, int]]) -> None:
    whole = b"".join(parts)
    packed = io.BytesIO(b"".join(map(gzip.compress, parts)))
    stream = io.BufferedReader(Gunzip(cast("BinaryIO", packed), 2**30))
    for at, count in places:
        if at <= len(whole):
            stream.seek(at)
            assert stream.read(count) == whole[at : at + count]
    stream.seek(0)
    assert stream.read() == whole
    assert (stream.read(1), stream.read()) == (b"", b"")


def test_gzip_unpacks_for_a_step_only_what_lies_behind_the_last_place_that_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gunzip, "MOST", 4)
    whole = "".join(map(str, range(1_300_000))).encode()
    packed = _Counting(gzip.compress(whole, 1))
    stream = Gunzip(cast("BinaryIO", packed), 2**30)
    assert stream.seek(len(whole)) == len(whole)
    packed.taken = 0
    for at in (100, 7_000_000, 50, 7_000_001):
        stream.seek(at)
        room = bytearray(8)
        assert (stream.readinto(room), bytes(room)) == (8, whole[at : at + 8])
    assert 0 < packed.taken < len(packed.getvalue())
    with pytest.raises(ValueError, match="before the beginning"):
        stream.seek(-1)


class _Counting(io.BytesIO):
    """A file that counts what is read of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        self.taken += len(found)
        return found
