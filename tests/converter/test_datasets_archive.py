"""An archive of a stranger writes nothing outside of its folder, and nothing without end."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest

from converter.datasets.fetch import archive as unpacking
from converter.datasets.fetch.archive import unpack
from converter.errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONTENT = {"chest/train/NORMAL/a.png": b"one", "chest/train/PNEUMONIA/b.png": b"two" * 1000, "chest/empty.txt": b""}
LEAVING = [
    "../evil.png",
    "chest/../../evil.png",
    "/etc/evil.png",
    "C:/evil.png",
    "C:\\evil.png",
    "..\\evil.png",
    "\\\\host\\share\\evil.png",
    "chest/con.png",
    "chest/a.png:hidden",
]


def _zip(path: Path, content: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def _tar(path: Path, content: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in content.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def _unpacked(path: Path, folder: Path) -> dict[str, bytes]:
    folder.mkdir(exist_ok=True)
    unpack(path, folder, lambda done, total: None)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    "make",
    [
        _zip,
        lambda path, content: _zip(path, content, zipfile.ZIP_STORED),
        lambda path, content: _zip(path, content, zipfile.ZIP_LZMA),
        _tar,
        lambda path, content: _tar(path, content, "w:gz"),
        lambda path, content: _tar(path, content, "w:bz2"),
        lambda path, content: _tar(path, content, "w:xz"),
    ],
)
def test_an_archive_is_unpacked_whatever_its_name(tmp_path: Path, make: Callable[..., Path]) -> None:
    assert _unpacked(make(tmp_path / "archive", CONTENT), tmp_path / "out") == CONTENT


def test_folders_and_what_macos_adds(tmp_path: Path) -> None:
    content = {"chest/": b"", "chest/void/": b"", "__MACOSX/chest/._a.png": b"x", "./chest//a.png": b"one"}
    assert _unpacked(_zip(tmp_path / "a.zip", content), tmp_path / "out") == {"chest/a.png": b"one"}
    assert (tmp_path / "out" / "chest" / "void").is_dir()
    assert not (tmp_path / "out" / "__MACOSX").exists()


def test_backslashes_of_windows_programs_are_folders(tmp_path: Path) -> None:
    assert _unpacked(_zip(tmp_path / "a.zip", {"train\\NORMAL\\a.png": b"1"}), tmp_path / "out") == {
        "train/NORMAL/a.png": b"1"
    }


@pytest.mark.parametrize("name", LEAVING)
@pytest.mark.parametrize("make", [_zip, _tar])
def test_an_entry_that_leaves_the_folder_refuses_the_archive(
    tmp_path: Path, make: Callable[..., Path], name: str
) -> None:
    path = make(tmp_path / "archive", {name: b"evil"})
    with pytest.raises(DownloadError, match="outside of the folder"):
        _unpacked(path, tmp_path / "out")
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar_refuse_it(tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        entry = tarfile.TarInfo("chest/a.png")
        entry.type, entry.linkname = kind, "/etc/passwd"
        archive.addfile(entry)
    with pytest.raises(DownloadError, match="a link or a device"):
        _unpacked(tmp_path / "a.tar", tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.png"))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_in_a_zip_refuse_it(tmp_path: Path, kind: int) -> None:
    entry = zipfile.ZipInfo("chest/a.png")
    entry.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(DownloadError, match="a link or a device"):
        _unpacked(tmp_path / "a.zip", tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.png"))


@pytest.mark.parametrize("make", [_zip, lambda path, content: _tar(path, content, "w:gz")])
def test_a_bomb_is_stopped_while_it_grows(
    tmp_path: Path, make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "ALWAYS_BYTES", 1 << 20)
    path = make(tmp_path / "bomb", {"a.png": bytes(40 << 20)})
    with pytest.raises(DownloadError, match="more than 100 times as large"):
        _unpacked(path, tmp_path / "out")
    assert sum(file.stat().st_size for file in (tmp_path / "out").rglob("*")) <= (100 * path.stat().st_size) + (1 << 20)


def test_what_is_small_may_grow(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.png": bytes(5 << 20)})
    assert path.stat().st_size * unpacking.MOST_RATIO < 5 << 20
    assert len(_unpacked(path, tmp_path / "out")["a.png"]) == 5 << 20


def test_too_many_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_ENTRIES", 2)
    with pytest.raises(DownloadError, match="more than 2 entries"):
        _unpacked(_zip(tmp_path / "a.zip", CONTENT), tmp_path / "out")


def test_an_encrypted_zip(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.png": b"secret"})
    content = bytearray(path.read_bytes())
    # The flag in the local header and in the central directory.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(DownloadError, match="is encrypted"):
        _unpacked(path, tmp_path / "out")


@pytest.mark.parametrize(
    "make",
    [
        _zip,
        _tar,
        lambda path, content: _tar(path, content, "w:gz"),
        lambda path, content: _tar(path, content, "w:bz2"),
        lambda path, content: _tar(path, content, "w:xz"),
    ],
)
def test_an_archive_that_is_cut_short_anywhere(tmp_path: Path, make: Callable[..., Path]) -> None:
    noise = np.random.default_rng(0).bytes(3000)
    whole = make(tmp_path / "whole", {**CONTENT, "chest/noise.png": noise}).read_bytes()
    # tarfile pads with zeros at the end, of which two blocks are needed to know that it is the end.
    end = len(whole.rstrip(b"\0")) if make is _tar else len(whole) - 1
    for number, length in enumerate([0, 1, 30, 511, 512, 600, 1100, end // 2, end - 200, end]):
        (tmp_path / "cut").write_bytes(whole[:length])
        with pytest.raises(DownloadError, match="cut short"):
            _unpacked(tmp_path / "cut", tmp_path / f"out{number}")


def test_flipped_bytes_are_noticed(tmp_path: Path) -> None:
    whole = bytearray(_zip(tmp_path / "a.zip", CONTENT, zipfile.ZIP_STORED).read_bytes())
    whole[whole.index(b"twotwo")] ^= 1
    (tmp_path / "a.zip").write_bytes(whole)
    with pytest.raises(DownloadError, match="damaged"):
        _unpacked(tmp_path / "a.zip", tmp_path / "out")
    tar = bytearray(_tar(tmp_path / "a.tar", CONTENT).read_bytes())
    tar[tar.index(b"chest/train/PNEUMONIA") + 3] ^= 1
    (tmp_path / "a.tar").write_bytes(tar)
    with pytest.raises(DownloadError, match="damaged"):
        _unpacked(tmp_path / "a.tar", tmp_path / "out2")


def test_the_same_name_twice(tmp_path: Path) -> None:
    path = _tar(tmp_path / "a.tar", {"a.png": b"1", "./a.png": b"2"})
    with pytest.raises(DownloadError, match="two entries of the same name"):
        _unpacked(path, tmp_path / "out")
    path = _tar(tmp_path / "b.tar", {"a": b"1", "a/b.png": b"2"})
    with pytest.raises(DownloadError, match="a file and a folder of the same name"):
        _unpacked(path, tmp_path / "out2")


def test_what_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "page.zip").write_text("<html>Please log in</html>" * 100)
    with pytest.raises(DownloadError, match="neither a zip nor a tar"):
        _unpacked(tmp_path / "page.zip", tmp_path / "out")
