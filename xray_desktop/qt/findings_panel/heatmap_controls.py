"""How the heat map is drawn: the controls, and what the colours mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from xray_desktop.imaging.heatmap.style import ColourMap, HeatmapMode, HeatmapScale
from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel import phrases
from xray_desktop.qt.findings_panel.section import text_label
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.viewer.display_options import DisplayOptions
from xray_desktop.qt.viewer.heatmap import legend_text
from xray_desktop.qt.widgets.chevron import Choice
from xray_desktop.qt.widgets.layouts import column, row

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QHBoxLayout


_BAR_HEIGHT = 12
_LABEL_HEIGHT = 16
_FIGURE_ROOM = 36
_PERCENT = 100
_STEP = 5
_FIGURES_WIDTH = 44
_NAME_WIDTH = 80


class HeatmapLegend(QWidget):
    """A bar and a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = _ColourBar()
        self.words = text_label("small", wrap=True)
        lines = column(self, spacing=theme.SPACE.xs)
        lines.addWidget(self.bar)
        lines.addWidget(self.words)

    def show_map(self, display_options: DisplayOptions, maximum: float) -> None:
        """Explain how a map is shown.

        Parameters
        ----------
        maximum
            Of the map, as the model gave it.
        """
        parts = (legend_text.heading(), legend_text.scale(display_options), legend_text.reach(display_options, maximum))
        text = " ".join(f"{phrases.sentence_case(part)}." for part in parts if part)
        if display_options.style.threshold > 0.0:
            cut = tr("Below {threshold} nothing is drawn.", threshold=f"{display_options.style.threshold:.2f}")
            text = f"{text} {cut}"
        self.words.setText(text)
        self.bar.show_options(display_options, text)


