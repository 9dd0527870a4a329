"""Walking folders: everything is found once, in order, and nothing that is no file is opened."""

from __future__ import annotations

import socket
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from tests.support.broken_files import (
    BROKEN_FILES,
    ODD_NAMES,
    fifo,
    symlink_loop,
    unreadable,
    write_broken_study,
    write_odd_names,
)
from tests.support.studies import small_study
from xray_desktop.imaging.scan.scan import ScanFailure, ScannedFile, SkippedFile, scan
from xray_desktop.imaging.sniff import FileKind

_JPEG = b"\xff\xd8\xff\xe0 not a whole one"


def _put(folder: Path, *names: str, content: bytes = _JPEG) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _relatives(items) -> list[str]:
    return [item.relative for item in items]


def test_a_study_of_every_kind(tmp_path):
    paths = small_study(tmp_path / "study")
    items = list(scan([tmp_path / "study"]))
    assert [item.path for item in items] == paths
    assert all(isinstance(item, ScannedFile) and item.path.is_absolute() for item in items)
    assert Counter(item.kind for item in items) == {FileKind.DICOM: 4, FileKind.JPEG: 2, FileKind.PNG: 1}


def test_files_come_before_folders_and_2_before_10(tmp_path):
    _put(tmp_path, "b10.jpg", "b2.jpg", "B1.jpg", "a/10/x.jpg", "a/9/x.jpg", "a/z.jpg", "0/x.jpg")
    assert _relatives(scan([tmp_path])) == [
        "B1.jpg",
        "b2.jpg",
        "b10.jpg",
        "0/x.jpg",
        "a/z.jpg",
        "a/9/x.jpg",
        "a/10/x.jpg",
    ]


def test_roots_of_files_and_folders_mixed(tmp_path):
    _put(tmp_path, "one/x.jpg", "two/y.jpg", "z.jpg")
    items = list(scan([tmp_path / "z.jpg", tmp_path / "two", tmp_path / "one" / "x.jpg"]))
    assert _relatives(items) == ["z.jpg", "two/y.jpg", "x.jpg"]


def test_a_folder_given_twice_is_walked_once(tmp_path):
    _put(tmp_path, "a/x.jpg", "b.jpg")
    walked = [item.path for item in scan([tmp_path, tmp_path / "a", tmp_path])]
    assert walked == [tmp_path / "b.jpg", tmp_path / "a" / "x.jpg"]


def test_relative_roots_give_absolute_paths(tmp_path, monkeypatch):
    _put(tmp_path, "a/x.jpg")
    monkeypatch.chdir(tmp_path)
    assert [item.path for item in scan([Path("a")])] == [tmp_path / "a" / "x.jpg"]


def test_a_name_that_claims_an_image_is_a_row_and_other_files_are_counted(tmp_path):
    write_broken_study(tmp_path)
    items = {item.path.name: item for item in scan([tmp_path])}
    assert set(items) == {broken.name for broken in BROKEN_FILES}
    for broken in BROKEN_FILES:
        assert isinstance(items[broken.name], ScannedFile if broken.has_row else SkippedFile), broken.name
    assert items["text.dcm"].kind is None
    assert items["empty.jpg"].kind is None
    assert items["truncated.jpeg"].kind is FileKind.JPEG


def test_hidden_files_are_skipped_and_hidden_folders_left_out(tmp_path):
    _put(tmp_path, ".hidden.jpg", "._film.jpg", ".git/x.jpg", "x.jpg")
    items = list(scan([tmp_path]))
    assert {item.relative for item in items if isinstance(item, SkippedFile)} == {".hidden.jpg", "._film.jpg"}
    assert [item.relative for item in items if isinstance(item, ScannedFile)] == ["x.jpg"]


def test_what_is_no_file_is_never_opened(tmp_path, monkeypatch):
    fifo(tmp_path / "pipe.jpg")
    _put(tmp_path, "x.jpg")
    with socket.socket(socket.AF_UNIX) as listener:
        # A socket's address is short; a relative one fits.
        monkeypatch.chdir(tmp_path)
        listener.bind("socket.jpg")
        (tmp_path / "device.jpg").symlink_to("/dev/zero")
        items = list(scan([tmp_path, tmp_path / "pipe.jpg"]))
    kinds = {item.path.name: type(item) for item in items}
    assert kinds == {
        "device.jpg": SkippedFile,
        "pipe.jpg": SkippedFile,
        "socket.jpg": SkippedFile,
        "x.jpg": ScannedFile,
    }


def test_links_are_followed_and_circles_end(tmp_path):
    _put(tmp_path, "study/x.jpg", "elsewhere/y.jpg")
    symlink_loop(tmp_path / "study")
    (tmp_path / "study" / "other").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "study" / "self").symlink_to("self")
    (tmp_path / "study" / "gone.jpg").symlink_to(tmp_path / "nowhere")
    items = {item.relative: item for item in scan([tmp_path / "study"])}
    assert {name for name, item in items.items() if isinstance(item, ScannedFile)} == {"x.jpg", "other/y.jpg"}
    failures = {name: item.sentence for name, item in items.items() if isinstance(item, ScanFailure)}
    assert failures["gone.jpg"] == "The file cannot be read: it is no longer there."
    assert set(failures) == {"gone.jpg", "self"}


def test_a_missing_root_fails_with_a_sentence(tmp_path):
    (failure,) = scan([tmp_path / "gone"])
    assert isinstance(failure, ScanFailure)
    assert failure.sentence == "This cannot be opened: it is no longer there."


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_may_not_be_read_fails_and_the_others_go_on(what, tmp_path):
    _put(tmp_path, "a/secret/x.jpg", "a/b.jpg", "z/c.jpg")
    target = tmp_path / "a" / ("secret" if what == "folder" else "b.jpg")
    with unreadable(target):
        items = list(scan([tmp_path]))
    (failure,) = (item for item in items if isinstance(item, ScanFailure))
    assert failure.path == target
    assert failure.relative == target.relative_to(tmp_path).as_posix()
    assert "permission is missing" in failure.sentence
    assert len([item for item in items if isinstance(item, ScannedFile)]) == 2


def test_names_are_safe_to_print_and_the_paths_lead_to_the_files(tmp_path):
    write_odd_names(tmp_path)
    items = list(scan([tmp_path]))
    assert len(items) == len(ODD_NAMES)
    for item in items:
        assert item.path.is_file()
        assert item.relative.isprintable()
        item.relative.encode("utf-8")
    shown = set(_relatives(items))
    assert "line\\nbreak.jpg" in shown
    assert "not-utf8-\\xff\\xfe.jpg" in shown
    assert "rechts-nach-links-\\u202egpj.jpg" in shown
    assert "Röntgen Übersicht 胸部.jpg" in shown


def test_an_empty_folder_gives_nothing(tmp_path):
    assert list(scan([tmp_path])) == []


def test_it_is_lazy_and_stops_when_told(tmp_path):
    _put(tmp_path, *(f"{folder}/{index}.jpg" for folder in "abc" for index in range(20)))
    opened = []
    items = scan([tmp_path], stop=lambda: len(opened) >= 25)
    for item in items:
        opened.append(item)
    assert len(opened) == 25
    assert len(list(islice(scan([tmp_path]), 3))) == 3


def test_folders_as_deep_as_names_allow(tmp_path):
    folder = tmp_path
    for _ in range(60):
        folder = folder / "deep"
    folder.mkdir(parents=True)
    _put(folder, "x.jpg")
    assert _relatives(scan([tmp_path])) == ["deep/" * 60 + "x.jpg"]
