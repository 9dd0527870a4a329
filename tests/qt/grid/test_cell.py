"""A few pixels of a painted cell: shapes tell the states apart, not colours alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from tests.support.rows import HALF, row
from xray_desktop.qt import theme
from xray_desktop.qt.grid.badge import BadgeShape, badge_of, models_disagree
from xray_desktop.qt.grid.cell import CellState, cell_size, paint_cell
from xray_desktop.study.row import RowState

LEFT, TOP = 12, 12
PILL_TOP = 220


def paint(one, pixmap=None, scale=1.0):
    picture = QImage(cell_size() * scale, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    picture.fill(theme.colour("window"))
    painter = QPainter(picture)
    paint_cell(painter, QRect(0, 0, cell_size().width(), cell_size().height()), one, CellState(pixmap, threshold=HALF))
    painter.end()
    return picture


def colours(picture, area):
    return {
        picture.pixelColor(x, y).name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


@pytest.mark.parametrize(
    ("one", "shape", "colour", "text"),
    [
        (row(0, probability=0.934), BadgeShape.FILLED, "positive", "0.93"),
        (row(0, probability=0.5), BadgeShape.FILLED, "positive", "0.50"),
        (row(0, probability=0.499), BadgeShape.OUTLINED, "negative", "0.50"),
        (row(0, state=RowState.NOT_SCORED), BadgeShape.DASHED, "not_scored", "not scored"),
        (row(0, state=RowState.CANCELLED), BadgeShape.DASHED, "not_scored", "stopped"),
        (row(0, state=RowState.FAILED), BadgeShape.TRIANGLE, "failed", "cannot be read"),
        (row(0), BadgeShape.SKELETON, "raised", ""),
    ],
)
def test_every_state_has_its_own_shape_and_words(one, shape, colour, text):
    badge = badge_of(one, HALF)
    assert (badge.shape, badge.colour, badge.text) == (shape, colour, text)


def test_a_positive_pill_is_full_and_a_negative_one_is_a_line():
    # The middle of a pill's upper edge, inside the line: filled for one, background for the other.
    positive = paint(row(0, probability=0.9)).pixelColor(LEFT + 20, PILL_TOP + 2)
    negative = paint(row(0, probability=0.1)).pixelColor(LEFT + 20, PILL_TOP + 2)
    assert positive.name() == theme.DARK.palette.positive
    assert negative.name() == theme.DARK.palette.window


def test_a_thumbnail_is_letterboxed_on_black():
    wide = QPixmap(176, 100)
    wide.fill(QColor("#777777"))
    picture = paint(row(0), wide)
    assert picture.pixelColor(LEFT + 88, TOP + 88).name() == "#777777"
    assert picture.pixelColor(LEFT + 88, TOP + 10).name() == "#000000"
    assert picture.pixelColor(LEFT + 88, TOP + 170).name() == "#000000"


def test_a_thumbnail_is_drawn_pixel_for_pixel_on_a_dense_display():
    # Columns of single black and white pixels turn grey as soon as anything is resampled.
    stripes = QImage(352, 352, QImage.Format.Format_Grayscale8)
    for x in range(352):
        for y in range(352):
            stripes.setPixelColor(x, y, QColor("#ffffff" if x % 2 else "#000000"))
    dense = QPixmap.fromImage(stripes)
    dense.setDevicePixelRatio(2.0)
    picture = paint(row(0), dense, scale=2.0)
    middle = QRect(2 * LEFT + 100, 2 * TOP + 100, 40, 4)
    assert colours(picture, middle) == {"#000000", "#ffffff"}


def test_loading_and_unreadable_look_different():
    loading = paint(row(0)).pixelColor(LEFT + 5, TOP + 5)
    unreadable = paint(row(0, state=RowState.FAILED)).pixelColor(LEFT + 5, TOP + 5)
    assert loading.name() == theme.DARK.palette.raised
    assert unreadable.name() == "#000000"


def test_marks_stand_at_the_right_end():
    bare = paint(row(0, probability=0.9))
    marked = paint(row(0, probability=0.9, heatmap=True, synthetic=True))
    heat_map, synthetic = QRect(172, PILL_TOP, 16, 20), QRect(152, PILL_TOP, 16, 20)
    assert colours(bare, heat_map) == {theme.DARK.palette.window}
    assert len(colours(marked, heat_map)) > 1
    assert len(colours(marked, synthetic)) > 1


def test_a_long_name_stays_inside_its_cell():
    picture = paint(row(0, name="n" * 300 + ".jpeg"))
    assert colours(picture, QRect(0, 196, 12, 20)) == {theme.DARK.palette.window}
    assert colours(picture, QRect(189, 196, 11, 20)) == {theme.DARK.palette.window}


def test_models_that_disagree_have_a_pill_of_their_own():
    apart = row(0, probability=0.9, second=(0.1, 0.5))
    assert badge_of(apart, HALF) == models_disagree()
    assert badge_of(row(0, probability=0.9, second=(0.8, 0.5)), HALF).shape is BadgeShape.FILLED
    # Told apart without colour: words of its own, and a disc that is half full and half empty.
    picture = paint(apart)
    assert picture.pixelColor(LEFT + 15, PILL_TOP + 10).name() == theme.DARK.palette.disagree
    assert picture.pixelColor(LEFT + 19, PILL_TOP + 10).name() == theme.DARK.palette.window
