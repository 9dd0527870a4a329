"""PNG, TIFF and BMP: whole or refused, grey, visible."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

import cv2
import imagecodecs
import numpy as np
import pytest

from tests.support.broken_files import png_bomb
from tests.support.studies import grey_8_bit, small_picture, write_png
from xray_desktop.errors import CorruptPixelData, TooLarge
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.voi import render

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_DEEP = small_picture(2)
_GREY = grey_8_bit(_DEEP)
_COLOUR = np.stack([_GREY, 255 - _GREY, _GREY // 2], axis=-1)


def _write(path: Path, stream: bytes) -> Path:
    path.write_bytes(stream)
    return path


def _draw(path: Path) -> NDArray[np.int64]:
    return render(read_image(path)).astype(np.int64)


# PNG


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cut_png_tells_how_many_rows_are_missing(share, tmp_path):
    whole = write_png(tmp_path / "whole.png", _GREY).read_bytes()
    with pytest.raises(CorruptPixelData, match=r"ends too early: \d+ of 224 rows are missing"):
        read_image(_write(tmp_path / "cut.png", whole[: int(len(whole) * share)]))


def test_png_without_its_last_chunk_is_refused(tmp_path):
    whole = write_png(tmp_path / "whole.png", _GREY).read_bytes()
    with pytest.raises(CorruptPixelData, match="ends too early"):
        read_image(_write(tmp_path / "cut.png", whole[:-12]))


def test_png_with_a_wrong_bit_is_refused(tmp_path):
    content = bytearray(write_png(tmp_path / "whole.png", _GREY).read_bytes())
    content[len(content) // 2] ^= 0x10
    with pytest.raises(CorruptPixelData, match="damaged"):
        read_image(_write(tmp_path / "bad.png", bytes(content)))


def test_a_damaged_text_chunk_does_no_harm_to_the_picture(tmp_path):
    whole = write_png(tmp_path / "whole.png", _GREY).read_bytes()
    text = struct.pack(">I", 4) + b"tEXt" + b"a\x00bc" + b"\x00\x00\x00\x00"
    np.testing.assert_array_equal(_draw(_write(tmp_path / "text.png", whole[:33] + text + whole[33:])), _GREY)


@pytest.mark.parametrize("shift", [0, 2, 4], ids=["12 of 16 bits", "14 of 16 bits", "16 bits"])
def test_sixteen_bits_are_shown_over_the_bits_in_use(shift, tmp_path):
    picture = _DEEP.copy()
    picture[0, 0] = 4095
    drawn = _draw(write_png(tmp_path / "deep.png", picture << shift))
    assert np.abs(drawn - picture / 4095 * 255).max() <= 1
    assert len(read_image(tmp_path / "deep.png").vois) == 2


def test_png_colour_alpha_and_palette(tmp_path):
    luminance = _COLOUR @ np.array([0.299, 0.587, 0.114])
    colour = read_image(write_png(tmp_path / "rgb.png", _COLOUR[..., ::-1]))
    assert colour.colour
    assert np.abs(colour.pixels - luminance).max() <= 1
    half = np.full_like(_GREY, 128)
    shadow = read_image(write_png(tmp_path / "rgba.png", np.dstack([_GREY, _GREY, _GREY, half])))
    assert not shadow.colour
    assert np.abs(shadow.pixels - _GREY * (128 / 255)).max() <= 1
    palette = imagecodecs.png_encode(_GREY)
    # The same samples as indices into a palette that turns them round.
    header = bytearray(palette[16:29])
    header[9] = 3
    ramp = bytes(value for index in range(256) for value in (255 - index,) * 3)
    chunks = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", bytes(header)), (b"PLTE", ramp))
    )
    at = palette.index(b"IDAT") - 4
    image = read_image(_write(tmp_path / "palette.png", palette[:8] + chunks + palette[at:]))
    np.testing.assert_array_equal(image.pixels, 255 - _GREY)
    assert not image.colour


def test_png_bomb_is_refused_by_its_header(tmp_path):
    with pytest.raises(TooLarge, match="100000 × 100000"):
        read_image(png_bomb(tmp_path / "bomb.png"))


# TIFF


def _tiff(
    path: Path,
    pages: list[NDArray[Any]],
    fields: dict[int, tuple[int, int]] | None = None,
    *,
    big: bool = False,
    order: str = "<",
    first_directory_in_front: bool = False,
) -> Path:
    """Write an uncompressed TIFF by hand; `fields` adds or replaces short and long fields: tag -> (type, value)."""
    offset_code, count_code = ("Q", "Q") if big else ("I", "H")
    mark = b"II" if order == "<" else b"MM"
    head_bytes = 16 if big else 8
    blocks, directories, position = [], [], head_bytes
    directory_bytes = (8 + 20 * 12 + 8) if big else (2 + 12 * 12 + 4)
    for page in pages:
        data = page.astype(page.dtype.newbyteorder(order)).tobytes()
        data_at, directory_at = position, position + len(data)
        if first_directory_in_front:
            directory_at, data_at = position, position + directory_bytes
        position += len(data) + directory_bytes
        values = {
            256: (4, page.shape[1]),
            257: (4, page.shape[0]),
            258: (3, 8 * page.dtype.itemsize),
            259: (3, 1),
            262: (3, 1),
            273: (4, data_at),
            274: (3, 1),
            277: (3, 1),
            278: (4, page.shape[0]),
            279: (4, len(data)),
            284: (3, 1),
            339: (3, {"u": 1, "i": 2, "f": 3}[page.dtype.kind]),
            **(fields or {}),
        }
        assert len(values) == 12
        following = position if page is not pages[-1] else 0
        if first_directory_in_front is False and following:
            following = position + len(pages[len(directories) + 1].tobytes())
        entries = b""
        for tag, (kind, value) in sorted(values.items()):
            packed = struct.pack(f"{order}{'H' if kind == 3 else 'I'}", value)
            entries += struct.pack(f"{order}HH{offset_code}", tag, kind, 1) + packed.ljust(8 if big else 4, b"\x00")
        directory = struct.pack(f"{order}{count_code}", 12) + entries + struct.pack(f"{order}{offset_code}", following)
        directories.append(directory_at)
        blocks.append(directory + data if first_directory_in_front else data + directory)
    if big:
        head = mark + struct.pack(f"{order}HHHQ", 43, 8, 0, directories[0])
    else:
        head = mark + struct.pack(f"{order}HI", 42, directories[0])
    return _write(path, head + b"".join(blocks))


@pytest.mark.parametrize("big", [False, True], ids=["classic", "BigTIFF"])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_tiff_of_both_orders_and_sizes(big, order, dtype, tmp_path):
    picture = _GREY if dtype == np.uint8 else _DEEP
    image = read_image(_tiff(tmp_path / "a.tif", [picture], big=big, order=order))
    np.testing.assert_array_equal(image.pixels, picture)
    assert np.abs(render(image).astype(int) - _DEEP / 4095 * 255).max() <= 1


@pytest.mark.parametrize("big", [False, True], ids=["classic", "BigTIFF"])
def test_pages_are_frames(big, tmp_path):
    pages = [_GREY, 255 - _GREY, _GREY // 2]
    path = _tiff(tmp_path / "a.tif", pages, big=big)
    for frame, page in enumerate(pages):
        image = read_image(path, frame)
        assert image.frame_count == 3
        np.testing.assert_array_equal(image.pixels, page)
    with pytest.raises(CorruptPixelData, match="holds 3 frames; frame 4"):
        read_image(path, 3)


def test_directories_that_run_in_circles_end(tmp_path):
    path = _tiff(tmp_path / "a.tif", [_GREY])
    content = path.read_bytes()
    directory_at = struct.unpack_from("<I", content, 4)[0]
    path.write_bytes(content[:-4] + struct.pack("<I", directory_at))
    assert read_image(path).frame_count == 1


def test_white_is_zero_is_reversed_on_the_display(tmp_path):
    image = read_image(_tiff(tmp_path / "a.tif", [_GREY], {262: (3, 0)}))
    assert image.inverse
    np.testing.assert_array_equal(render(image), 255 - _GREY)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_tiff_orientation_is_the_one_of_exif(orientation, tmp_path):
    path = _tiff(tmp_path / "a.tif", [_GREY], {274: (3, orientation)})
    expected = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    np.testing.assert_array_equal(read_image(path).pixels, expected)


@pytest.mark.parametrize("dtype", [np.int16, np.float32, np.uint32])
def test_rarer_numbers_are_shown_over_their_range(dtype, tmp_path):
    picture = _DEEP.astype(dtype) - dtype(500 if dtype == np.int16 else 0)
    drawn = _draw(_tiff(tmp_path / "a.tif", [picture]))
    assert drawn.min() == 0
    assert drawn.max() == 255
    assert np.corrcoef(drawn.ravel(), _DEEP.ravel())[0, 1] > 0.99


def test_pixels_that_are_no_numbers_do_no_harm(tmp_path):
    picture = _DEEP.astype(np.float32)
    picture[:4] = np.nan
    picture[4:8] = np.inf
    image = read_image(_tiff(tmp_path / "a.tif", [picture]))
    assert np.isfinite(image.pixels).all()
    assert render(image)[20:].std() > 10


@pytest.mark.parametrize("compression", ["deflate", "lzw", "jpeg"])
def test_compressed_tiff(compression, tmp_path):
    code = {"deflate": 8, "lzw": 5, "jpeg": 7}[compression]
    options = [cv2.IMWRITE_TIFF_COMPRESSION, code, cv2.IMWRITE_TIFF_ROWSPERSTRIP, 32]
    done, encoded = cv2.imencode(".tif", _COLOUR[..., ::-1], options)
    assert done
    image = read_image(_write(tmp_path / "a.tif", encoded.tobytes()))
    assert image.colour
    assert np.abs(image.pixels - _COLOUR @ np.array([0.299, 0.587, 0.114])).mean() <= 2


def test_cut_tiff_is_refused(tmp_path):
    whole = _tiff(tmp_path / "a.tif", [_GREY], first_directory_in_front=True).read_bytes()
    for share in (0.01, 0.5, 0.95):
        with pytest.raises(CorruptPixelData):
            read_image(_write(tmp_path / "cut.tif", whole[: int(len(whole) * share)]))


def test_tiff_bomb_is_refused_by_its_directory(tmp_path):
    path = _tiff(tmp_path / "bomb.tif", [_GREY], {256: (4, 200_000), 257: (4, 200_000)})
    with pytest.raises(TooLarge, match="200000 × 200000"):
        read_image(path)


# BMP


def test_bmp(tmp_path):
    for name, picture in (("grey", _GREY), ("colour", _COLOUR[..., ::-1])):
        done, encoded = cv2.imencode(".bmp", picture)
        assert done
        image = read_image(_write(tmp_path / f"{name}.bmp", encoded.tobytes()))
        expected = _GREY if name == "grey" else _COLOUR @ np.array([0.299, 0.587, 0.114])
        assert np.abs(image.pixels - expected).max() <= 1
        assert image.colour == (name == "colour")


def test_cut_bmp_tells_how_many_rows_are_missing(tmp_path):
    done, encoded = cv2.imencode(".bmp", _GREY)
    assert done
    with pytest.raises(CorruptPixelData, match="ends too early: 12 of 224 rows are missing"):
        read_image(_write(tmp_path / "cut.bmp", encoded.tobytes()[: -12 * 256]))


def test_bmp_bomb_is_refused_by_its_header(tmp_path):
    done, encoded = cv2.imencode(".bmp", _GREY)
    assert done
    content = bytearray(encoded.tobytes())
    content[18:26] = struct.pack("<ii", 60_000, -60_000)
    with pytest.raises(TooLarge, match="60000 × 60000"):
        read_image(_write(tmp_path / "bomb.bmp", bytes(content)))
