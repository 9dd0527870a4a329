"""The one way from a file to an image, its digest and its thumbnail."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.support.broken_files import BROKEN_FILES, fifo, unreadable
from tests.support.dicom_files import write_dicom
from tests.support.studies import grey_8_bit, multi_frame_dicom, small_picture, small_study, write_jpeg
from xray_desktop.errors import DecodeError, NotAnImage, TooLarge
from xray_desktop.imaging.digest import file_sha256
from xray_desktop.imaging.limits import DecodeLimits
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.thumbnails import make_thumbnail
from xray_desktop.imaging.voi import render


def test_every_kind_shows_the_same_picture(tmp_path):
    for index, path in enumerate(small_study(tmp_path)):
        image = read_image(path)
        assert image.key.path == path
        assert image.pixels.flags.c_contiguous
        assert not image.pixels.flags.writeable
        shown = render(image).astype(int)
        assert np.corrcoef(shown.ravel(), small_picture(index % 8).ravel())[0, 1] > 0.99, path.name


@pytest.mark.parametrize("broken", BROKEN_FILES, ids=lambda broken: broken.name)
def test_broken_files_end_in_a_sentence(broken, tmp_path):
    path = broken.write(tmp_path / broken.name)
    # A header that promises more frames than there are leaves the first one readable.
    frame = 1 if broken.name == "too-many-frames.dcm" else 0
    for read in (lambda: read_image(path, frame), lambda: make_thumbnail(path, frame, 64)):
        with pytest.raises(DecodeError) as refusal:
            read()
        sentence = refusal.value.sentence
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "!" not in sentence
        assert broken.name not in sentence
        assert str(tmp_path) not in sentence


def test_what_is_no_regular_file_is_never_opened(tmp_path):
    for path in (fifo(tmp_path / "pipe.jpg"), tmp_path):
        for read in (read_image, file_sha256):
            with pytest.raises(NotAnImage, match="no regular file"):
                read(path)


def test_a_file_that_is_gone_or_may_not_be_read(tmp_path):
    with pytest.raises(DecodeError, match="The file cannot be read: it is no longer there"):
        read_image(tmp_path / "gone.jpg")
    path = write_jpeg(tmp_path / "x.jpg", grey_8_bit(small_picture(1)))
    with unreadable(path), pytest.raises(DecodeError, match="permission is missing"):
        read_image(path)


def test_a_file_that_the_system_opens_but_does_not_read():
    with pytest.raises(DecodeError, match="The file cannot be read: "):
        file_sha256(Path("/proc/self/mem"))


def test_a_name_that_no_file_can_have():
    with pytest.raises(DecodeError, match="the name is not valid"):
        read_image(Path("null\x00.jpg"))


def test_a_file_larger_than_the_limit(tmp_path):
    path = tmp_path / "sparse.jpg"
    path.write_bytes(b"\xff\xd8\xff")
    with path.open("r+b") as file:
        file.truncate(1 << 40)
    with pytest.raises(TooLarge, match="larger than the 512 MB"):
        read_image(path)


def test_the_limit_on_pixels_holds_for_every_kind(tmp_path):
    for path in small_study(tmp_path):
        with pytest.raises(TooLarge):
            read_image(path, limits=DecodeLimits(frame_pixels=1000))


def test_digest(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"abc" * 1_000_000)
    assert file_sha256(path) == hashlib.sha256(path.read_bytes()).hexdigest()


# Thumbnails


@pytest.mark.parametrize("size_px", [32, 176, 500])
def test_thumbnails_are_the_picture_made_small(size_px, tmp_path):
    for path in small_study(tmp_path):
        image, thumbnail = read_image(path), make_thumbnail(path, 0, size_px)
        assert thumbnail.pixels.dtype == np.uint8
        assert max(thumbnail.pixels.shape) == size_px
        assert thumbnail.pixels.shape == (round(size_px * 7 / 8), size_px)
        assert (thumbnail.source_rows, thumbnail.source_columns) == (image.rows, image.columns)
        assert (thumbnail.key, thumbnail.frame_count) == (image.key, image.frame_count)
        assert thumbnail.instance == image.instance
        expected = cv2.resize(render(image), thumbnail.pixels.shape[::-1], interpolation=cv2.INTER_AREA)
        assert np.abs(thumbnail.pixels.astype(int) - expected).mean() < 3, path.name
        assert not thumbnail.pixels.flags.writeable


def test_thumbnails_of_frames(tmp_path):
    path = multi_frame_dicom(tmp_path / "a.dcm")
    thumbnails = [make_thumbnail(path, frame, 64) for frame in range(3)]
    assert [thumbnail.key.frame for thumbnail in thumbnails] == [0, 1, 2]
    assert not np.array_equal(thumbnails[0].pixels, thumbnails[1].pixels)


def test_thumbnails_of_very_long_pictures_have_a_row(tmp_path):
    path = write_jpeg(tmp_path / "long.jpg", np.full((3, 2000), 90, np.uint8))
    assert make_thumbnail(path, 0, 100).pixels.shape == (1, 100)


def test_dicom_thumbnails_are_bone_bright(tmp_path):
    picture = small_picture(1)
    path = write_dicom(tmp_path / "a.dcm", 4095 - picture, photometric="MONOCHROME1", window=(2048.0, 4096.0))
    thumbnail = make_thumbnail(path, 0, 64).pixels.astype(int)
    plain = cv2.resize(grey_8_bit(picture), (64, 56), interpolation=cv2.INTER_AREA)
    assert np.abs(thumbnail - plain).mean() < 2


def test_jpeg_is_read_without_importing_dicom(tmp_path):
    path = write_jpeg(tmp_path / "x.jpg", grey_8_bit(small_picture(1)))
    script = (
        "import sys; from pathlib import Path; from xray_desktop.imaging.reader import read_image; "
        "assert not {'cv2', 'pydicom', 'imagecodecs'} & set(sys.modules); "
        "read_image(Path(sys.argv[1])); assert 'pydicom' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True, timeout=60)