class _ColourBar(QWidget):
    """The bar alone, with its figures."""

    def __init__(self) -> None:
        super().__init__()
        self._display_options = DisplayOptions()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_options(self, display_options: DisplayOptions, text: str) -> None:
        """Show other colours, contours and limits."""
        self._display_options = display_options
        self.setAccessibleName(tr("Scale from 0 to 1. {words}", words=text))
        self.update()

    def sizeHint(self) -> QSize:
        """Take the width there is."""
        return QSize(
            theme.SIZE.findings_panel - 2 * theme.SPACE.l, _BAR_HEIGHT + theme.SPACE.xs + theme.scaled(_LABEL_HEIGHT)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        # OpenCV knows the colours; it is loaded by now, as there is a heat map.
        from xray_desktop.qt.viewer.heatmap.legend import Bar, paint_bar

        painter = QPainter(self)
        bar = Bar(QRectF(1, 1, self.width() - 2, _BAR_HEIGHT - 2), upright=False)
        paint_bar(painter, bar, self._display_options.style)
        painter.setFont(theme.font(theme.TEXT.small))
        painter.setPen(theme.colour("secondary"))
        for share, text in legend_text.ticks(self._display_options, theme.scaled(_FIGURE_ROOM) / self.width()):
            painter.drawText(self._place(bar.at(share).x(), text), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()

    def _place(self, x: float, text: str) -> QRectF:
        """Put a figure under its place on the bar, as far as the edges allow."""
        width = QFontMetricsF(theme.font(theme.TEXT.small)).horizontalAdvance(text)
        place = QRectF(x - width / 2, _BAR_HEIGHT + theme.SPACE.xs, width + 1, theme.scaled(_LABEL_HEIGHT))
        place.moveLeft(min(max(place.left(), 0.0), self.width() - place.width()))
        return place


class HeatmapControls(QWidget):
    """Shown where there is a heat map.

    Signals
    -------
    style_changed(HeatmapStyle)
        The user wants it drawn in another way.
    """

    style_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display_options = DisplayOptions()
        self.mode, self.colours, self.scale = Choice(), Choice(), Choice()
        self.opacity, self.threshold = PercentSlider(), PercentSlider()
        self.legend = HeatmapLegend(self)
        self._prepare()
        self._lay_out()
        self._connect()

    def _prepare(self) -> None:
        self.mode.setAccessibleName(tr("What is drawn of the heat map"))
        for mode, text in _modes().items():
            self.mode.addItem(text, mode)
        self.colours.setAccessibleName(tr("Colours of the heat map"))
        for each in ColourMap:
            self.colours.addItem(phrases.as_title(each.value), each)
        self.scale.setAccessibleName(tr("Scale of the heat map"))
        for scale, text in _scales().items():
            self.scale.addItem(text, scale)
        self.opacity.setAccessibleName(tr("Opacity of the heat map"))
        self.threshold.setAccessibleName(tr("Hide evidence below this share of the scale"))
        self.threshold.setToolTip(tr("Evidence below this share of the scale is not drawn"))

    def _lay_out(self) -> None:
        lines = column(self, spacing=theme.SPACE.s)
        lines.addLayout(_named(tr("Show"), self.mode))
        lines.addLayout(_named(tr("Colour"), self.colours))
        lines.addLayout(_named(tr("Scale"), self.scale))
        lines.addLayout(_named(tr("Opacity"), self.opacity, self.opacity.figure))
        lines.addLayout(_named(tr("Hide below"), self.threshold, self.threshold.figure))
        lines.addSpacing(theme.SPACE.xs)
        lines.addWidget(self.legend)

    def _connect(self) -> None:
        self.mode.activated.connect(lambda index: self._wish(mode=HeatmapMode(self.mode.itemData(index))))
        self.colours.activated.connect(lambda index: self._wish(colour_map=ColourMap(self.colours.itemData(index))))
        self.scale.activated.connect(lambda index: self._wish(scale=HeatmapScale(self.scale.itemData(index))))
        self.opacity.valueChanged.connect(lambda value: self._wish(opacity=value / _PERCENT))
        self.threshold.valueChanged.connect(lambda value: self._wish(threshold=value / _PERCENT))

    def _wish(self, **values: object) -> None:
        style = replace(self._display_options.style, **values)  # type: ignore[arg-type]
        self.set_display_options(replace(self._display_options, style=style))
        self.style_changed.emit(style)

    def set_display_options(self, display_options: DisplayOptions) -> None:
        """Show what holds, without announcing it as a wish."""
        self._display_options, style = display_options, display_options.style
        controls = (self.mode, self.colours, self.scale, self.opacity, self.threshold)
        blocked = [QSignalBlocker(control) for control in controls]
        self.mode.setCurrentIndex(self.mode.findData(style.mode))
        self.colours.setCurrentIndex(self.colours.findData(style.colour_map))
        self.scale.setCurrentIndex(self.scale.findData(style.scale))
        self.opacity.show_share(style.opacity)
        self.threshold.show_share(style.threshold)
        for blocker in blocked:
            blocker.unblock()

    def explain(self, maximum: float) -> str:
        """Explain the colours of a map, and return why there are none to be seen, where that is so.

        Parameters
        ----------
        maximum
            Of the map, as the model gave it.
        """
        self.legend.show_map(self._display_options, maximum)
        return legend_text.absence(self._display_options, maximum)


class PercentSlider(QSlider):
    """A slider from 0 to 100 percent.

    Attributes
    ----------
    figure
        A label that always says the value.
    """

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, _PERCENT)
        self.setSingleStep(_STEP)
        self.setPageStep(2 * _STEP)
        self.figure = text_label()
        theme.fix_size(self.figure, width=_FIGURES_WIDTH)
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.show_share(0.0)

    def show_share(self, share: float) -> None:
        """Move to a share, 0 to 1."""
        self.setValue(round(share * _PERCENT))
        self.figure.setText(tr("{percent} %", percent=self.value()))


def _modes() -> dict[HeatmapMode, str]:
    return {
        HeatmapMode.COLOUR: tr("Colour"),
        HeatmapMode.CONTOURS: tr("Contours"),
        HeatmapMode.BOTH: tr("Both"),
    }


def _scales() -> dict[HeatmapScale, str]:
    return {HeatmapScale.IMAGE: tr("This image"), HeatmapScale.STUDY: tr("This study")}


def _named(name: str, *widgets: QWidget) -> QHBoxLayout:
    """Make a line of a name and controls; a label takes only the room it needs."""
    label = text_label("secondary")
    label.setText(name)
    theme.fix_size(label, width=_NAME_WIDTH)
    line = row(spacing=theme.SPACE.s)
    line.addWidget(label)
    for widget in widgets:
        line.addWidget(widget, 1 if isinstance(widget, Choice | QSlider) else 0)
    return line
