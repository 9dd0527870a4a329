"""What speaks for the finding, in colour: the switch, its strength, its colours, and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from xray_desktop.imaging.colour_map import ColourMap
from xray_desktop.qt import theme
from xray_desktop.qt.chevron import Choice
from xray_desktop.qt.findings_panel import phrases
from xray_desktop.qt.findings_panel.section import Section, text_label
from xray_desktop.qt.findings_panel.switch import Switch
from xray_desktop.qt.layouts import column, row

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QHBoxLayout

_PERCENT = 100
_STEP = 5
_BAR_HEIGHT = 8
_LABEL_HEIGHT = 16
_FIGURES_WIDTH = 48
_NAME_WIDTH = 64


class HeatmapSection(Section):
    """Controls of the heat map.

    Signals
    -------
    toggled(bool), opacity_changed(float), colour_map_chosen(ColourMap)
        A person wants it shown or hidden, of another opacity (0 to 1), in other colours.
    """

    toggled = Signal(bool)
    opacity_changed = Signal(float)
    colour_map_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.switch = Switch("Heat map")
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity_value = text_label()
        self.colours = Choice()
        self.legend = HeatmapLegend()
        self.blank = text_label("secondary", wrap=True)
        self._body = QWidget()
        self._prepare()
        self._lay_out()
        self.switch.clicked.connect(self.toggled)
        self.opacity.valueChanged.connect(self._move_opacity)
        self.colours.activated.connect(self._choose_colours)
        self.show_absent()

    def _prepare(self) -> None:
        self.opacity.setAccessibleName("Opacity of the heat map")
        self.opacity.setRange(0, _PERCENT)
        self.opacity.setSingleStep(_STEP)
        self.opacity.setPageStep(2 * _STEP)
        self.opacity_value.setFixedWidth(_FIGURES_WIDTH)
        self.opacity_value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.colours.setAccessibleName("Colours of the heat map")
        for each in ColourMap:
            self.colours.addItem(phrases.as_title(each.value), each)

    def _lay_out(self) -> None:
        lines = column(self._body, spacing=theme.SPACE.s)
        lines.addLayout(_named("Opacity", self.opacity, self.opacity_value))
        lines.addLayout(_named("Colours", self.colours))
        lines.addSpacing(theme.SPACE.xs)
        lines.addWidget(self.legend)
        self.column.addWidget(self.switch)
        self.column.addWidget(self._body)
        self.column.addWidget(self.blank)

    def set_look(self, *, visible: bool, opacity: float, colour_map: ColourMap) -> None:
        """Show what holds, without announcing it as a wish."""
        with QSignalBlocker(self.switch), QSignalBlocker(self.opacity), QSignalBlocker(self.colours):
            self.switch.setChecked(visible)
            self.opacity.setValue(round(opacity * _PERCENT))
            self.colours.setCurrentIndex(self.colours.findData(colour_map))
        self._write_opacity(self.opacity.value())
        self.legend.show_colours(colour_map)

    def show_present(self) -> None:
        """Say that the image has a heat map."""
        self._show_parts(present=True, reason="")

    def show_blank(self) -> None:
        """Say that it is zero everywhere: an honest outcome."""
        self._show_parts(present=False, reason="No positive evidence to show")

    def show_absent(self) -> None:
        """Say that there is none without a score."""
        self._show_parts(present=False, reason="There is none without a score.")

    def _show_parts(self, *, present: bool, reason: str) -> None:
        self._body.setVisible(present)
        self.blank.setText(reason)
        self.blank.setVisible(bool(reason))

    def _move_opacity(self, value: int) -> None:
        self._write_opacity(value)
        self.opacity_changed.emit(value / _PERCENT)

    def _write_opacity(self, value: int) -> None:
        self.opacity_value.setText(f"{value} %")

    def _choose_colours(self, index: int) -> None:
        colour_map = ColourMap(self.colours.itemData(index))
        self.legend.show_colours(colour_map)
        self.colour_map_chosen.emit(colour_map)


class HeatmapLegend(QWidget):
    """The colour bar, lying, with its scale stated."""

    def __init__(self) -> None:
        super().__init__()
        self._colour_map = ColourMap.INFERNO
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_colours(self, colour_map: ColourMap) -> None:
        """Show another map."""
        self._colour_map = colour_map
        self.setAccessibleName("Relative evidence from 0 to 1, scale: this image")
        self.update()

    def sizeHint(self) -> QSize:
        """Take the width there is."""
        return QSize(theme.SIZE.findings_panel - 2 * theme.SPACE.l, _BAR_HEIGHT + theme.SPACE.xs + _LABEL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        # OpenCV knows the colours; it is loaded by now, as there is a heat map.
        from xray_desktop.qt.viewer.legend import SCALE, TITLE, ramp

        painter = QPainter(self)
        bar = QRectF(0, 0, self.width(), _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ramp(self._colour_map, QPointF(0, 0), QPointF(self.width(), 0)))
        painter.drawRect(bar)
        painter.setFont(theme.font(theme.TEXT.small))
        painter.setPen(theme.colour("secondary"))
        below = QRectF(0, _BAR_HEIGHT + theme.SPACE.xs, self.width(), _LABEL_HEIGHT)
        for words, side in (
            ("0", Qt.AlignmentFlag.AlignLeft),
            (f"{TITLE}, {SCALE}", Qt.AlignmentFlag.AlignHCenter),
            ("1", Qt.AlignmentFlag.AlignRight),
        ):
            painter.drawText(below, side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


def _named(name: str, *widgets: QWidget) -> QHBoxLayout:
    label = text_label("secondary")
    label.setText(name)
    label.setFixedWidth(_NAME_WIDTH)
    line = row(spacing=theme.SPACE.s)
    line.addWidget(label)
    line.addWidget(widgets[0], 1)
    for widget in widgets[1:]:
        line.addWidget(widget)
    return line
