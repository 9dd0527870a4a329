"""The program looks at itself: the log as it grows, and the diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, qVersion
from PySide6.QtGui import QGuiApplication

from xray_desktop.errors import Cancelled
from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.runtime.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from xray_desktop.qt.dialogs.diagnostics import DiagnosticsDialog
    from xray_desktop.qt.dialogs.log import LogWindow
    from xray_desktop.qt.runtime.jobs import Background, Question
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.diagnostics.log_tail import LogTail
    from xray_desktop.services.diagnostics.report import DiagnosticSection
    from xray_desktop.services.diagnostics.run import DiagnosticsContext, DiagnosticStep

_FOLLOW_MS = 1000


class LogController(QObject):
    """Shows the log for as long as its window is open.

    Parameters
    ----------
    parent
        Of that window.
    path
        The log file.
    """

    def __init__(self, parent: QWidget, path: Path, background: Background) -> None:
        super().__init__()
        self._parent, self._path = parent, path
        self._end = 0
        self._reading: Jobs[None] = Jobs(background, self._take, self._fail)
        background.lifetime.at_stop(self._close_dialog)
        self._often = QTimer(self, interval=_FOLLOW_MS)
        self._often.timeout.connect(self._read)
        self.dialog: LogWindow | None = None

    def open(self) -> None:
        """Show the window; there is one at most."""
        from xray_desktop.qt.dialogs.log import LogWindow

        if self.dialog is None:
            self._end = 0
            self.dialog = LogWindow(self._parent)
            self.dialog.finished.connect(self._forget_dialog)
            self._often.start()
            self._read()
        self.dialog.show()
        self.dialog.activateWindow()

    def _read(self) -> None:
        if not self._reading.is_asking():
            self._reading.ask(_read_tail, self._path, self._end)

    def _take(self, tail: LogTail) -> None:
        self._end = tail.end
        if self.dialog is not None:
            self.dialog.take(tail)

    def _fail(self, _error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.say(tr("The log cannot be read. Check the permissions of the program's folder."))

    def _forget_dialog(self) -> None:
        self._often.stop()
        self._reading.drop()
        gone, self.dialog = self.dialog, None
        if gone is not None:
            gone.deleteLater()

    def _close_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()


class DiagnosticsController(QObject):
    """Runs the diagnostics for as long as their window is open.

    Parameters
    ----------
    parent
        Of that window.
    surroundings
        Returns what to look at, as it is now.
    """

    def __init__(self, parent: QWidget, surroundings: Callable[[], DiagnosticsContext], background: Background) -> None:
        super().__init__()
        self._parent, self._surroundings = parent, surroundings
        self._running: Jobs[DiagnosticStep] = Jobs(background, self._finish, self._fail)
        self._running.told.connect(self._take)
        self._question: Question[DiagnosticStep] | None = None
        self.dialog: DiagnosticsDialog | None = None
        background.lifetime.at_stop(self._close_dialog)

    def open(self) -> None:
        """Show the window and begin; there is one at most."""
        from xray_desktop.qt.dialogs.diagnostics import DiagnosticsDialog

        if self.dialog is None:
            self.dialog = DiagnosticsDialog(self._parent)
            self.dialog.run_requested.connect(self.run)
            self.dialog.stop_requested.connect(self._stop)
            self.dialog.copy_requested.connect(self._copy)
            self.dialog.finished.connect(self._forget_dialog)
            self.run()
        self.dialog.show()
        self.dialog.activateWindow()

    def run(self) -> None:
        """Look at everything anew."""
        if self.dialog is None:
            return
        self.dialog.begin()
        question = self._question = self._running.begin()
        self._running.run(question, _run, self._surroundings(), question.tell, question.token, (screen_section(),))

    def _stop(self) -> None:
        """Stop because the user said so; the window says that it ended early."""
        if self._question is not None:
            self._question.token.cancel()

    def _take(self, steps: list[DiagnosticStep]) -> None:
        if self.dialog is not None:
            for step in steps:
                self.dialog.take(step.section, step.done, step.parts)

    def _finish(self, _nothing: None) -> None:
        if self.dialog is not None:
            self.dialog.finish()

    def _fail(self, error: Exception) -> None:
        if self.dialog is None:
            return
        if isinstance(error, Cancelled):
            self.dialog.end_early(tr("Stopped before the end."), problem=False)
        else:
            self.dialog.end_early(tr("An unexpected fault stopped the diagnostics."), problem=True)

    def _copy(self) -> None:
        from xray_desktop.services.diagnostics.report import as_text

        if self.dialog is not None:
            private = self._surroundings().private
            QGuiApplication.clipboard().setText(as_text(self.dialog.sections, private))

    def _forget_dialog(self) -> None:
        self._running.drop()
        gone, self.dialog = self.dialog, None
        if gone is not None:
            gone.deleteLater()

    def _close_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()


def screen_section() -> DiagnosticSection:
    """Say what Qt knows of itself and of the screens."""
    from xray_desktop.services.diagnostics.report import DiagnosticLine, DiagnosticSection

    lines = [
        DiagnosticLine("Qt", qVersion()),
        DiagnosticLine("Platform", QGuiApplication.platformName()),
        DiagnosticLine("Theme", theme.current().name),
    ]
    for number, screen in enumerate(QGuiApplication.screens(), 1):
        size, ratio = screen.size(), screen.devicePixelRatio()
        words = f"{size.width()} × {size.height()} at {ratio:g}×, {screen.logicalDotsPerInch():.0f} dpi"
        lines.append(DiagnosticLine(f"Screen {number}", words))
    return DiagnosticSection("Window", tuple(lines))


def _read_tail(path: Path, after: int) -> LogTail:
    from xray_desktop.services.diagnostics.log_tail import read_tail

    return read_tail(path, after)


def _run(
    context: DiagnosticsContext,
    on_step: Callable[[DiagnosticStep], None],
    token: CancellationToken,
    first: Sequence[DiagnosticSection],
) -> None:
    from xray_desktop.services.diagnostics.run import run_diagnostics

    run_diagnostics(context, on_step, token, first)
