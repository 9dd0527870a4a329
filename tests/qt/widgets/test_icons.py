"""Icons take the theme's colours and stay sharp."""

from __future__ import annotations

import gc
import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.widgets import icons
from xray_desktop.qt.window.actions import Actions
from xray_desktop.settings.paths import resource_dir


def strokes(pixmap):
    picture = pixmap.toImage()
    pixels = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_an_icon_has_the_colour_asked_for_and_no_other():
    assert strokes(icons.pixmap("flame", "#ff9f40", 32, 2.0)) == {"#ff9f40"}


def test_an_icon_has_as_many_pixels_as_the_screen_wants():
    drawn = icons.pixmap("x", "#ffffff", 20, 1.5)
    assert (drawn.width(), drawn.devicePixelRatio()) == (30, 1.5)


def test_an_icon_is_drawn_when_it_is_seen(qapp):
    before = icons._draw.cache_info().misses
    actions = Actions(qapp)
    assert icons._draw.cache_info().misses == before
    assert strokes(actions.open_folder.icon().pixmap(16, 16)) == {theme.DARK.palette.text}


def test_an_icon_is_grey_while_disabled_and_dark_on_a_chosen_line(qapp):
    palette, made = theme.DARK.palette, icons.icon("x")
    for mode, colour in ((QIcon.Mode.Disabled, palette.not_scored), (QIcon.Mode.Selected, palette.on_accent)):
        assert strokes(made.pixmap(16, 16, mode)) == {colour}


def test_a_place_that_is_too_large_is_not_filled(qapp):
    assert icons.icon("x").pixmap(32, 32).width() == theme.SIZE.icon
    assert icons.icon("x").pixmap(0, 0).isNull()


def test_a_copy_that_qt_makes_for_itself_is_drawn_as_well(qapp):
    copy = QIcon(icons.icon("x"))
    copy.setIsMask(True)  # has Qt clone the engine
    gc.collect()
    assert strokes(copy.pixmap(16, 16)) == {theme.DARK.palette.text}


def test_painting_puts_an_icon_into_the_middle(qapp):
    paper = QPixmap(40, 60)
    paper.fill(Qt.GlobalColor.transparent)
    painter = QPainter(paper)
    icons.icon("square").paint(painter, paper.rect())
    painter.end()
    picture = paper.toImage()
    lit = [(x, y) for x in range(40) for y in range(60) if picture.pixelColor(x, y).alpha() > 0]
    assert (min(x for x, _ in lit) + max(x for x, _ in lit), min(y for _, y in lit) + max(y for _, y in lit)) == (
        39,
        59,
    )


def test_an_icon_follows_the_theme(qapp, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    button = QToolButton(window)
    icons.set_icon(button, "folder-open")
    assert strokes(button.icon().pixmap(32, 32)) == {theme.DARK.palette.text}
    try:
        theme.apply(qapp, theme.LIGHT)
        assert strokes(button.icon().pixmap(32, 32)) == {theme.LIGHT.palette.text}
    finally:
        theme.apply(qapp, theme.DARK)


def test_every_icon_in_the_folder_is_used_and_every_one_used_is_there(qapp):
    present = {path.stem for path in (resource_dir() / "icons").glob("*.svg")}
    source = "\n".join(path.read_text() for path in (resource_dir().parent / "xray_desktop" / "qt").rglob("*.py"))
    used = {name for name in present if re.search(rf'"{name}"', source)}
    assert present == used
    actions = Actions(qapp)
    assert not actions.open_folder.icon().isNull()


def test_the_licences_of_icons_and_typeface_are_there():
    assert "ISC License" in (resource_dir() / "icons" / "LICENSE").read_text()
    assert "SIL OPEN FONT LICENSE" in (resource_dir() / "fonts" / "LICENSE").read_text()
