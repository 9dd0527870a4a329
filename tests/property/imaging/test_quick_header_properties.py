"""Whatever a file holds, the quick reader of headers answers as pydicom does, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.data import get_testdata_files

from tests.support.rendering import collections
from xray_desktop.errors import DecodeError
from xray_desktop.imaging.dicom.quick_header import parse_series_info, read_quick_info
from xray_desktop.imaging.dicom.series import read_series_info
from xray_desktop.imaging.sniff import HEAD_BYTES, FileKind, is_dicom_directory, sniff


def _is_dicom(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return sniff(head) is FileKind.DICOM and not is_dicom_directory(head)


FILES = sorted({path for name in get_testdata_files() if _is_dicom(path := Path(name))})
HEADS = [path.read_bytes()[:4096] for path in FILES if path.stat().st_size < 1 << 20][:40]


@pytest.mark.filterwarnings("ignore")
def test_on_the_files_of_pydicom_it_agrees_with_pydicom():
    answered = 0
    for path in FILES:
        quick = read_quick_info(path)
        if quick is None:
            continue
        answered += 1
        try:
            slow = read_series_info(path)
        except DecodeError:
            slow = None
        assert quick == slow, path.name
    # Most files are plain, of pydicom-data's nearly all; what is odd about the others is left to pydicom.
    assert answered > len(FILES) * (0.7 if "pydicom-data" in collections() else 0.6) > 50


@given(st.binary(max_size=2000))
def test_any_bytes_are_no_trouble(content):
    assert parse_series_info(bytes(128) + b"DICM" + content) is None or content


@given(st.data())
def test_damaged_headers_are_no_trouble(data):
    content = bytearray(data.draw(st.sampled_from(HEADS)))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    parse_series_info(bytes(content[: data.draw(st.integers(0, len(content)))]))
