"""An archive is walked like a folder: its pictures are unpacked one by one, and nothing in it does harm."""

from __future__ import annotations

import stat
import subprocess
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.support.archives import lock_entries, rename_in_place, write_zip, write_zip_with_mode, zip_folder
from tests.support.small_disk import small_disk
from tests.support.studies import small_study
from xray_desktop.imaging.digest import file_sha256
from xray_desktop.imaging.scan.archive.bounds import DEFAULT_BOUNDS, ArchiveBounds
from xray_desktop.imaging.scan.archive.walk import ArchiveWalk
from xray_desktop.imaging.scan.scan import ScanFailure, ScannedFile, SkippedFile, scan

if TYPE_CHECKING:
    from pathlib import Path

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8
MEBI = 1 << 20


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    return folder


@pytest.fixture
def walk(unpacked):
    """Walk an archive into a private folder."""

    def walk(path: Path, bounds: ArchiveBounds = DEFAULT_BOUNDS, stop=lambda: False):
        return list(ArchiveWalk(path, path.name, unpacked, stop, bounds).items())

    return walk


def shown(items, kind=ScannedFile) -> list[str]:
    return [item.relative for item in items if isinstance(item, kind)]


def sentences(items) -> dict[str, str]:
    return {item.relative: item.sentence for item in items if isinstance(item, ScanFailure)}


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_every_picture_comes_out_as_it_went_in(tmp_path, walk, unpacked):
    paths = small_study(tmp_path / "study" / "inner")
    (tmp_path / "study" / "readme.txt").write_text("hello", encoding="utf-8")
    archive = zip_folder(tmp_path / "study.zip", tmp_path / "study")
    items = walk(archive)
    pictures = [item for item in items if isinstance(item, ScannedFile)]
    assert [item.relative for item in pictures] == [f"study.zip/inner/{path.name}" for path in paths]
    assert [file_sha256(item.path) for item in pictures] == [file_sha256(path) for path in paths]
    assert [item.origin for item in pictures] == [archive / "inner" / path.name for path in paths]
    assert all(unpacked in item.path.parents for item in pictures)
    assert shown(items, SkippedFile) == ["study.zip/readme.txt"]
    # What is no picture is not unpacked.
    assert len(files_below(unpacked)) == len(paths)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_methods_of_packing(tmp_path, walk, method):
    content = JPEG * 2000
    (item,) = walk(write_zip(tmp_path / "a.zip", {"x.jpg": content}, method))
    assert item.path.read_bytes() == content


def test_a_method_that_is_not_read_has_a_sentence_and_the_others_go_on(tmp_path, walk):
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.jpg", JPEG, zipfile.ZIP_LZMA)
        file.writestr("b.jpg", JPEG)
    items = walk(archive)
    assert "does not read" in sentences(items)["a.zip/a.jpg"]
    assert shown(items) == ["a.zip/b.jpg"]


def test_the_order_is_that_of_a_walk(tmp_path, walk):
    names = ["b10.jpg", "a/10/x.jpg", "b2.jpg", "a/9/x.jpg", "a/z.jpg"]
    items = walk(write_zip(tmp_path / "a.zip", dict.fromkeys(names, JPEG)))
    assert shown(items) == [f"a.zip/{name}" for name in ("b2.jpg", "b10.jpg", "a/z.jpg", "a/9/x.jpg", "a/10/x.jpg")]


def test_files_come_one_by_one(tmp_path, unpacked):
    archive = write_zip(tmp_path / "a.zip", {f"{number}.jpg": JPEG for number in range(9)})
    items = ArchiveWalk(archive, "a.zip", unpacked, lambda: False).items()
    next(items)
    assert len(files_below(unpacked)) == 1


