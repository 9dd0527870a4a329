"""Comparing two models on the open study, in the window of models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from xray_desktop.errors import XrayError
from xray_desktop.qt.controllers.models.manager import UNEXPECTED
from xray_desktop.qt.i18n.language import said, sentence, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.runtime.threads import Bridge, Generation, Mailbox
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.study.result import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.controllers.models.manager import ModelLibraryController
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.scoring import StartAnalysis
    from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.dialogs.models import ModelsDialog
    from xray_desktop.qt.dialogs.models.model_list import ModelRow
    from xray_desktop.services.models.comparison import ComparedImage, Comparer, Comparison
    from xray_desktop.study.result import ImageResult

    Known = tuple[ModelSession, Mapping[ImageKey, ImageResult]]

NO_STUDY = sentence("Open a study first: two models are compared on its images.")


class ModelComparisonController(QObject):
    """Runs one comparison at a time.

    Signals
    -------
    image_chosen(ImageKey)
        The user wants to see an image of the table.
    """

    image_chosen = Signal(object)

    def __init__(
        self,
        managing: ModelLibraryController,
        models: ModelController,
        second: SecondOpinionController,
        study: StudyController,
        start_analysis: StartAnalysis,
        executor: Executor,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._managing, self._models, self._second, self._study = managing, models, second, study.study
        self._start_analysis, self._executor, self._bridge = start_analysis, executor, bridge
        self._generation = Generation()
        self._is_current = self._generation.begin()
        self._token = CancellationToken()
        self._progress: Mailbox[tuple[int, int]] = Mailbox(self)
        self._progress.delivered.connect(self._show_progress)
        managing.opened.connect(self._follow)
        managing.closed.connect(self.drop)
        study.opened.connect(lambda _title: self._forget())

    def _follow(self, dialog: ModelsDialog) -> None:
        page = dialog.comparing
        page.model.name_of = self._name_of
        dialog.card_page.compare.connect(self._offer)
        page.started.connect(self.compare)
        page.cancelled.connect(lambda: self._token.cancel())
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
        self._on_page(lambda dialog: dialog.comparing.table.viewport().update())

    def _offer(self, row: ModelRow) -> None:
        """Show the page with the chosen model against the one that it is most likely meant to be held against."""
        dialog = self._managing.dialog
        if dialog is None:
            return
        if not self._study.files:
            dialog.say(tr(NO_STUDY), problem=True)
            return
        usable = [each for each in dialog.models.rows if each.listed.entry.card is not None and not each.removed]
        others = sorted((each for each in usable if each.path != row.path), key=lambda each: not each.in_use)
        other = others[0].path if others else None
        first, second = (row.path, other) if row.in_use else (other, row.path)
        dialog.comparing.set_models([(each.name, each.path) for each in usable], first, second)
        dialog.show_comparing()

    # --- the work ------------------------------------------------------------------------------

    def compare(self, first: Path, second: Path) -> None:
        """Compare two model files on the open study."""
        from xray_desktop.services.models.comparison import Comparer

        self.drop()
        self._token = CancellationToken()
        self._is_current = is_current = self._generation.begin()
        box = self._progress
        comparer = Comparer(
            self._study.files, self._start_analysis, lambda done, files: box.post((done, files), is_current)
        )
        job = self._executor.submit(
            _compare,
            comparer,
            (first, self._known(first)),
            (second, self._known(second)),
            self._models.provider or "auto",
            self._token,
        )
        self._bridge.watch(job, self._take, self._fail, is_current)
        self._show_progress([(0, 0)])

    def _known(self, path: Path) -> Known | None:
        """Return a model that is loaded already, with what it said of this study."""
        for model, role in (
            (self._models.model, Role.FIRST),
            (self._second.model, Role.SECOND),
        ):
            if model is not None and model.path == path:
                return model, self._study.snapshot().results[role]
        return None

    def drop(self) -> None:
        """Stop and forget."""
        self._token.cancel()
        self._generation.begin()

    def _forget(self) -> None:
        self.drop()
        self._on_page(lambda dialog: dialog.comparing.show_comparison(None))

    def _show_progress(self, steps: list[tuple[int, int]]) -> None:
        self._on_page(lambda dialog: dialog.comparing.show_running(*steps[-1]))

    def _take(self, comparison: Comparison) -> None:
        self._progress.when_empty(
            lambda: self._on_page(lambda dialog: dialog.comparing.show_comparison(comparison)), self._is_current
        )

    def _fail(self, error: Exception) -> None:
        self._forget()
        self._tell(error)

    # --- the table as a file -------------------------------------------------------------------

    def _ask_for_target(self) -> None:
        dialogue = QFileDialog(self._managing.dialog, tr("Export comparison"), "", tr("CSV table (*.csv)"))
        dialogue.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialogue.setDefaultSuffix("csv")
        dialogue.selectFile("comparison.csv")
        dialogue.fileSelected.connect(lambda name: self.export(Path(name)))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def export(self, path: Path) -> None:
        """Write the table on the screen."""
        dialog = self._managing.dialog
        comparison = dialog.comparing.model.comparison if dialog is not None else None
        if comparison is not None:
            self._bridge.watch(self._executor.submit(_export, path, comparison), self._tell_written, self._tell)

    def _tell_written(self, path: Path) -> None:
        named = tr("The comparison is written to {name}.", name=path.name)
        self._on_page(lambda dialog: dialog.say(tr("The comparison is written.") if identity.is_hidden() else named))

    def _tell(self, error: Exception) -> None:
        sentence = said(error.sentence) if isinstance(error, XrayError) else tr(UNEXPECTED)
        self._on_page(lambda dialog: dialog.say(sentence, problem=True))

    def _on_page(self, act: Callable[[ModelsDialog], None]) -> None:
        if self._managing.dialog is not None:
            act(self._managing.dialog)

    def close(self) -> None:
        """Stop; the executor waits for the end."""
        self.drop()
        self._progress.close()


def _compare(
    comparer: Comparer,
    first: tuple[Path, Known | None],
    second: tuple[Path, Known | None],
    provider: str,
    token: CancellationToken,
) -> Comparison:
    from xray_desktop.services.models.loading import load_model

    def ready(path: Path, known: Known | None) -> Known:
        return known or (load_model(path, provider), {})

    return comparer.compare(ready(*first), ready(*second), token)


def _export(path: Path, comparison: Comparison) -> Path:
    from xray_desktop.services.models.comparison import export_comparison

    export_comparison(path, comparison)
    return path
