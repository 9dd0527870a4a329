"""Whatever an archive holds, the walk through it ends, raises nothing, and writes nowhere else."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.folders import names_in
from xray_desktop.imaging.natural_order import natural_key
from xray_desktop.imaging.scan.archive.names import disk_name, name_parts
from xray_desktop.imaging.scan.archive.walk import ArchiveWalk
from xray_desktop.imaging.scan.scan import ScannedFile

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4
ODD = st.text(st.sampled_from("./\\:aA~\0\n *?\u202eü"), max_size=20) | st.text(max_size=30)


def _archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a/1.jpg", "a/2.jpg", "b.jpg", "notes.txt"):
            archive.writestr(name, JPEG + name.encode())
    return packed.getvalue()


ARCHIVE = _archive()


def _walk(content: bytes) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        outer = Path(folder)
        (outer / "unpacked").mkdir()
        (outer / "a.zip").write_bytes(content)
        items = list(ArchiveWalk(outer / "a.zip", "a.zip", outer / "unpacked", lambda: False).items())
        assert names_in(outer) == ["a.zip", "unpacked"]
        pictures = [item for item in items if isinstance(item, ScannedFile)]
        inside = os.path.realpath(outer / "unpacked") + os.sep
        assert all(os.path.realpath(item.path).startswith(inside) for item in pictures)
        assert all(item.relative.isprintable() for item in items)
        return [item.relative for item in pictures]


@settings(max_examples=150)
@given(st.data())
def test_damaged_archives(data):
    content = bytearray(ARCHIVE)
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    _walk(bytes(content[: data.draw(st.integers(0, len(content)))]))


@settings(max_examples=60)
@given(st.lists(ODD, min_size=1, max_size=5))
def test_any_names(names):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, name in enumerate(names):
            entry = zipfile.ZipInfo("x")
            entry.filename = name.encode("utf-8", "replace").decode() + f"{number}.jpg"
            archive.writestr(entry, JPEG)
    _walk(packed.getvalue())


@given(ODD)
def test_a_name_on_the_disk_is_one_plain_name(name):
    made = disk_name(name)
    assert made not in ("", ".", "..")
    assert not set(made) & set('/\\:*?"<>|\0')
    assert len(made.encode()) <= 130


@given(ODD)
def test_parts_never_lead_out(name):
    parts = name_parts(name)
    assert parts is None or not {"", ".", ".."} & set(parts)
    assert parts is None or not any("/" in part or "\\" in part or "\0" in part for part in parts)


@given(st.lists(st.tuples(st.sampled_from("aB"), st.integers(0, 300), st.sampled_from("xY")), min_size=2))
def test_names_are_sorted_by_the_value_of_their_numbers(names):
    by_key = sorted(names, key=lambda name: natural_key(f"{name[0]}{name[1]}{name[2]}"))
    by_value = [(name[0].casefold(), name[1], name[2].casefold()) for name in by_key]
    assert by_value == sorted(by_value)
