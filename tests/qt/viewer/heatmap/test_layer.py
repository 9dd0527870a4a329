"""The heat map on the screen lies where the model looked, at every zoom."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from tests.support.pictures import hot_cell, image_of, noise
from xray_desktop.imaging.geometry import AspectPolicy, plan_geometry
from xray_desktop.imaging.heatmap.overlay import overlay_heatmap
from xray_desktop.imaging.heatmap.style import ColourMap, CommonScale, HeatmapMode, HeatmapScale, HeatmapStyle
from xray_desktop.imaging.turn import Turn
from xray_desktop.qt.viewer.display_options import DisplayOptions
from xray_desktop.qt.viewer.heatmap.layer import HeatmapLayer
from xray_desktop.qt.viewer.heatmap.painting import paint_heatmap
from xray_desktop.qt.viewer.screen_raster import grey_image
from xray_desktop.qt.viewer.transform import PixelRectangle

CONTOURS = DisplayOptions(True, HeatmapStyle(1.0, mode=HeatmapMode.CONTOURS))


def layer_of(heatmap, rows=400, columns=600, aspect=AspectPolicy.STRETCH) -> HeatmapLayer:
    return HeatmapLayer(heatmap, plan_geometry(rows, columns, 224, 224, aspect))


def alpha(picture: QImage) -> np.ndarray:
    raw = np.frombuffer(picture.constBits(), np.uint32).reshape(picture.height(), picture.bytesPerLine() // 4)
    return raw[:, : picture.width()] >> 24


def whole(width: int, height: int) -> PixelRectangle:
    return PixelRectangle(0, 0, width, height)


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.5])
@pytest.mark.parametrize("cell", [(1, 0), (3, 5), (5, 6)])
@pytest.mark.parametrize("aspect", list(AspectPolicy))
def test_the_hot_cell_lies_on_its_part_of_the_source(scale, cell, aspect):
    rows, columns = 400, 600
    geometry = plan_geometry(rows, columns, 224, 224, aspect)
    layer = HeatmapLayer(hot_cell(*cell), geometry)
    placement = whole(round(columns * scale), round(rows * scale))
    strength = alpha(layer.picture(placement, placement, ColourMap.INFERNO)).astype(float)
    # The middle of a cell of the 7 x 7 map, in tensor pixels of 224 x 224, then in the source.
    x, y = geometry.tensor_to_source((cell[1] + 0.5) * 32, (cell[0] + 0.5) * 32)
    assert strength[int(y * scale), int(x * scale)] >= 240
    far = np.hypot(*(np.indices(strength.shape)[::-1] - np.array([x, y])[:, None, None] * scale)) > 160 * scale
    assert strength[far].max() == 0


def test_a_part_is_a_cutting_of_the_whole():
    layer = layer_of(hot_cell(3, 5))
    placement = whole(1500, 1000)
    everything = alpha(layer.picture(placement, placement, ColourMap.INFERNO)).astype(int)
    part = PixelRectangle(700, 300, 400, 250)
    seen = alpha(layer.picture(placement, part, ColourMap.INFERNO)).astype(int)
    assert np.abs(seen - everything[300:550, 700:1100]).max() <= 2


def painted(grey, heatmap, geometry, display_options) -> np.ndarray:
    """Paint a picture and its heat map as the view does, pixel on pixel."""
    rows, columns = grey.shape
    canvas = QImage(columns, rows, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(canvas)
    painter.drawImage(0, 0, grey_image(grey))
    paint_heatmap(painter, HeatmapLayer(heatmap, geometry), display_options, whole(columns, rows), whole(columns, rows))
    painter.end()
    return np.frombuffer(canvas.constBits(), np.uint8).reshape(rows, columns, 4)[..., 2::-1].astype(int)


@pytest.mark.parametrize("colour_map", list(ColourMap))
@pytest.mark.parametrize("opacity", [0.25, 1.0])
@pytest.mark.parametrize("threshold", [0.0, 0.4])
def test_the_screen_shows_what_the_exported_picture_shows(colour_map, opacity, threshold):
    heatmap = np.random.default_rng(1).random((7, 7)).astype(np.float32)
    geometry = plan_geometry(120, 160, 224, 224, AspectPolicy.LETTERBOX)
    style = HeatmapStyle(opacity, colour_map, threshold=threshold)
    expected = overlay_heatmap(noise(120, 160), heatmap, geometry, style).astype(int)
    shown = painted(noise(120, 160), heatmap, geometry, DisplayOptions(True, style))
    assert np.abs(shown - expected).max() <= 2


@pytest.mark.parametrize("mode", [HeatmapMode.CONTOURS, HeatmapMode.BOTH])
@pytest.mark.parametrize("opacity", [0.5, 1.0])
@pytest.mark.parametrize("aspect", [AspectPolicy.STRETCH, AspectPolicy.LETTERBOX])
def test_contours_on_the_screen_are_those_of_the_exported_picture(mode, opacity, aspect):
    heatmap = np.random.default_rng(5).random((7, 7)).astype(np.float32)
    geometry = plan_geometry(320, 420, 224, 224, aspect)
    style = HeatmapStyle(opacity, ColourMap.VIRIDIS, mode, HeatmapScale.STUDY, threshold=0.3)
    grey = np.full((320, 420), 120, np.uint8)
    expected = overlay_heatmap(grey, heatmap, geometry, style, scale_maximum=1.1).astype(int)
    shown = painted(grey, heatmap, geometry, DisplayOptions(True, style, CommonScale(1.1, 9)))
    bare = overlay_heatmap(grey, heatmap, geometry, replace(style, mode=HeatmapMode.COLOUR), 1.1).astype(int)
    under = bare if mode is HeatmapMode.BOTH else grey[..., None].astype(int)
    on_line = np.abs(expected - under).max(axis=2) > 40
    assert on_line.sum() > 500
    # Two programs smooth edges in two ways; the lines are the same ones in the same colours.
    assert np.abs(shown - expected)[on_line].mean() < 0.3 * np.abs(shown - under)[on_line].mean()
    touched = (np.abs(expected - under).max(axis=2) > 3).astype(np.uint8)
    near = cv2.dilate(touched, np.ones((7, 7), np.uint8)).astype(bool)
    assert np.abs(shown - expected)[~near].max() <= 2


def test_a_picture_under_contours_alone_stays_as_it_is_between_them():
    grey = noise(300, 300)
    shown = painted(grey, hot_cell(3, 3), plan_geometry(300, 300, 224, 224, AspectPolicy.STRETCH), CONTOURS)
    untouched = (shown == grey[..., None]).all(axis=2)
    assert 0.9 < untouched.mean() < 0.995
    assert untouched[128:172, 128:172].mean() > 0.5


def test_contours_end_where_the_model_saw_nothing():
    # The whole left half is hot: its contour would run on into what was cut off.
    heatmap = np.zeros((7, 7), np.float32)
    heatmap[:3] = 1.0
    grey = np.zeros((200, 300), np.uint8)
    geometry = plan_geometry(200, 300, 224, 224, AspectPolicy.CENTRE_CROP)
    shown = painted(grey, heatmap, geometry, CONTOURS)
    coloured = np.ptp(shown, axis=2) > 30
    assert coloured[:, 50:250].any()
    assert not coloured[:, :50].any()
    assert not coloured[:, 250:].any()
    assert not (overlay_heatmap(grey, heatmap, geometry, CONTOURS.style)[:, :50]).any()


def test_no_contour_is_drawn_below_the_threshold():
    layer = layer_of(hot_cell(3, 3))
    assert [level for level, _ in layer.lines(whole(600, 400), replace(CONTOURS.style, threshold=0.3).levels)] == [
        0.5,
        0.75,
    ]
    assert replace(CONTOURS.style, threshold=0.8).levels == ()


@pytest.mark.parametrize("place", [(0, 0), (-300, 40), (57, -210)])
def test_contours_move_with_the_picture_and_grow_with_it(place):
    layer = layer_of(hot_cell(3, 5))
    placement = PixelRectangle(*place, 600, 400)
    ((_, path),) = layer.lines(placement, (0.5,))
    ((_, twice),) = layer.lines(PixelRectangle(*place, 1200, 800), (0.5,))
    middle, larger = path.boundingRect().center(), twice.boundingRect().center()
    assert (middle.x(), middle.y()) == pytest.approx((600 * 5.5 / 7, 400 * 3.5 / 7), abs=1)
    assert (larger.x(), larger.y()) == pytest.approx((2 * middle.x(), 2 * middle.y()), abs=0.5)


def test_below_the_threshold_nothing_is_painted():
    layer = layer_of(np.linspace(0, 1, 49, dtype=np.float32).reshape(7, 7))
    everything = alpha(layer.picture(whole(300, 200), whole(300, 200), ColourMap.INFERNO))
    cut = alpha(layer.picture(whole(300, 200), whole(300, 200), ColourMap.INFERNO, 0.5))
    assert ((cut == 0) | (cut == everything)).all()
    assert cut[cut > 0].min() >= 127
    assert (cut == 0).mean() > 0.3


def test_on_a_larger_scale_the_same_map_is_weaker_and_its_contours_tighter():
    layer = layer_of(hot_cell(3, 3))
    own = alpha(layer.picture(whole(600, 400), whole(600, 400), ColourMap.INFERNO)).max()
    (_, wide), (_, narrow) = layer.lines(whole(600, 400), (0.25, 0.5))
    layer.use_scale(6.0)
    assert alpha(layer.picture(whole(600, 400), whole(600, 400), ColourMap.INFERNO)).max() == pytest.approx(
        own / 2, abs=2
    )
    (_, halved), (_, gone) = layer.lines(whole(600, 400), (0.25, 0.6))
    assert halved.boundingRect() == narrow.boundingRect()
    assert halved.boundingRect().width() < wide.boundingRect().width()
    assert gone.isEmpty()
    layer.use_scale(None)
    assert alpha(layer.picture(whole(600, 400), whole(600, 400), ColourMap.INFERNO)).max() == own


def test_what_the_model_never_saw_is_listed_and_left_alone():
    layer = layer_of(np.ones((7, 7), np.float32), aspect=AspectPolicy.CENTRE_CROP)
    placement = whole(300, 200)
    left, right = layer.unseen(placement)
    assert (left.left, left.width, left.height) == (0.0, 50.0, 200.0)
    assert (right.left, right.width, right.height) == (250.0, 50.0, 200.0)
    strength = alpha(layer.picture(placement, placement, ColourMap.INFERNO))
    assert strength[:, :50].max() == strength[:, 250:].max() == 0
    assert strength[:, 50:250].min() == 255


@pytest.mark.parametrize("turn", [Turn(quarters, mirrored) for quarters in range(4) for mirrored in (False, True)])
@pytest.mark.parametrize("aspect", list(AspectPolicy))
def test_a_turned_picture_has_the_same_layer_turned(turn, aspect):
    geometry = plan_geometry(120, 190, 224, 224, aspect)
    heatmap = np.random.default_rng(7).random((5, 8)).astype(np.float32)
    upright, turned = HeatmapLayer(heatmap, geometry), HeatmapLayer(heatmap, geometry, turn)
    columns, rows = (round(side) for side in turn.size(190, 120))
    expected = turn.apply(alpha(upright.picture(whole(190, 120), whole(190, 120), ColourMap.INFERNO))).astype(int)
    shown = alpha(turned.picture(whole(columns, rows), whole(columns, rows), ColourMap.INFERNO)).astype(int)
    assert np.abs(shown - expected).max() <= 1
    hatched = sorted((turn.rectangle(band, 190, 120) for band in upright.unseen(whole(190, 120))), key=repr)
    assert sorted(turned.unseen(whole(columns, rows)), key=repr) == hatched


@pytest.mark.parametrize("aspect", [AspectPolicy.STRETCH, AspectPolicy.LETTERBOX])
def test_nothing_is_unseen_where_the_whole_picture_went_in(aspect):
    assert layer_of(hot_cell(1, 1), aspect=aspect).unseen(whole(333, 222)) == ()


def test_a_map_of_zeros_is_blank_and_paints_nothing():
    layer = layer_of(np.zeros((7, 7), np.float32))
    assert layer.maximum == 0.0
    assert alpha(layer.picture(whole(60, 40), whole(60, 40), ColourMap.INFERNO)).max() == 0


def test_colours_change_at_once():
    layer = layer_of(hot_cell(3, 3))
    placement = whole(70, 70)
    first = QColor(layer.picture(placement, placement, ColourMap.INFERNO).pixel(35, 35))
    second = QColor(layer.picture(placement, placement, ColourMap.VIRIDIS).pixel(35, 35))
    assert first != second


def test_a_grey_image_owns_its_pixels():
    pixels = noise(5, 7)
    made = grey_image(pixels)
    before = [made.pixelColor(x, 2).red() for x in range(7)]
    pixels[:] = 0
    assert [made.pixelColor(x, 2).red() for x in range(7)] == before
    assert image_of(noise(5, 7)).pixels[2].tolist() == before