def test_archives_in_archives_are_opened_one_level_deep(tmp_path, walk, unpacked):
    deepest = write_zip(tmp_path / "3.zip", {"x.jpg": JPEG})
    middle = write_zip(tmp_path / "2.zip", {"y.jpg": JPEG, "3.zip": deepest.read_bytes()})
    items = walk(write_zip(tmp_path / "1.zip", {"z.jpg": JPEG, "folder/2.zip": middle.read_bytes()}))
    assert shown(items) == ["1.zip/z.jpg", "1.zip/folder/2.zip/y.jpg"]
    assert "too deep" in sentences(items)["1.zip/folder/2.zip/3.zip"]
    # The inner archives themselves are gone again.
    assert len(files_below(unpacked)) == 2


def test_a_document_that_is_packed_as_an_archive_is_none(tmp_path, walk):
    document = write_zip(tmp_path / "letter.docx", {"word/media/logo.png": b"\x89PNG\r\n\x1a\n" + bytes(600)})
    items = walk(write_zip(tmp_path / "a.zip", {"letter.docx": document.read_bytes()}))
    assert [type(item) for item in items] == [SkippedFile]
    assert [type(item) for item in scan([tmp_path], unpack_into=lambda: tmp_path)].count(SkippedFile) == 2


@pytest.mark.parametrize(
    "name",
    [
        "../../out.jpg",
        "/etc/out.jpg",
        "a/../../out.jpg",
        "..\\..\\out.jpg",
        "C:\\out.jpg",
        "\\\\server\\share\\out.jpg",
    ],
)
def test_names_that_lead_out_are_refused(tmp_path, walk, unpacked, name):
    archive = write_zip(tmp_path / "a.zip", {"placeholder" + "x" * len(name): JPEG, "good.jpg": JPEG})
    rename_in_place(archive, ("placeholder" + "x" * len(name)).encode(), (name + "\0" * 11).encode())
    items = walk(archive)
    (sentence,) = sentences(items).values()
    assert "leads out" in sentence
    assert shown(items) == ["a.zip/good.jpg"]
    assert not list(tmp_path.parent.rglob("out.jpg"))
    assert [path.name for path in files_below(unpacked)] == ["good.jpg"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK])
def test_links_and_devices_are_refused(tmp_path, walk, unpacked, kind):
    items = walk(write_zip_with_mode(tmp_path / "a.zip", "passwd.jpg", b"/etc/passwd", kind | 0o777))
    assert "link or a device" in sentences(items)["a.zip/passwd.jpg"]
    assert not files_below(unpacked)


def test_locked_files_have_a_sentence_and_the_others_go_on(tmp_path, walk):
    archive = write_zip(tmp_path / "a.zip", {"locked.dcm": JPEG, "IM0001": JPEG, "notes.txt": b"x", "open.jpg": JPEG})
    items = walk(lock_entries(archive, ["locked.dcm", "IM0001", "notes.txt"]))
    assert set(sentences(items)) == {"a.zip/locked.dcm", "a.zip/IM0001"}
    assert all("password" in sentence for sentence in sentences(items).values())
    assert shown(items) == ["a.zip/open.jpg"]


