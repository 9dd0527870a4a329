"""The data sheet on the screen: quiet headings, values in one column, figures of one width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel.section import separator, text_label
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.widgets import layouts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout

    from xray_desktop.qt.dialogs.models.sheet import SheetSection, Table

_NAMES_WIDTH = 160
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class SheetView(QScrollArea):
    """Shows one data sheet; every word can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Model card"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_sheet(())

    def show_sheet(self, sections: Sequence[SheetSection]) -> None:
        """Show another sheet, from its beginning."""
        inner = QWidget()
        column = layouts.column(inner, spacing=theme.SPACE.s, margins=(0, 0, theme.SPACE.l, theme.SPACE.l))
        for place, section in enumerate(sections):
            if place:
                column.addSpacing(theme.SPACE.s)
                column.addWidget(separator())
                column.addSpacing(theme.SPACE.xs)
            _add_section(column, section)
        column.addStretch(1)
        self.setWidget(inner)
        self.verticalScrollBar().setValue(0)

    def text(self) -> str:
        """Return everything that is written, for tests and screen readers."""
        return "\n".join(label.text() for label in self.findChildren(QLabel))


def _add_section(column: QVBoxLayout, section: SheetSection) -> None:
    column.addWidget(_label(section.heading, "heading"))
    for place, (text, table) in enumerate(section.tables):
        if place:
            column.addSpacing(theme.SPACE.m)
        if text:
            column.addWidget(_label(text, "secondary"))
        column.addLayout(_grid(table))
    if section.lines:
        column.addLayout(_lines(section.lines))
    role = "small" if section.tables else ""
    for paragraph in section.paragraphs:
        column.addWidget(_label(paragraph, role))


def _lines(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = _empty_grid()
    grid.setColumnMinimumWidth(0, theme.scaled(_NAMES_WIDTH))
    grid.setColumnStretch(1, 1)
    for place, (name, value) in enumerate(lines):
        grid.addWidget(_fixed(_label(name, "secondary")), place, 0, _LEFT)
        grid.addWidget(_label(_breakable(value)), place, 1)
    return grid


def _grid(table: Table) -> QGridLayout:
    grid = _empty_grid()
    grid.setColumnStretch(0, 1)
    for column, text in enumerate(table.columns):
        grid.addWidget(_label(text, "small"), 0, column, *((_RIGHT,) if column else ()))
    for place, row in enumerate(table.rows, start=1):
        for column, text in enumerate(row):
            cell = _label(text)
            grid.addWidget(_unwrapped(cell) if column else cell, place, column, *((_RIGHT,) if column else ()))
    return grid


def _empty_grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.SPACE.xl)
    grid.setVerticalSpacing(theme.SPACE.xs)
    return grid


def _label(text: str, role: str = "") -> QLabel:
    label = text_label(role, wrap=True)
    label.setText(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _fixed(label: QLabel) -> QLabel:
    theme.fix_size(label, width=_NAMES_WIDTH)
    return label


def _unwrapped(label: QLabel) -> QLabel:
    label.setWordWrap(False)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return label


def _breakable(value: str) -> str:
    """Let a hash break into two lines where there is no room: at its middle."""
    return value if len(value) != 64 or " " in value else f"{value[:32]}\N{ZERO WIDTH SPACE}{value[32:]}"
