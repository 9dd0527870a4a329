"""Puts the window, its controllers and the services together; nothing works before the application starts it."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from xray_desktop.qt import theme
from xray_desktop.qt.controllers.app.diagnostics import DiagnosticsController, LogController
from xray_desktop.qt.controllers.app.language import KEY as LANGUAGE_KEY
from xray_desktop.qt.controllers.app.language import LanguageController
from xray_desktop.qt.controllers.app.privacy import PrivacyController
from xray_desktop.qt.controllers.app.shortcuts import ShortcutsController
from xray_desktop.qt.controllers.app.status import StatusController
from xray_desktop.qt.controllers.app.text_size import TextSizeController, remembered_percent
from xray_desktop.qt.controllers.export.picture import PictureExportController
from xray_desktop.qt.controllers.export.report import ReportController, ReportExportController, ReportNamesController
from xray_desktop.qt.controllers.findings.findings import FindingsController
from xray_desktop.qt.controllers.findings.gate_override import GateOverrideController
from xray_desktop.qt.controllers.findings.heatmap import HeatMapController, HeatScaleController
from xray_desktop.qt.controllers.models.comparison import ModelComparisonController
from xray_desktop.qt.controllers.models.manager import ModelLibraryController
from xray_desktop.qt.controllers.models.menu import ModelMenuController
from xray_desktop.qt.controllers.opening.notes import NotesController
from xray_desktop.qt.controllers.opening.open import OpeningController
from xray_desktop.qt.controllers.opening.paste import PasteController
from xray_desktop.qt.controllers.opening.series import SeriesController
from xray_desktop.qt.controllers.opening.session import SessionController
from xray_desktop.qt.controllers.opening.session_sections import (
    ArrangementSection,
    NavigationSection,
    ThresholdSection,
    register_parts,
)
from xray_desktop.qt.controllers.opening.web import WebController
from xray_desktop.qt.controllers.state.image_loader import ImageLoader
from xray_desktop.qt.controllers.state.model import ModelController
from xray_desktop.qt.controllers.state.navigation import NavigationController
from xray_desktop.qt.controllers.state.panes import PanesController
from xray_desktop.qt.controllers.state.preferences import PreferencesController
from xray_desktop.qt.controllers.state.scoring import ScoringController
from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
from xray_desktop.qt.controllers.state.study import StudiesController, StudyController
from xray_desktop.qt.controllers.state.threshold import ThresholdController
from xray_desktop.qt.controllers.view.cine import CineController
from xray_desktop.qt.controllers.view.dicom_header import DicomHeaderController
from xray_desktop.qt.controllers.view.layout import LayoutController, OverlaysController
from xray_desktop.qt.controllers.view.measurements import MeasurementsController
from xray_desktop.qt.controllers.view.thumbnails import ThumbnailController
from xray_desktop.qt.grid.cache import ThumbnailCache
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.qt.i18n.language import use_language
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.runtime.thread_priority import SEEN, UNSEEN, give_way
from xray_desktop.qt.runtime.threads import Bridge
from xray_desktop.qt.window.main_window import MainWindow
from xray_desktop.qt.window.menus import Menus
from xray_desktop.services.session.folder import SessionFolder
from xray_desktop.services.session.sections import SessionStore
from xray_desktop.settings.log_file import log_fault
from xray_desktop.settings.paths import model_dirs, resource_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from xray_desktop.imaging.series_place import SeriesPlace
    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.scoring.analysis import Analysis
    from xray_desktop.services.series_index import Placed, SeriesPlaces
    from xray_desktop.services.thumbnails import ThumbnailService
    from xray_desktop.settings.options import Options
    from xray_desktop.settings.paths import AppPaths
    from xray_desktop.study.arrangement import Arrangement
    from xray_desktop.study.result import ImageResult

_log = logging.getLogger(__name__)

_BACKGROUND_THREADS = 4
"""For a walk, a model that loads, a file that is written, and one to spare."""


class Assembly(QObject):
    """The window with everything that decides in it.

    Parameters
    ----------
    options
        What was asked for on the command line.
    paths
        Where the program keeps its own files.
    """

    def __init__(self, options: Options, paths: AppPaths) -> None:
        super().__init__()
        self._options, self._paths = options, paths
        self._geometry = QSettings(str(paths.root / "window.ini"), QSettings.Format.IniFormat)
        self._executor = ThreadPoolExecutor(_BACKGROUND_THREADS, "background", give_way, (SEEN,))
        # Never busy for longer than it takes to start an analysis, whose threads inherit its priority.
        self._starter = ThreadPoolExecutor(1, "starter", give_way, (UNSEEN,))
        self._services: Future[tuple[PooledReader, ThumbnailService]] | None = None
        self._reader: PooledReader | None = None
        self._closed = False
        theme.set_text_percent(remembered_percent(self._geometry))
        light = self._geometry.value("theme") == theme.LIGHT.name
        self._dress(theme.LIGHT if light else theme.DARK)
        self._speak(str(self._geometry.value(LANGUAGE_KEY, "")))
        self.bridge = Bridge(self.report_fault, self)
        self.grid, cache = GridModel(self), ThumbnailCache()
        self.window = MainWindow()
        self.window.make_pages(self.grid, cache)
        self._make_controllers(cache)
        self._make_sub_controllers()

    # --- what its parts ask for ----------------------------------------------------------------

    def report_fault(self, fault: BaseException) -> None:
        """Write a fault of the program's own to the log, and say that there was one; GUI thread."""
        log_fault(_log, "a background job", fault)
        if not self._closed:
            self.status.say_problem("fault", fault)

    def _arrange(self, arrangement: Arrangement) -> None:
        """Show other images, or in another order, and say so everywhere."""
        self.grid.set_arrangement(arrangement)
        self.window.grid_page.header.set_arrangement(arrangement)
        self.window.studies.show_chosen(arrangement.branch)

    def _start_analysis(
        self,
        model: ModelSession,
        on_result: Callable[[ImageResult], None],
        token: CancellationToken,
        *,
        anyway: bool = False,
    ) -> Analysis:
        from xray_desktop.services.scoring.analysis import Analysis

        assert self._reader is not None  # noqa: S101 - whoever asks looks before
        return self._starter.submit(Analysis, self._reader, model, on_result, token, anyway=anyway).result()

    def _start_places(self, on_batch: Callable[[Sequence[Placed]], None]) -> SeriesPlaces:
        from xray_desktop.services.series_index import SeriesPlaces

        return SeriesPlaces(self._read_place, on_batch, partial(give_way, SEEN))

    def _read_place(self, path: Path) -> SeriesPlace:
        """Read a header thoroughly; waits, in a thread of its own, until there is a reader."""
        assert self._services is not None  # noqa: S101 - files are found later
        return self._services.result()[0].series_place(path)

    # --- building ------------------------------------------------------------------------------

    def _make_controllers(self, cache: ThumbnailCache) -> None:
        options, executor, bridge = self._options, self._executor, self.bridge
        folders = model_dirs(self._paths, options.models_dir)
        self._session_folder = SessionFolder(self._paths.sessions)
        self.study = StudyController(self.grid, self._session_folder, executor, bridge, self)
        self.series = SeriesController(self.study, self._start_places)
        self.studies = StudiesController(self.window.studies, self.study)
        self.scoring = ScoringController(self._start_analysis, bridge, self)
        self.thumbnails = ThumbnailController(self.grid, self.window.grid_page.view, cache, self)
        self.image_loader = ImageLoader(bridge, self)
        self.models = ModelController(folders, executor, bridge, self)
        self.threshold = ThresholdController(options.threshold, options.operating_point, self)
        self.preferences = PreferencesController(self._paths.settings, executor, bridge, self)
        self.report = ReportController(executor, bridge, self)
        self.second = SecondOpinionController(
            self.models, self.study, self.scoring, self.threshold, self._start_analysis, executor, bridge, self
        )

    def _make_sub_controllers(self) -> None:
        window, grid, study = self.window, self.grid, self.study
        self.opening = OpeningController(window, study, self.preferences, self._paths, self._executor, self.bridge)
        self.panes = PanesController(
            window, grid, study, self.second, self.image_loader, lambda key: study.patients.priors(key)
        )
        self.navigation = NavigationController(
            window, grid, self.scoring, self.image_loader, self.panes, grid.series_neighbour, study.origin
        )
        self.cine = CineController(window, self.panes, self.image_loader)
        self.layout_ = LayoutController(window, self.panes, self.second)
        self.measurements = MeasurementsController(window)
        self.findings = FindingsController(
            window, grid, study, self.navigation, self.image_loader, self.models, self.threshold, self.second
        )
        self.notes = NotesController(
            window, study, self.navigation, self.image_loader, self._paths.notes, self.bridge, identity.is_hidden
        )
        self.gate_override = GateOverrideController(
            window, study, self.navigation, self.models, partial(self._start_analysis, anyway=True), self.bridge
        )
        self.gate_override.scored.connect(self.second.follow_override)
        self.heat_scale = HeatScaleController(self.models, study, self.scoring, self.second, self)
        self.heatmap = HeatMapController(window, self.panes, self.preferences, self.heat_scale)
        self.dicom_header = DicomHeaderController(window, self.navigation, grid, self._executor, self.bridge)
        self.overlays = OverlaysController(window, self.panes)
        self.status = StatusController(window, grid, study, self.scoring, self.models, self.threshold, self.second)
        self.report_names = ReportNamesController(window, study, self.notes, self.preferences, lambda: self._reader)
        self.report_export = ReportExportController(
            window,
            study,
            self.report,
            self.preferences,
            lambda: self.models.model,
            lambda: self.threshold.threshold,
            lambda: self.second.opinion,
            lambda: grid.tally.counts(0.0).waiting,
            self.report_names.for_report,
        )
        self.shortcuts = ShortcutsController(window, self.preferences)
        self.picture_export = PictureExportController(
            window, study, self.navigation, self.measurements.store, self.preferences, self._executor, self.bridge
        )
        menus = Menus(window.menuBar(), window.tool_bar, window.actions_)
        for menu in menus.recent:
            self.opening.add_recent_menu(menu)
        self.text_size = TextSizeController(
            window, menus.text_size, self.preferences, self._geometry, lambda: self._dress(theme.current())
        )
        self.language = LanguageController(window, menus.language, self._geometry)
        self.model_menu = ModelMenuController(window, menus.model, self.models)
        self._make_model_management()
        self.privacy = PrivacyController(
            window,
            grid,
            study,
            self.navigation,
            self.opening,
            self.preferences,
            self._geometry,
            (self.dicom_header.refresh_identity, self.model_comparison.refresh_names, self.notes.refresh),
        )

    def _make_session(self) -> None:
        window, study, executor, bridge = self.window, self.study, self._executor, self.bridge
        folder, self.session_store = self._session_folder, SessionStore()
        register_parts(
            self.session_store,
            ThresholdSection(self.threshold, self.models),
            ArrangementSection(self.grid, self._arrange),
            NavigationSection(window, self.grid, study, self.navigation),
        )
        self.session_store.register("measurements", self.measurements.take, self.measurements.give)
        study.opened.connect(self.measurements.follow_study)
        self.session = SessionController(
            window, study, self.session_store, folder, self._paths.sessions, executor, bridge
        )
        self.web = WebController(window, study, self.preferences, folder, executor, bridge)
        self.paste = PasteController(window, study, self.web, folder, executor, bridge)

    def _make_model_management(self) -> None:
        folders = model_dirs(self._paths, self._options.models_dir)
        self.model_library = ModelLibraryController(
            self.window, self.models, self.second, folders, self._paths.models, self._executor, self.bridge
        )
        self.model_comparison = ModelComparisonController(
            self.model_library,
            self.models,
            self.second,
            self.study,
            self._start_analysis,
            self._executor,
            self.bridge,
            self,
        )
        self.model_comparison.image_chosen.connect(self.navigation.open)
        self.log = LogController(self.window, self._paths.log, self._executor, self.bridge)
        self.diagnostics = DiagnosticsController(
            self.window,
            self._paths,
            folders,
            self._options.provider,
            self.preferences,
            lambda: self._reader,
            self._executor,
            self.bridge,
        )

    # --- the look ------------------------------------------------------------------------------

    def _speak(self, code: str) -> None:
        application = QApplication.instance()
        assert application is not None  # noqa: S101 - there is no window without one
        self._translators = use_language(application, code, resource_dir() / "translations")

    def _dress(self, chosen: theme.Theme) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there is no window without one
        theme.apply(application, chosen)
