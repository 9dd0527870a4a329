"""The colour bar of the findings panel, lying, with what it means in words below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.findings_panel import phrases
from xray_desktop.qt.findings_panel.section import text_label
from xray_desktop.qt.language import tr
from xray_desktop.qt.layouts import column
from xray_desktop.qt.viewer import heatmap_words
from xray_desktop.qt.viewer.look import Look

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_BAR_HEIGHT = 12
_LABEL_HEIGHT = 16
_FIGURE_ROOM = 36


class HeatmapLegend(QWidget):
    """A bar and a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = _ColourBar()
        self.words = text_label("small", wrap=True)
        lines = column(self, spacing=theme.SPACE.xs)
        lines.addWidget(self.bar)
        lines.addWidget(self.words)

    def show_map(self, look: Look, maximum: float) -> None:
        """Explain how a map is shown.

        Parameters
        ----------
        maximum
            Of the map, as the model gave it.
        """
        parts = (heatmap_words.heading(), heatmap_words.scale(look), heatmap_words.reach(look, maximum))
        words = " ".join(f"{phrases.sentence_case(part)}." for part in parts if part)
        if look.style.threshold > 0.0:
            cut = tr("Below {threshold} nothing is drawn.", threshold=f"{look.style.threshold:.2f}")
            words = f"{words} {cut}"
        self.words.setText(words)
        self.bar.show_look(look, words)


class _ColourBar(QWidget):
    """The bar alone, with its figures."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_look(self, look: Look, words: str) -> None:
        """Show other colours, contours and limits."""
        self._look = look
        self.setAccessibleName(tr("Scale from 0 to 1. {words}", words=words))
        self.update()

    def sizeHint(self) -> QSize:
        """Take the width there is."""
        return QSize(
            theme.SIZE.findings_panel - 2 * theme.SPACE.l, _BAR_HEIGHT + theme.SPACE.xs + theme.scaled(_LABEL_HEIGHT)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        # OpenCV knows the colours; it is loaded by now, as there is a heat map.
        from xray_desktop.qt.viewer.legend import Bar, paint_bar

        painter = QPainter(self)
        bar = Bar(QRectF(1, 1, self.width() - 2, _BAR_HEIGHT - 2), upright=False)
        paint_bar(painter, bar, self._look.style)
        painter.setFont(theme.font(theme.TEXT.small))
        painter.setPen(theme.colour("secondary"))
        for share, words in heatmap_words.ticks(self._look, theme.scaled(_FIGURE_ROOM) / self.width()):
            painter.drawText(self._place(bar.at(share).x(), words), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def _place(self, x: float, words: str) -> QRectF:
        """Put a figure under its place on the bar, as far as the edges allow."""
        width = QFontMetricsF(theme.font(theme.TEXT.small)).horizontalAdvance(words)
        place = QRectF(x - width / 2, _BAR_HEIGHT + theme.SPACE.xs, width + 1, theme.scaled(_LABEL_HEIGHT))
        place.moveLeft(min(max(place.left(), 0.0), self.width() - place.width()))
        return place
