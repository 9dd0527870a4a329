"""One percentage scales every text and what holds it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from xray_desktop.qt import theme


@pytest.fixture(autouse=True)
def _as_before():
    yield
    theme.set_text_percent(100)
    theme.apply(QApplication.instance(), theme.current())


def test_texts_and_what_holds_them_grow_together():
    assert (theme.TEXT.small, theme.TEXT.body, theme.TEXT.large) == (12, 14, 24)
    assert (theme.SIZE.control, theme.SIZE.pill, theme.SIZE.cell) == (32, 20, 200)
    theme.set_text_percent(150)
    assert (theme.TEXT.small, theme.TEXT.body, theme.TEXT.large) == (18, 21, 36)
    assert (theme.SIZE.control, theme.SIZE.pill, theme.SIZE.text_line) == (48, 30, 30)
    assert theme.font().pixelSize() == 21
    assert theme.metrics(theme.TEXT.small).height() <= theme.SIZE.text_line


@pytest.mark.parametrize(("asked", "taken"), [(90, 90), (0, 90), (104, 100), (1000, 150), (-5, 90)])
def test_only_the_sizes_of_the_menu_are_taken(asked, taken):
    theme.set_text_percent(asked)
    assert theme.text_percent() == taken


def test_what_was_drawn_in_another_size_is_forgotten():
    drawn = []

    @theme.text_cache(4)
    def draw(word):
        drawn.append(word)
        return word

    draw("a"), draw("a")
    assert drawn == ["a"]
    theme.set_text_percent(130)
    draw("a")
    assert drawn == ["a", "a"]
    theme.forget_drawn()
    draw("a")
    assert len(drawn) == 3


def test_fixed_sizes_follow(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    theme.fix_size(widget, height=32, least=100, most=200)
    assert (widget.height(), widget.minimumWidth(), widget.maximumWidth()) == (32, 100, 200)
    theme.set_text_percent(150)
    theme.apply(QApplication.instance(), theme.current())
    assert (widget.height(), widget.minimumWidth(), widget.maximumWidth()) == (48, 150, 300)


def test_stock_widgets_follow(qtbot):
    from PySide6.QtWidgets import QLabel

    label = QLabel("Words")
    label.setProperty("role", "small")
    qtbot.addWidget(label)
    label.show()
    before = label.sizeHint().height()
    theme.set_text_percent(150)
    theme.apply(QApplication.instance(), theme.current())
    assert label.fontMetrics().height() > before * 1.3
