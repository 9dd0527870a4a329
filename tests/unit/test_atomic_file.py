"""A file is either what it was or all of what it becomes."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.support.folders import names_in
from tests.support.small_disk import small_disk
from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from pathlib import Path

LENGTH = 300_000


def write(path: Path, content: bytes) -> None:
    with atomic_file(path) as stream:
        stream.write(content)


def test_writes_a_new_file_and_replaces_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    write(path, b"first")
    write(path, b"second")
    assert path.read_bytes() == b"second"
    assert names_in(tmp_path) == ["report.csv"]


def test_the_bytes_are_on_the_disk_before_the_name_is_and_the_name_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"first")
    seen: list[bytes] = []
    really_flush = os.fsync

    def flush(descriptor: int) -> None:
        seen.append(path.read_bytes())
        really_flush(descriptor)

    monkeypatch.setattr(os, "fsync", flush)
    write(path, b"second")
    assert seen == [b"first", b"second"]


def test_failure_inside_keeps_the_previous_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"first")

    def write_half() -> None:
        with atomic_file(path) as stream:
            stream.write(b"sec")
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        write_half()
    assert path.read_bytes() == b"first"
    assert names_in(tmp_path) == ["report.csv"]


def test_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write(tmp_path / "ours", b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_private_file_is_private_from_its_first_byte(tmp_path: Path) -> None:
    with atomic_file(tmp_path / "private", 0o600) as stream:
        (part,) = tmp_path.iterdir()
        assert part.stat().st_mode & 0o777 == 0o600
        stream.write(b"secret")
    assert (tmp_path / "private").stat().st_mode & 0o777 == 0o600


def test_keeps_the_permissions_of_the_previous_file(tmp_path: Path) -> None:
    path = tmp_path / "private.csv"
    path.touch()
    path.chmod(0o600)
    write(path, b"second")
    assert path.stat().st_mode & 0o777 == 0o600


def test_writes_through_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"first")
    link.symlink_to(target)
    write(link, b"second")
    assert link.is_symlink()
    assert target.read_bytes() == b"second"


def test_takes_the_longest_name_that_a_file_can_have(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    write(path, b"content")
    assert path.read_bytes() == b"content"


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_refuses_what_is_no_ordinary_file(tmp_path: Path, make: object) -> None:
    path = tmp_path / "odd"
    make(path)  # type: ignore[operator]
    with pytest.raises(FileExistsError):
        write(path, b"content")
    assert names_in(tmp_path) == ["odd"]


def test_absent_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "absent" / "report.csv", b"content")


def test_full_disk_keeps_the_previous_file(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = disk / "report.csv"
        path.write_bytes(b"first")
        with pytest.raises(OSError, match="space") as caught:
            write(path, bytes(LENGTH))
        assert caught.value.errno == errno.ENOSPC
        assert path.read_bytes() == b"first"
        assert names_in(disk) == ["report.csv"]


WRITER = f"""
import sys
from pathlib import Path
from xray_desktop.atomic_file import atomic_file
print("ready", flush=True)
while True:
    for letter in (b"a", b"b"):
        with atomic_file(Path(sys.argv[1])) as stream:
            for _ in range(10):
                stream.write(letter * {LENGTH // 10})
"""


def test_a_killed_writer_never_leaves_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"a" * LENGTH)
    whole = {b"a" * LENGTH, b"b" * LENGTH}
    delays = random.Random(0)  # noqa: S311 - moments, not secrets
    seen = set()
    for _ in range(25):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(delays.uniform(0.0, 0.03))
            writer.send_signal(signal.SIGKILL)
        content = path.read_bytes()
        assert content in whole
        seen.add(content)
    assert seen == whole, "no writer got far enough to change the file"
