"""Two models on the open study: which ones, how far it is, a summary, and the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QProgressBar, QPushButton, QTableView, QWidget

from xray_desktop.findings.agreement import Agreement
from xray_desktop.qt import theme
from xray_desktop.qt.dialogs.models.comparison_model import ComparisonModel
from xray_desktop.qt.findings_panel.section import text_label
from xray_desktop.qt.i18n.language import sentence, tr
from xray_desktop.qt.widgets import icons, layouts
from xray_desktop.qt.widgets.chevron import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QModelIndex

    from xray_desktop.services.models.comparison import ComparedImage, Comparison

_WIDTHS = {1: 116, 2: 104, 3: 116, 4: 104, 5: 80, 6: 128}
_ROW = 30


class ComparingPage(QWidget):
    """Compares; says what is wanted and does nothing itself.

    Signals
    -------
    started(Path, Path)
        Compare these two.
    cancelled(), left(), export_requested()
        The user said stop, wants the list again, wants the table as a file.
    image_chosen(ImageKey)
        The user wants to see an image of the table.
    """

    started = Signal(object, object)
    cancelled = Signal()
    left = Signal()
    export_requested = Signal()
    image_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = Choice(), Choice()
        self.start, self.back = QPushButton(tr("Compare")), QPushButton(tr("Back to the card"))
        self.export = QPushButton(tr("Export table (CSV)…"))
        self.summary, self.explanation = text_label("heading", wrap=True), text_label("secondary", wrap=True)
        self.model, self.table = ComparisonModel(), QTableView()
        self.progress = _Progress()
        self._prepare()
        self._lay_out()
        self._connect()
        self.show_comparison(None)

    def _prepare(self) -> None:
        self.start.setProperty("role", "primary")
        icons.set_icon(self.back, "arrow-left")
        icons.set_icon(self.export, "file-down")
        for choice, name in ((self.first, tr("First model")), (self.second, tr("Second model"))):
            choice.setAccessibleName(name)
            choice.setMinimumWidth(200)
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(tr("Comparison"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        # The end of a path tells more than its folders.
        table.setTextElideMode(Qt.TextElideMode.ElideLeft)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.horizontalHeader().setHighlightSections(False)
        # Models of one family differ in the end of their names.
        table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideLeft)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)

    def _lay_out(self) -> None:
        head = layouts.row(spacing=theme.SPACE.s)
        head.addWidget(self.first, 1)
        head.addWidget(_word(tr("and")))
        head.addWidget(self.second, 1)
        head.addWidget(self.start)
        foot = layouts.row(spacing=theme.SPACE.s)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.export)
        column = layouts.column(self, spacing=theme.SPACE.m)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.summary)
        column.addWidget(self.explanation)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.start.clicked.connect(lambda: self.started.emit(self.first.currentData(), self.second.currentData()))
        self.progress.stop.clicked.connect(self.cancelled)
        self.back.clicked.connect(self.left)
        self.export.clicked.connect(self.export_requested)
        self.table.activated.connect(self._choose)
        for choice in (self.first, self.second):
            choice.currentIndexChanged.connect(self._offer)

    # --- what it shows -------------------------------------------------------------------------

    def set_models(self, models: Sequence[tuple[str, Path]], first: Path | None, second: Path | None) -> None:
        """Offer models, by title and file, two of them chosen."""
        for choice, chosen in ((self.first, first), (self.second, second)):
            with QSignalBlocker(choice):
                choice.clear()
                for title, path in models:
                    choice.addItem(title, path)
                choice.setCurrentIndex(max(0, next((p for p, m in enumerate(models) if m[1] == chosen), 0)))
        self._offer()

    def show_running(self, done: int, files: int) -> None:
        """Show how far it is; both models count."""
        self.progress.show_done(done, files)
        self.start.setEnabled(False)

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show a table, or none yet."""
        self.progress.hide()
        self.model.set_comparison(comparison)
        self.summary.setText("" if comparison is None else summary_of(comparison))
        self.explanation.setText("" if comparison is None else tr(_EXPLANATION))
        for widget in (self.summary, self.explanation, self.table):
            widget.setVisible(comparison is not None)
        self.export.setEnabled(comparison is not None)
        self._offer()

    @property
    def comparison(self) -> Comparison | None:
        """The table on the screen; None where there is none."""
        return self.model.comparison

    def set_names(self, name_of: Callable[[ComparedImage], str]) -> None:
        """Call the images of the table otherwise."""
        self.model.name_of = name_of

    def refresh_names(self) -> None:
        """Show what the images of the table are called now."""
        self.table.viewport().update()

    def _offer(self) -> None:
        two = self.first.currentData() is not None and self.first.currentData() != self.second.currentData()
        self.start.setEnabled(two and self.progress.isHidden())

    def _choose(self, index: QModelIndex) -> None:
        self.image_chosen.emit(self.model.image_at(index.row()).key)


_EXPLANATION = sentence(
    "Each model is held against its own default operating point. Where they disagree comes first, then the largest "
    "differences. The correlation is that of the two probabilities (Pearson). Agreement is no proof: two models that "
    "learned from the same images make the same mistakes."
)


def summary_of(comparison: Comparison) -> str:
    """Say in one line how far two models agree."""
    counts, r = comparison.counts, comparison.correlation
    both = counts[Agreement.AGREE] + counts[Agreement.DISAGREE]
    parts = [tr("1 image scored by both") if both == 1 else tr("{count} images scored by both", count=f"{both:,}")]
    parts += [
        tr("agree on {count}", count=f"{counts[Agreement.AGREE]:,}"),
        tr("disagree on {count}", count=f"{counts[Agreement.DISAGREE]:,}"),
    ]
    if r is not None:
        parts.append(tr("correlation {r}", r=f"{r:.2f}").replace("-", "−"))
    if counts[None]:
        parts.append(tr("{count} without both scores", count=f"{counts[None]:,}"))
    line = "  ·  ".join(parts)
    return tr("Stopped before the end. {line}", line=line) if comparison.cancelled else line


class _Progress(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.bar, self.words = QProgressBar(textVisible=False), text_label("secondary")
        self.stop = QPushButton(tr("Stop"))
        row = layouts.row(self, spacing=theme.SPACE.m)
        row.addWidget(self.bar, 1)
        row.addWidget(self.words)
        row.addWidget(self.stop)
        self.hide()

    def show_done(self, done: int, files: int) -> None:
        self.bar.setRange(0, files)
        self.bar.setValue(done)
        self.words.setText(f"{done:,}/{files:,}" if files else tr("loading the models"))
        self.show()


def _word(text: str) -> QWidget:
    label = text_label("secondary")
    label.setText(text)
    return label
