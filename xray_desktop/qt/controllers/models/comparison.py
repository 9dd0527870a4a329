"""The comparison of two models in the window of models: offered, shown, and written into a file."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from xray_desktop.qt.controllers.models.library import UNEXPECTED
from xray_desktop.qt.i18n.language import error_text, sentence, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.runtime.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from xray_desktop.qt.controllers.models.comparison_run import ComparisonRun
    from xray_desktop.qt.controllers.models.library import ModelLibraryController
    from xray_desktop.qt.dialogs.models import ModelsDialog
    from xray_desktop.qt.dialogs.models.comparing_page import ComparingPage
    from xray_desktop.qt.dialogs.models.model_list import ModelRow
    from xray_desktop.qt.runtime.jobs import Background, Question
    from xray_desktop.services.models.comparison import ComparedImage, Comparison
    from xray_desktop.study.study import Study

NO_STUDY = sentence("Open a study first: two models are compared on its images.")


class ModelComparisonController(QObject):
    """Keeps the page of the comparison in step with the run, for as long as the window of models is open.

    Signals
    -------
    image_chosen(ImageKey)
        The user wants to see an image of the table.
    """

    image_chosen = Signal(object)

    def __init__(
        self, library: ModelLibraryController, run: ComparisonRun, study: Study, background: Background
    ) -> None:
        super().__init__()
        self._library, self._run, self._study = library, run, study
        self._one_writes = Lock()
        self._exporting: Jobs[None] = Jobs(background, self._tell_written, self._tell)
        library.opened.connect(self._follow)
        library.closed.connect(run.drop)
        run.progressed.connect(lambda done, files: self._on_page(lambda page: page.show_running(done, files)))
        run.finished.connect(self._show)
        run.failed.connect(self._fail)
        run.dropped.connect(lambda: self._show(None))

    def _follow(self, dialog: ModelsDialog) -> None:
        page = dialog.comparing
        page.set_names(self._name_of)
        dialog.card_page.compare.connect(self._offer)
        page.started.connect(self._run.start)
        page.cancelled.connect(self._run.stop)
        page.export_requested.connect(self._ask_for_target)
        page.image_chosen.connect(self.image_chosen)

    def _name_of(self, image: ComparedImage) -> str:
        row = self._study.row_of(image.key)
        if row is not None and identity.is_hidden():
            return identity.image_name(row)
        return (
            tr("{file} · frame {frame}", file=image.file, frame=image.key.frame + 1) if image.key.frame else image.file
        )

    def refresh_names(self) -> None:
        """Show what the images of the table are called now."""
        self._on_page(lambda page: page.refresh_names())

    def _offer(self, row: ModelRow) -> None:
        """Show the page with the chosen model against the one that it is most likely meant to be held against."""
        dialog = self._library.dialog
        if dialog is None:
            return
        if not self._run.is_possible:
            dialog.say(tr(NO_STUDY), problem=True)
            return
        usable = [each for each in dialog.rows if each.listed.entry.card is not None and not each.removed]
        others = sorted((each for each in usable if each.path != row.path), key=lambda each: not each.in_use)
        other = others[0].path if others else None
        first, second = (row.path, other) if row.in_use else (other, row.path)
        self._on_page(lambda page: page.set_models([(each.name, each.path) for each in usable], first, second))
        dialog.show_comparing()

    def _show(self, comparison: Comparison | None) -> None:
        self._on_page(lambda page: page.show_comparison(comparison))

    def _fail(self, error: Exception) -> None:
        self._show(None)
        self._tell(error)

    # --- the table as a file -------------------------------------------------------------------

    def _ask_for_target(self) -> None:
        dialogue = QFileDialog(self._library.dialog, tr("Export comparison"), "", tr("CSV table (*.csv)"))
        dialogue.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialogue.setDefaultSuffix("csv")
        dialogue.selectFile("comparison.csv")
        dialogue.fileSelected.connect(lambda name: self.export(Path(name)))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def export(self, path: Path) -> None:
        """Write the table on the screen."""
        self._on_page(lambda page: self._export(path, page.comparison))

    def _export(self, path: Path, comparison: Comparison | None) -> None:
        if comparison is not None:
            question = self._exporting.begin(path)
            self._exporting.run(question, self._write, path, comparison, question)

    def _write(self, path: Path, comparison: Comparison, question: Question[None]) -> Path:
        """Write a table, in the background, unless another is to be written into that file by now."""
        from xray_desktop.services.models.comparison import export_comparison

        with self._one_writes:
            if not question.replaced:
                export_comparison(path, comparison)
        return path

    def _tell_written(self, path: Path) -> None:
        named = tr("The comparison is written to {name}.", name=path.name)
        self._say(tr("The comparison is written.") if identity.is_hidden() else named)

    def _tell(self, error: Exception) -> None:
        self._say(error_text(error, UNEXPECTED), problem=True)

    def _say(self, words: str, *, problem: bool = False) -> None:
        dialog = self._library.dialog
        if dialog is not None:
            dialog.say(words, problem=problem)

    def _on_page(self, act: Callable[[ComparingPage], None]) -> None:
        dialog = self._library.dialog
        if dialog is not None:
            act(dialog.comparing)