def test_a_real_encrypted_archive(tmp_path, walk):
    (tmp_path / "x.jpg").write_bytes(JPEG)
    try:
        subprocess.run(["zip", "-q", "-P", "secret", "a.zip", "x.jpg"], cwd=tmp_path, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("zip is not installed")
    assert "password" in sentences(walk(tmp_path / "a.zip"))["a.zip/x.jpg"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_of_one_name_the_first_is_shown(tmp_path, walk):
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("x.jpg", JPEG)
        file.writestr("x.jpg", JPEG + b"other")
        file.writestr("X.jpg", JPEG + b"another case is another name")
    items = walk(archive)
    assert shown(items) == ["a.zip/X.jpg", "a.zip/x.jpg"]
    assert "same name" in sentences(items)["a.zip/x.jpg"]
    by_name = {item.relative: item.path.read_bytes() for item in items if isinstance(item, ScannedFile)}
    assert by_name["a.zip/x.jpg"] == JPEG


def test_names_of_other_encodings(tmp_path, walk):
    archive = tmp_path / "a.zip"
    # Longest first: each is found by its length.
    names = {"utf8-üü.jpg".encode(): "utf8-üü.jpg", b"cp437-\x81.jpg": "cp437-ü.jpg", b"euc-\xb0\xa1.jpg": "euc-░í.jpg"}
    write_zip(archive, {"q" * len(raw): JPEG for raw in names})
    for raw in names:
        rename_in_place(archive, b"q" * len(raw), raw)
    items = walk(archive)
    assert sorted(shown(items)) == sorted(f"a.zip/{name}" for name in names.values())
    assert all(item.path.is_file() for item in items)


def test_a_name_that_is_no_utf_8_although_it_says_so(tmp_path, walk):
    archive = write_zip(tmp_path / "a.zip", {"ü.jpg": JPEG, "b.jpg": JPEG})
    rename_in_place(archive, "ü".encode(), b"\xff\xfe")
    items = walk(archive)
    assert sorted(shown(items)) == ["a.zip/\\xff\\xfe.jpg", "a.zip/b.jpg"]
    assert all(item.path.read_bytes() == JPEG for item in items)


def test_long_and_odd_names_are_unpacked(tmp_path, walk):
    names = ["x" * 5000 + ".jpg", "CON.jpg", 'a:"b|c?.jpg', "line\nbreak.jpg", "a" * 300 + "/" + "b" * 300 + "/x.jpg"]
    archive = write_zip(tmp_path / "a.zip", dict.fromkeys(names, JPEG))
    items = walk(archive)
    pictures = [item for item in items if isinstance(item, ScannedFile)]
    assert len(pictures) == len(names)
    assert all(item.relative.isprintable() and item.path.read_bytes() == JPEG for item in pictures)


def test_hidden_files_and_what_macos_adds_are_passed_over(tmp_path, walk):
    names = ["x.jpg", "._x.jpg", "__MACOSX/._x.jpg", ".git/y.jpg", "DICOMDIR", "folder/"]
    items = walk(write_zip(tmp_path / "a.zip", dict.fromkeys(names, JPEG)))
    assert shown(items) == ["a.zip/DICOMDIR", "a.zip/x.jpg"]


def test_names_that_claim_an_image_have_a_sentence(tmp_path, walk, unpacked):
    items = walk(write_zip(tmp_path / "a.zip", {"text.dcm": b"no picture", "empty.jpg": b""}))
    assert sentences(items)["a.zip/text.dcm"].startswith("The content is no picture")
    assert sentences(items)["a.zip/empty.jpg"] == "The file is empty."
    assert not files_below(unpacked)


class TestDamage:
    def test_one_damaged_file_does_not_stop_the_others(self, tmp_path, walk, unpacked):
        archive = write_zip(tmp_path / "a.zip", {f"{n}.jpg": JPEG + bytes([n]) for n in range(3)}, zipfile.ZIP_STORED)
        content = bytearray(archive.read_bytes())
        content[content.index(JPEG + b"\1") + 900] ^= 0xFF
        archive.write_bytes(content)
        items = walk(archive)
        assert shown(items) == ["a.zip/0.jpg", "a.zip/2.jpg"]
        assert "damaged" in sentences(items)["a.zip/1.jpg"]
        # Nothing half-written is left.
        assert len(files_below(unpacked)) == 2

    @pytest.mark.parametrize("streamed", [False, True])
    def test_of_a_download_that_was_cut_short_what_is_there_is_shown(self, tmp_path, walk, streamed):
        archive = tmp_path / "a.zip"
        with archive.open("wb") as file:
            if streamed:
                file.seekable = lambda: False  # type: ignore[method-assign] - as when an archive is written to a pipe
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
                for number in range(5):
                    packed.writestr(f"{number}.jpg", JPEG + bytes([number]) * 3000)
        content = archive.read_bytes()
        fourth = content.index(b"3.jpg")
        archive.write_bytes(content[: fourth + 40])
        items = walk(archive)
        assert shown(items) == ["a.zip/0.jpg", "a.zip/1.jpg", "a.zip/2.jpg"]
        assert [item.path.read_bytes() for item in items if isinstance(item, ScannedFile)] == [
            JPEG + bytes([number]) * 3000 for number in range(3)
        ]
        assert "ends too early" in sentences(items)["a.zip"]

    @pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x05\x06", b"PK\x03\x04" + bytes(200)])
    def test_an_archive_of_nothing_readable_has_a_sentence(self, tmp_path, walk, content):
        archive = tmp_path / "a.zip"
        archive.write_bytes(content)
        assert "damaged" in sentences(walk(archive))["a.zip"]

    def test_a_name_without_an_archive_behind_it_has_a_sentence(self, tmp_path):
        (tmp_path / "page.zip").write_bytes(b"<html>Not found</html>")
        (item,) = scan([tmp_path], unpack_into=lambda: tmp_path)
        assert "its content is none" in item.sentence

    def test_a_program_before_the_archive_does_not_matter(self, tmp_path):
        archive = write_zip(tmp_path / "a.zip", {"x.jpg": JPEG})
        archive.write_bytes(b"MZ" + bytes(998) + archive.read_bytes())
        (item,) = ArchiveWalk(archive, "a.zip", tmp_path, lambda: False).items()
        assert item.path.read_bytes() == JPEG

    def test_an_empty_archive_holds_nothing(self, tmp_path, walk):
        assert walk(write_zip(tmp_path / "a.zip", {})) == []


class TestBounds:
    def bomb(self, path: Path, size: int = 3 * MEBI, count: int = 1) -> Path:
        return write_zip(path, {f"{number}.jpg": JPEG + bytes(size) for number in range(count)})

    def test_one_file_that_grows_too_much(self, tmp_path, walk, unpacked):
        archive = write_zip(tmp_path / "a.zip", {"bomb.jpg": JPEG + bytes(3 * MEBI), "good.jpg": JPEG})
        items = walk(archive, ArchiveBounds(ratio_from_bytes=MEBI))
        assert "more than 250 times larger" in sentences(items)["a.zip/bomb.jpg"]
        assert shown(items) == ["a.zip/good.jpg"]
        assert sum(path.stat().st_size for path in files_below(unpacked)) < MEBI

    def test_a_black_film_is_no_bomb(self, tmp_path, walk):
        assert len(shown(walk(self.bomb(tmp_path / "a.zip")))) == 1

    def test_one_file_that_is_too_large(self, tmp_path, walk):
        items = walk(self.bomb(tmp_path / "a.zip"), ArchiveBounds(member_bytes=2 * MEBI))
        assert "larger than the 2 MB" in sentences(items)["a.zip/0.jpg"]

    def test_all_files_together(self, tmp_path, walk, unpacked):
        items = walk(self.bomb(tmp_path / "a.zip", count=9), ArchiveBounds(total_bytes=8 * MEBI))
        assert len(shown(items)) == 2
        assert "more than the 8 MB" in sentences(items)["a.zip"]
        assert sum(path.stat().st_size for path in files_below(unpacked)) < 8 * MEBI

    def test_all_files_together_against_the_size_of_the_archive(self, tmp_path, walk):
        bounds = ArchiveBounds(total_ratio_from_bytes=4 * MEBI, ratio=10)
        items = walk(self.bomb(tmp_path / "a.zip", count=9), bounds)
        assert len(shown(items)) < 3
        assert "The rest is left out" in sentences(items)["a.zip"]

    def test_too_many_files(self, tmp_path, walk):
        items = walk(write_zip(tmp_path / "a.zip", {f"{n}.jpg": JPEG for n in range(9)}), ArchiveBounds(members=8))
        assert "more than the 8 files" in sentences(items)["a.zip"]

    def test_a_table_of_contents_that_is_too_long(self, tmp_path, walk):
        archive = write_zip(tmp_path / "a.zip", {f"{n}.jpg": JPEG for n in range(9)})
        assert "more files than" in sentences(walk(archive, ArchiveBounds(directory_bytes=100)))["a.zip"]

    def test_archives_inside_count_too(self, tmp_path, walk):
        inner = self.bomb(tmp_path / "inner.zip", count=4)
        archive = write_zip(tmp_path / "a.zip", {"1.zip": inner.read_bytes(), "2.zip": inner.read_bytes()})
        items = walk(archive, ArchiveBounds(total_bytes=8 * MEBI))
        assert len(shown(items)) == 2
        assert "more than the 8 MB" in sentences(items)["a.zip"]

    def test_a_lying_size_is_found_out(self, tmp_path, walk, unpacked):
        archive = write_zip(tmp_path / "a.zip", {"x.jpg": JPEG + bytes(3 * MEBI)})
        real, told = (len(JPEG) + 3 * MEBI).to_bytes(4, "little"), (5000).to_bytes(4, "little")
        rename_in_place(archive, real, told)
        assert "damaged" in sentences(walk(archive))["a.zip/x.jpg"]
        assert not files_below(unpacked)

    def test_a_full_disk(self, tmp_path):
        archive = write_zip(tmp_path / "a.zip", {f"{n}.jpg": JPEG * 20 for n in range(9)}, zipfile.ZIP_STORED)
        with small_disk(tmp_path / "disk", 128) as disk:
            bounds = ArchiveBounds(free_bytes=0)
            items = list(ArchiveWalk(archive, "a.zip", disk, lambda: False, bounds).items())
            assert 0 < len(shown(items)) < 9
            assert "Make room" in sentences(items)["a.zip"]
            assert "Make room" in sentences(ArchiveWalk(archive, "a.zip", disk, lambda: False).items())["a.zip"]


class TestStopping:
    def test_between_two_files(self, tmp_path, walk):
        archive = write_zip(tmp_path / "a.zip", {f"{n}.jpg": JPEG for n in range(9)})
        asked = iter([False] * 12 + [True] * 99)
        assert 0 < len(walk(archive, stop=lambda: next(asked))) < 9

    def test_inside_a_large_one(self, tmp_path, walk, unpacked):
        archive = write_zip(tmp_path / "a.zip", {"x.jpg": JPEG + bytes(40 * MEBI)})
        asked = Counter()

        def stop():
            asked["times"] += 1
            return asked["times"] > 5

        assert walk(archive, stop=stop) == []
        assert files_below(unpacked) == []
        assert asked["times"] < 10


def test_long_archives_with_64_bit_fields(tmp_path, walk):
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(3):
            with file.open(zipfile.ZipInfo(f"{number}.jpg"), "w", force_zip64=True) as member:
                member.write(JPEG)
    assert len(shown(walk(archive))) == 3
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(70_000):
            file.writestr(f"{number}.txt", b"")
        file.writestr("x.jpg", JPEG)
    assert shown(walk(archive)) == ["a.zip/x.jpg"]


def test_a_folder_passes_archives_over_unless_they_may_be_unpacked(tmp_path):
    write_zip(tmp_path / "a.zip", {"x.jpg": JPEG})
    assert [type(item) for item in scan([tmp_path])] == [SkippedFile]


def test_an_archive_is_walked_once_wherever_it_is_found(tmp_path, unpacked):
    folder = tmp_path / "study"
    folder.mkdir()
    archive = write_zip(folder / "a.zip", {"x.jpg": JPEG})
    items = list(scan([folder, archive], unpack_into=lambda: unpacked))
    assert shown(items) == ["study/a.zip/x.jpg"]


def test_archives_of_one_name_are_told_apart(tmp_path, unpacked):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_zip(tmp_path / name / "a.zip", {"x.jpg": JPEG})
    items = list(scan([tmp_path / "one" / "a.zip", tmp_path / "two" / "a.zip"], unpack_into=lambda: unpacked))
    assert shown(items) == ["a.zip/x.jpg", "a.zip (2)/x.jpg"]


def test_where_nothing_can_be_unpacked_there_is_a_sentence(tmp_path):
    archive = write_zip(tmp_path / "a.zip", {"x.jpg": JPEG})

    def refuse():
        raise PermissionError

    (item,) = scan([archive], unpack_into=refuse)
    assert item.sentence == "This archive cannot be unpacked: permission is missing."
