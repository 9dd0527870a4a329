"""The lowest line of the window: counts, progress, the provider in use, and what the program is not for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QToolButton, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.disclaimer import RESEARCH_USE
from xray_desktop.qt.i18n.language import said, sentence, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.widgets import icons, layouts
from xray_desktop.qt.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.study.counts import Counts

LOADING = sentence("loading the model")
_HEIGHT = 36
_MOST_REASONS = 8
_MEGABYTE = 1 << 20
_PERMILLE = 1000


class StatusLine(QWidget):
    """Counts on the left, progress in the middle, provider and purpose on the right.

    Signals
    -------
    cancel_requested()
        The user wants the running work to stop.
    download_cancel_requested()
        The user wants the download to stop.
    """

    cancel_requested = Signal()
    download_cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setProperty("role", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.counts = ElidedLabel()
        self.download = ProgressSection(self)
        self.download.hide()
        self.download.cancel.setToolTip(tr("Stop the download"))
        self.download.cancel.setAccessibleName(tr("Stop the download"))
        self.download.cancel.clicked.connect(self.download_cancel_requested)
        self.progress = ProgressSection(self)
        self.progress.hide()
        self.progress.cancel.clicked.connect(self.cancel_requested)
        # The first thing that is done, whatever is opened.
        self.provider = QLabel(tr(LOADING))
        self.provider.setProperty("role", "secondary")
        self.hidden = QLabel(tr("Identity hidden"))
        self.hidden.setToolTip(
            tr("Names, numbers, dates and file names are left out until you switch that off in the View menu")
        )
        self.hidden.setVisible(identity.is_hidden())
        self.purpose = QLabel(tr(RESEARCH_USE))
        self.purpose.setProperty("role", "heading")
        self._lay_out()

    def _lay_out(self) -> None:
        theme.fix_size(self, height=_HEIGHT)
        row = layouts.row(self, spacing=theme.SPACE.m, margins=(theme.SPACE.l, 0, theme.SPACE.l, 0))
        row.addWidget(self.counts, 1)
        row.addWidget(self.download)
        row.addWidget(self.progress)
        row.addWidget(self.hidden)
        row.addWidget(self.provider)
        row.addWidget(_upright())
        row.addWidget(self.purpose)

    def set_counts(self, counts: Counts) -> None:
        """Say how many images are where."""
        self.counts.setText(counts_in_words(counts))

    def set_refusals(self, refusals: Sequence[tuple[str, int]]) -> None:
        """Explain, under the pointer and on a click, why images are not scored: each reason with its images."""
        lines = [
            tr("{number} not scored: {reason}", number=f"{number:,}", reason=said(reason))
            for reason, number in refusals[:_MOST_REASONS]
        ]
        left = sum(number for _, number in refusals[_MOST_REASONS:])
        self.counts.set_details([*lines, *([tr("{count} more for other reasons", count=f"{left:,}")] if left else [])])

    def set_identity_hidden(self, hidden: bool) -> None:
        """Say that names are hidden, for as long as they are."""
        self.hidden.setVisible(hidden)

    def set_provider(self, title: str) -> None:
        """Say what the model runs on; empty where none runs."""
        self.provider.setText(said(title))


class ProgressSection(QWidget):
    """A bar, how far it is, how fast it goes, and a way to stop it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel("")
        self.words.setProperty("role", "secondary")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(120)
        self.cancel = QToolButton()
        self.cancel.setToolTip(tr("Stop"))
        icons.set_icon(self.cancel, "x")
        self.cancel.setAccessibleName(tr("Stop"))
        row = layouts.row(self, spacing=theme.SPACE.s)
        row.addWidget(self.bar)
        row.addWidget(self.words)
        row.addWidget(self.cancel)

    def show_walking(self, found: int) -> None:
        """Show that folders are being walked; nobody knows how far."""
        self.bar.setRange(0, 0)
        self.words.setText(tr("looking for images, {found} so far", found=f"{found:,}"))
        self.show()

    def show_download(self, done: int, whole: int | None) -> None:
        """Show how many bytes have come, and of how many where the server says."""
        self.bar.setRange(0, 0 if whole is None else _PERMILLE)
        if whole is not None:
            self.bar.setValue(_PERMILLE * done // max(1, whole))
        megabytes = f"{done / _MEGABYTE:.1f}"
        if whole is None:
            self.words.setText(tr("downloading, {done} MB", done=megabytes))
        else:
            self.words.setText(
                tr("downloading, {done} of {whole} MB", done=megabytes, whole=f"{whole / _MEGABYTE:.1f}")
            )
        self.show()

    def show_scoring(self, finished: int, images: int, rate: float | None, what: str = "") -> None:
        """Show how many images are done, and how many a second; `what` says with what, and ends with a space."""
        self.bar.setRange(0, max(1, images))
        self.bar.setValue(finished)
        speed = "" if rate is None else f"  {rate:.0f}/s" if rate >= 10 else f"  {rate:.1f}/s"
        self.words.setText(f"{what}{finished:,}/{images:,}{speed}")
        self.show()


def counts_in_words(counts: Counts) -> str:
    """Say how many images are where; what there is none of is left out, but for the two that matter most."""
    if not counts.images:
        return ""
    from xray_desktop.qt.grid.phrases import image_count

    parts = [image_count(counts.images)]
    if counts.scored:
        parts += [
            tr("{count} at or above threshold", count=f"{counts.at_or_above:,}"),
            tr("{count} below", count=f"{counts.below:,}"),
        ]
    if counts.disagree:
        parts.append(tr("models disagree on {count}", count=f"{counts.disagree:,}"))
    if counts.overridden:
        parts.append(tr("{count} scored although not accepted", count=f"{counts.overridden:,}"))
    rest = {tr("not scored"): counts.not_scored, tr("stopped"): counts.cancelled, tr("failed"): counts.failed}
    parts += [f"{number:,} {word}" for word, number in rest.items() if number]
    return "  ·  ".join(parts)


def _upright() -> QFrame:
    line = QFrame()
    line.setFixedSize(theme.SIZE.line, theme.SPACE.l)
    line.setProperty("role", "upright")
    return line
