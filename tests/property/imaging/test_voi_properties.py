"""What holds for every window, table and picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from xray_desktop.imaging.image import ImageKey, Voi, VoiFunction, VoiLut, VoiWindow, XrayImage
from xray_desktop.imaging.preprocess import bone_bright_grey
from xray_desktop.imaging.voi import apply_voi, render
from xray_desktop.imaging.windows import data_windows

_DTYPES = [np.uint8, np.uint16, np.int16, np.int32, np.float32]

_windows = st.builds(
    VoiWindow,
    center=st.floats(-40_000, 70_000),
    width=st.floats(1.0, 100_000),
    function=st.sampled_from(VoiFunction),
)


@st.composite
def _tables(draw: st.DrawFn) -> VoiLut:
    bits = draw(st.integers(8, 16))
    entries = draw(st.lists(st.integers(0, (1 << bits) - 1), min_size=1, max_size=300))
    return VoiLut(np.array(sorted(entries), np.uint16), draw(st.integers(-3000, 3000)), bits)


@st.composite
def _pictures(draw: st.DrawFn, dtypes: list[Any] = _DTYPES) -> np.ndarray:
    dtype = np.dtype(draw(st.sampled_from(dtypes)))
    low, high = (-60_000, 60_000) if dtype.kind == "f" else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    shape = draw(st.tuples(st.integers(1, 12), st.integers(1, 12)))
    if dtype.kind == "f":
        return draw(arrays.arrays(dtype, shape, elements=st.floats(low, high, width=32)))
    return draw(arrays.arrays(dtype, shape, elements=st.integers(max(int(low), -(10**6)), min(int(high), 10**6))))


def _image(pixels: np.ndarray, voi: Voi, *, inverse: bool = False) -> XrayImage:
    return XrayImage(ImageKey(Path("/x")), pixels, (voi,), inverse=inverse)


@given(_pictures(), st.one_of(_windows, _tables()))
def test_a_larger_value_is_never_darker(pixels: np.ndarray, voi: Voi) -> None:
    order = np.argsort(pixels, axis=None)
    levels = apply_voi(pixels, voi).ravel()[order]
    assert (np.diff(levels) >= 0).all()
    assert levels.min() >= 0.0
    assert levels.max() <= 1.0
    assert (np.diff(render(_image(pixels, voi)).ravel()[order].astype(int)) >= 0).all()


@given(_pictures(), st.one_of(_windows, _tables()), st.booleans())
def test_the_display_is_the_voi_in_255_steps_and_inversion_reverses_it(
    pixels: np.ndarray, voi: Voi, inverse: bool
) -> None:
    drawn = render(_image(pixels, voi, inverse=inverse))
    assert drawn.dtype == np.uint8
    assert drawn.shape == pixels.shape
    exact = apply_voi(pixels, voi) * 255.0
    # The two round at different places: by half a level and a hair at most.
    assert np.abs(drawn - (255.0 - exact if inverse else exact)).max() <= 0.51
    np.testing.assert_array_equal(render(_image(pixels, voi, inverse=inverse), invert=True), 255 - drawn)


@given(_pictures([np.uint8, np.int16, np.uint16]), st.one_of(_windows, _tables()))
def test_the_number_type_does_not_change_the_picture(pixels: np.ndarray, voi: Voi) -> None:
    first = render(_image(pixels, voi)).astype(int)
    for twin in (pixels.astype(np.int32), pixels.astype(np.float32)):
        assert np.abs(render(_image(twin, voi)).astype(int) - first).max() <= 1


@given(_pictures([np.uint16]), _windows, st.integers(-20_000, 20_000))
def test_a_shift_of_values_and_window_changes_nothing(pixels: np.ndarray, window: VoiWindow, shift: int) -> None:
    shifted = pixels.astype(np.int32) + shift
    moved = VoiWindow(window.center + shift, window.width, window.function)
    assert np.abs(render(_image(shifted, moved)).astype(int) - render(_image(pixels, window))).max() <= 1


@given(_pictures([np.uint8, np.uint16]), _windows.filter(lambda window: window.function is not VoiFunction.SIGMOID))
def test_monochrome1_is_monochrome2_the_other_way_round(pixels: np.ndarray, window: VoiWindow) -> None:
    """The same picture stored inverted, with its window mirrored, shows the same and gives a model the same."""
    largest = np.iinfo(pixels.dtype).max
    offset = 1.0 if window.function is VoiFunction.LINEAR else 0.0
    mirrored = VoiWindow(largest - window.center + offset, window.width, window.function)
    plain = _image(pixels, window)
    twin = _image((largest - pixels).astype(pixels.dtype), mirrored, inverse=True)
    if window.function is VoiFunction.LINEAR and window.width < 2:
        # At a width of 1 the step belongs to one side.
        return
    assert np.abs(render(twin).astype(int) - render(plain)).max() <= 1
    np.testing.assert_allclose(bone_bright_grey(twin), bone_bright_grey(plain), atol=0.1)


@given(_pictures())
def test_windows_of_the_data_show_all_of_it(pixels: np.ndarray) -> None:
    _trimmed, full = data_windows(pixels)
    levels = apply_voi(pixels, full)
    # A span that is no normal number of float32 is not spread any further.
    if float(pixels.max()) - float(pixels.min()) >= np.finfo(np.float32).tiny:
        assert levels.min() <= 1e-3
        assert levels.max() >= 1.0 - 1e-3
