"""Small private files with a version."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.support.folders import names_in
from tests.support.small_disk import small_disk
from xray_desktop.errors import SettingsError
from xray_desktop.settings.kept_file import path_as_text, path_from_text, read_kept, write_kept


class Kept(BaseModel):
    schema_version: int = 2
    word: str = ""


STEPS = {1: lambda values: {"word": values["old_word"]}}


def read(path: Path) -> Kept:
    return read_kept(path, Kept, STEPS, 2, "The file")


def test_what_is_written_is_read_and_is_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "new" / "kept.json"
    write_kept(path, Kept(word="Jörg – 肺"), "The file")
    assert read(path).word == "Jörg – 肺"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert names_in(path.parent) == ["kept.json"]


def test_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text('{"schema_version": 1, "old_word": "x"}')
    assert read(tmp_path / "kept.json") == Kept(word="x")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "damaged"),
        (b"{", "damaged"),
        (b"[]", "damaged"),
        (b"\xff", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b'{"schema_version": 2, "word": 7}', "damaged"),
        (b"{}", "which version"),
        (b'{"schema_version": 3}', "later version"),
        (b'"' + b"x" * (17 << 20) + b'"', "damaged"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "kept.json").write_bytes(content)
    with pytest.raises(SettingsError, match=words):
        read(tmp_path / "kept.json")


def test_what_is_absent_is_no_fault(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "kept.json")


def test_too_large_a_value_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="too large"):
        write_kept(tmp_path / "kept.json", Kept(word="x" * (17 << 20)), "The file")
    assert names_in(tmp_path) == []


def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        write_kept(disk / "kept.json", Kept(word="first"), "The file")
        with pytest.raises(SettingsError, match="Check the free space"):
            write_kept(disk / "kept.json", Kept(word="x" * 1_000_000), "The file")
        assert read(disk / "kept.json").word == "first"


@given(st.binary(min_size=1).filter(lambda name: b"\0" not in name))
def test_any_path_is_written_and_read(name: bytes) -> None:
    path = Path(os.fsdecode(b"/" + name))
    assert path_as_text(path).isascii()
    assert path_from_text(path_as_text(path)) == path
