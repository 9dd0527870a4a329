"""The heat map on the screen lies where the model looked, at every zoom."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from tests.support.pictures import hot_cell, image_of, noise
from xray_desktop.imaging.colour_map import ColourMap
from xray_desktop.imaging.geometry import AspectPolicy, plan_geometry
from xray_desktop.imaging.heatmap import blend, normalise, place_heatmap
from xray_desktop.imaging.turn import Turn
from xray_desktop.qt.viewer.heatmap_layer import HeatmapLayer
from xray_desktop.qt.viewer.qt_image import grey_image
from xray_desktop.qt.viewer.transform import PixelRectangle


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


@pytest.mark.parametrize("colour_map", list(ColourMap))
@pytest.mark.parametrize("opacity", [0.25, 1.0])
def test_the_screen_shows_what_the_exported_picture_shows(colour_map, opacity):
    heatmap = np.random.default_rng(1).random((7, 7)).astype(np.float32)
    geometry = plan_geometry(120, 160, 224, 224, AspectPolicy.CENTRE_CROP)
    grey = noise(120, 160)
    placed = place_heatmap(normalise(heatmap), geometry, 120, 160)
    expected = blend(grey, placed, colour_map, opacity).astype(int)
    canvas = QImage(160, 120, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(canvas)
    painter.drawImage(0, 0, grey_image(grey))
    painter.setOpacity(opacity)
    painter.drawImage(0, 0, HeatmapLayer(heatmap, geometry).picture(whole(160, 120), whole(160, 120), colour_map))
    painter.end()
    shown = np.frombuffer(canvas.constBits(), np.uint8).reshape(120, 160, 4)[..., 2::-1].astype(int)
    assert np.abs(shown - expected).max() <= 2


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
