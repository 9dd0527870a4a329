"""Padding, shutter and overlays on the screen, at every size and every way that a picture can lie."""

from __future__ import annotations

import numpy as np
import pytest

from tests.qt.viewer.screen import grab, grab_grey, show_heatmap
from tests.support.pictures import hot_cell, image_of, noise, scored
from xray_desktop.imaging.graphics import Overlay, OverlayKind, Shutter
from xray_desktop.imaging.masks import pack_mask
from xray_desktop.imaging.turn import CLOCKWISE, FLIP, MIRROR, UPRIGHT, Turn
from xray_desktop.imaging.voi import render
from xray_desktop.qt import theme
from xray_desktop.qt.viewer.dicom_overlay_layer import DicomOverlayLayer
from xray_desktop.qt.viewer.transform import PixelRectangle

_GREY = noise(400, 600)


def _mask(rows: slice, columns: slice, shape: tuple[int, int] = (400, 600)) -> np.ndarray:
    mask = np.zeros(shape, np.bool_)
    mask[rows, columns] = True
    return mask


_BLOCK = _mask(slice(20, 60), slice(100, 180))
_SHUT = Shutter(pack_mask(~_mask(slice(50, 350), slice(50, 550))), 0.5)


@pytest.fixture
def bare(view):
    view.set_corners_visible(False)
    view.resize(600, 400)
    return view


def test_nothing_of_it_changes_a_picture_without(bare):
    image = image_of(_GREY)
    bare.show_image(image)
    np.testing.assert_array_equal(grab_grey(bare), render(image))


@pytest.mark.parametrize("turn", [UPRIGHT, MIRROR, FLIP, CLOCKWISE.then(CLOCKWISE)])
def test_padding_and_shutter_lie_where_the_pixels_lie(bare, turn):
    image = image_of(_GREY, padding=pack_mask(_BLOCK), shutter=_SHUT)
    bare.show_image(image)
    bare.turn_by(turn)
    np.testing.assert_array_equal(grab_grey(bare), turn.apply(render(image)))


def test_the_screen_shows_what_an_export_does_under_any_window(bare):
    image = image_of(_GREY, padding=pack_mask(_BLOCK), shutter=_SHUT)
    bare.show_image(image)
    bare.drag_window(-200.0, 30.0)
    bare.invert()
    np.testing.assert_array_equal(grab_grey(bare), render(image, bare.voi, invert=True))
    assert (grab_grey(bare)[_BLOCK & ~_mask(slice(0, 50), slice(None))] == 0).all()


@pytest.mark.parametrize("size", [(320, 240), (399, 271), (601, 400), (900, 600), (1250, 850)])
def test_no_trace_of_padding_at_any_zoom(bare, size):
    """White padding around a dark picture: what resampling mixes of the two must not shine."""
    pixels = np.full((400, 600), 255, np.uint8)
    pixels[100:300, 150:450] = 20
    bare.resize(*size)
    bare.show_image(image_of(pixels, padding=pack_mask(pixels == 255)))
    drawn = grab_grey(bare)
    assert set(np.unique(drawn)) == {0, 20}
    rows, columns = 200 * bare.zoom, 300 * bare.zoom
    # At most half a pixel of the picture, or two of the screen, is lost at each edge.
    lost = max(bare.zoom, 4.0)
    assert (rows - lost) * (columns - lost) <= (drawn == 20).sum() <= rows * columns + 1


def test_overlays_are_drawn_on_their_pixels_and_nowhere_else(bare):
    bare.show_image(image_of(np.full_like(_GREY, 90), overlays=(Overlay(pack_mask(_BLOCK)),)))
    drawn = grab(bare)
    wanted = theme.colour("on_picture_graphics")
    assert (drawn[_BLOCK] == (wanted.red(), wanted.green(), wanted.blue())).all()
    halo = _mask(slice(19, 61), slice(99, 181)) & ~_BLOCK
    assert (drawn[halo] == 36).all()
    assert (drawn[~_BLOCK & ~halo] == 90).all()


def test_a_region_has_an_outline_and_lets_its_inside_be_read(bare):
    flat = np.full_like(_GREY, 90)
    bare.show_image(image_of(flat, overlays=(Overlay(pack_mask(_BLOCK), OverlayKind.ROI),)))
    drawn = grab(bare).astype(int)
    wanted = theme.colour("on_picture_graphics")
    assert (drawn[20, 100:180] == (wanted.red(), wanted.green(), wanted.blue())).all()
    expected = [0.3 * part + 0.7 * 90 for part in (wanted.red(), wanted.green(), wanted.blue())]
    np.testing.assert_allclose(drawn[40, 140], expected, atol=1.5)


def test_a_line_of_one_pixel_stays_visible_however_small_it_gets(bare):
    pixels = np.zeros((4000, 6000), np.uint8)
    line = _mask(slice(2000, 2001), slice(1000, 5000), pixels.shape)
    bare.show_image(image_of(pixels, overlays=(Overlay(pack_mask(line)),)))
    wanted = theme.colour("on_picture_graphics")
    brightest = grab(bare)[:, 300].astype(int)
    assert np.abs(brightest[200] - (wanted.red(), wanted.green(), wanted.blue())).max() < 30


def test_overlays_and_shutter_can_be_switched_off_and_padding_stays(bare):
    overlays = (Overlay(pack_mask(_mask(slice(200, 210), slice(200, 400)))),)
    image = image_of(_GREY, padding=pack_mask(_BLOCK), shutter=_SHUT, overlays=overlays)
    bare.show_image(image)
    shown = grab(bare)
    bare.set_overlays_visible(False)
    expected = np.where(_BLOCK, 0, _GREY)
    np.testing.assert_array_equal(grab_grey(bare), expected)
    bare.set_overlays_visible(True)
    np.testing.assert_array_equal(grab(bare), shown)


def test_overlays_lie_over_the_heat_map(bare):
    image = image_of(_GREY, overlays=(Overlay(pack_mask(_BLOCK)),))
    bare.show_image(image, scored(image, hot_cell(0, 1)))
    show_heatmap(bare, visible=True)
    wanted = theme.colour("on_picture_graphics")
    assert (grab(bare)[_BLOCK] == (wanted.red(), wanted.green(), wanted.blue())).all()


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("mirrored", [False, True])
def test_overlays_turn_with_the_picture(quarters, mirrored):
    turn = Turn(quarters, mirrored)
    image = image_of(_GREY, overlays=(Overlay(pack_mask(_BLOCK)),))
    columns, rows = (round(side) for side in turn.size(600, 400))
    whole = PixelRectangle(0, 0, columns, rows)
    drawn = DicomOverlayLayer(image, turn).picture(whole, whole)
    assert drawn is not None
    opaque = np.array([[drawn.pixelColor(x, y).alpha() == 255 for x in range(columns)] for y in range(rows)])
    np.testing.assert_array_equal(opaque, turn.apply(_BLOCK))
