"""Makes the window, what it shows and what decides in it; nothing works before the application starts it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from xray_desktop.qt.controllers.app.diagnostics import DiagnosticsController, LogController
from xray_desktop.qt.controllers.app.language import LanguageController
from xray_desktop.qt.controllers.app.privacy import PrivacyController
from xray_desktop.qt.controllers.app.shortcuts import ShortcutsController
from xray_desktop.qt.controllers.app.status import StatusController
from xray_desktop.qt.controllers.app.text_size import TextSizeController
from xray_desktop.qt.controllers.export.picture import PictureExportController
from xray_desktop.qt.controllers.export.report import ReportController, ReportExportController, ReportNamesController
from xray_desktop.qt.controllers.findings.findings import FindingsController
from xray_desktop.qt.controllers.findings.gate_override import GateOverrideActions, GateOverrideController
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
from xray_desktop.qt.controllers.state.arrangement import ArrangementController
from xray_desktop.qt.controllers.state.decoders import Decoders
from xray_desktop.qt.controllers.state.image_loader import ImageLoader
from xray_desktop.qt.controllers.state.model import ModelController
from xray_desktop.qt.controllers.state.navigation import NavigationController
from xray_desktop.qt.controllers.state.panes import PanesController
from xray_desktop.qt.controllers.state.preferences import PreferencesController
from xray_desktop.qt.controllers.state.scoring import ScoringController
from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
from xray_desktop.qt.controllers.state.study import StudiesController, StudyController
from xray_desktop.qt.controllers.state.study_scoring import StudyScoring
from xray_desktop.qt.controllers.state.threshold import ThresholdController
from xray_desktop.qt.controllers.view.cine import CineController
from xray_desktop.qt.controllers.view.dicom_header import DicomHeaderController
from xray_desktop.qt.controllers.view.layout import LayoutController, OverlaysController
from xray_desktop.qt.controllers.view.measurements import MeasurementsController
from xray_desktop.qt.controllers.view.study_title import StudyTitleController
from xray_desktop.qt.controllers.view.thumbnails import ThumbnailController
from xray_desktop.qt.grid.cache import ThumbnailCache
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.thread_priority import SEEN, give_way
from xray_desktop.services.session.folder import SessionFolder
from xray_desktop.services.session.sections import SessionStore
from xray_desktop.settings.paths import model_dirs
from xray_desktop.study.result import Role, ScoredBy
from xray_desktop.study.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.appearance import Appearance
    from xray_desktop.qt.runtime.lifetime import Lifetime
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.settings.options import Options
    from xray_desktop.settings.paths import AppPaths

_BACKGROUND_THREADS = 4
"""For a walk, a model that loads, a file that is written, and one to spare."""

Part = TypeVar("Part", bound=QObject)


class Composition(QObject):
    """The parts of the application: the only place that knows all of them.

    Each group is made by a function of its own, the state first, which the other controllers are given.

    Parameters
    ----------
    options
        What was asked for on the command line.
    paths
        Where the program keeps its own files.
    window
        As it was painted first; its pages are made here.
    appearance
        What the window wears.
    lifetime
        What must end registers its end with it.
    on_fault
        Called on the GUI thread with every exception that nobody asked for.
    """

    def __init__(
        self,
        options: Options,
        paths: AppPaths,
        window: MainWindow,
        appearance: Appearance,
        lifetime: Lifetime,
        on_fault: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self._options, self._paths, self._lifetime = options, paths, lifetime
        self.window, self.appearance, self.geometry = window, appearance, appearance.remembered
        executor = ThreadPoolExecutor(_BACKGROUND_THREADS, "background", give_way, (SEEN,))
        self.background = Background(executor, lifetime, on_fault, self)
        self.study = Study()
        self.grid, self._cache = GridModel(self.study, self), ThumbnailCache()
        window.make_grid_page(self.grid, self._cache)
        window.order_tabs()
        self.actions, self.messages, self.menus = window.actions_, window.messages, window.menus
        self.grid_page, self.studies_panel = window.grid_page, window.studies
        self._model_folders = model_dirs(paths, options.models_dir)
        self._session_folder = SessionFolder(paths.sessions)

    def make(self) -> Iterator[None]:
        """Make group after group; between two of them the window may be painted."""
        groups = (self._make_state, self._make_view, self._make_findings, self._make_opening)
        for make in (*groups, self._make_models, self._make_export, self._make_app):
            make()
            yield
        self._register_ends()
        self._lifetime.at_wait(partial(self.background.executor.shutdown, wait=True))
        self._lifetime.at_wait(self.decoders.close)
        self._lifetime.at_wait(self.appearance.close)

    def _register_ends(self) -> None:
        """Those that do not register their end themselves yet."""
        for stop in (self.preferences.close, self.session.close, self.web.close, self.notes.close):
            self._lifetime.at_stop(stop)
        for stop in (self.model_library.close, self.model_comparison.close):
            self._lifetime.at_stop(stop)
        for stop in (self.log.close, self.diagnostics.close, self.background.bridge.close):
            self._lifetime.at_stop(stop)
        self._lifetime.at_wait(self.models.close)
        for destroy in (self.series.close, self.session.end):
            self._lifetime.at_destroy(destroy)

    def _own(self, part: Part) -> Part:
        """Let a part go with the window, whose widgets it knows."""
        part.setParent(self.window)
        return part

    # --- what the window shows -----------------------------------------------------------------

    def _make_state(self) -> None:
        options, executor, bridge = self._options, self.background.executor, self.background.bridge
        window, grid = self.window, self.grid
        self.thumbnails = self._own(ThumbnailController(grid, self.grid_page.view, self._cache, self.background))
        self.decoders = self._own(Decoders(self.background))
        self.study_controller = self._own(StudyController(self.study, self._session_folder, self.background))
        self.studies = self._own(StudiesController(window.studies, self.study, self.study_controller))
        self.scoring = self._own(ScoringController(self.decoders.start_analysis, self.background))
        self.image_loader = self._own(ImageLoader(self.background))
        self.models = self._own(ModelController(self._model_folders, executor, bridge))
        self.threshold = self._own(ThresholdController(options.threshold, options.operating_point))
        # First of all that hear of another model: the threshold that a session brings back comes after the card's.
        self.models.loaded.connect(self._assign_first)
        self.preferences = self._own(PreferencesController(self._paths.settings, executor, bridge))
        self.second = self._own(
            SecondOpinionController(
                self.models,
                self.study_controller,
                self.scoring,
                self.decoders.start_analysis,
                self.background,
            )
        )
        self.study_scoring = self._own(StudyScoring(self.study_controller, self.models, self.decoders, self.scoring))
        self.arrangement = self._own(ArrangementController(self.study, self.grid_page.header, self.studies_panel))
        self.panes = self._own(
            PanesController(
                window,
                grid,
                self.study_controller,
                self.second,
                self.image_loader,
                lambda key: self.study.patients.priors(key),
            )
        )
        self.navigation = self._own(
            NavigationController(
                window,
                grid,
                self.scoring,
                self.image_loader,
                self.panes,
                self.study.series_neighbour,
                self.study.origin,
            )
        )

    def _assign_first(self, model: ModelSession) -> None:
        self.study.assign(Role.FIRST, ScoredBy(model.card, model.sha256, self.threshold.threshold))
        self.threshold.use(model.card)

    # --- what is done with the images ----------------------------------------------------------

    def _make_view(self) -> None:
        window = self.window
        self.study_title = self._own(
            StudyTitleController(self.study_controller, self.grid_page.header, window.set_study_title)
        )
        self.cine = self._own(CineController(window, self.panes, self.image_loader))
        self.layout_ = self._own(LayoutController(window, self.panes, self.second))
        self.overlays = self._own(OverlaysController(window, self.panes))
        self.measurements = self._own(MeasurementsController(window))
        self.dicom_header = self._own(
            DicomHeaderController(window, self.actions.hide_identity, self.navigation, self.study, self.background)
        )
        self.actions.header.triggered.connect(self.dicom_header.open)

    # --- what is said of the images ------------------------------------------------------------

    def _make_findings(self) -> None:
        window, study = self.window, self.study_controller
        self.findings = self._own(
            FindingsController(
                window,
                study,
                self.navigation,
                self.image_loader,
                self.models,
                self.threshold,
                self.second,
            )
        )
        self.gate_override = self._own(
            GateOverrideController(self.messages, study, self.models, self.decoders, self.background)
        )
        self.gate_override.scored.connect(self.second.follow_override)
        actions, panel = self.actions, window.findings
        self.override_actions = self._own(
            GateOverrideActions(
                actions.score_anyway, actions.take_back, self.grid_page.view, self.navigation, self.gate_override
            )
        )
        study.changed.connect(self.override_actions.offer_soon)
        window.view_page.panes.score_anyway_requested.connect(self.override_actions.score_seen)
        panel.score_anyway_requested.connect(self.override_actions.score_seen)
        panel.take_back_requested.connect(self.override_actions.take_back_seen)
        self.heat_scale = self._own(HeatScaleController(self.models, study, self.scoring, self.second))
        self.heatmap = self._own(HeatMapController(window, self.panes, self.preferences, self.heat_scale))

    # --- how images come in, and how a session is kept -----------------------------------------

    def _make_opening(self) -> None:
        window, study = self.window, self.study_controller
        executor, bridge = self.background.executor, self.background.bridge
        folder, paths = self._session_folder, self._paths
        self.opening = self._own(OpeningController(window, study, self.preferences, paths, executor, bridge))
        for menu in self.menus.recent:
            self.opening.add_recent_menu(menu)
        self.series = self._own(SeriesController(study, self.decoders.start_series))
        self.notes = self._own(
            NotesController(window, study, self.navigation, self.image_loader, paths.notes, bridge, identity.is_hidden)
        )
        self.web = self._own(WebController(window, study, self.preferences, folder, executor, bridge))
        self.paste = self._own(PasteController(window, study, self.web, folder, executor, bridge))
        self.session_store = SessionStore()
        register_parts(
            self.session_store,
            self._own(ThresholdSection(self.threshold, self.models)),
            ArrangementSection(self.study, self.arrangement.arrange),
            self._own(NavigationSection(window, study, self.navigation)),
        )
        self.session_store.register("measurements", self.measurements.take, self.measurements.give)
        study.opened.connect(self.measurements.follow_study)
        self.session = self._own(
            SessionController(window, study, self.session_store, folder, paths.sessions, executor, bridge)
        )

    # --- models --------------------------------------------------------------------------------

    def _make_models(self) -> None:
        window, executor, bridge = self.window, self.background.executor, self.background.bridge
        self.model_menu = self._own(ModelMenuController(window, self.menus.model, self.models))
        self.model_library = self._own(
            ModelLibraryController(
                window, self.models, self.second, self._model_folders, self._paths.models, executor, bridge
            )
        )
        self.model_comparison = self._own(
            ModelComparisonController(
                self.model_library,
                self.models,
                self.second,
                self.study_controller,
                self.decoders.start_analysis,
                executor,
                bridge,
            )
        )
        self.model_comparison.image_chosen.connect(self.navigation.open)

    # --- what leaves the window ----------------------------------------------------------------

    def _make_export(self) -> None:
        window, study, executor, bridge = self.window, self.study, self.background.executor, self.background.bridge
        self.report = self._own(ReportController(executor, bridge))
        self.report_names = self._own(
            ReportNamesController(window, study, self.notes, self.preferences, lambda: self.decoders.reader)
        )
        self.report_export = self._own(
            ReportExportController(
                window,
                self.study_controller,
                self.report,
                self.preferences,
                self.report_names.for_report,
            )
        )
        self.picture_export = self._own(
            PictureExportController(
                window, study, self.navigation, self.measurements.store, self.preferences, executor, bridge
            )
        )

    # --- the program itself --------------------------------------------------------------------

    def _make_app(self) -> None:
        window, executor, bridge = self.window, self.background.executor, self.background.bridge
        self.status = self._own(
            StatusController(window, self.study_controller, self.scoring, self.models, self.threshold, self.second)
        )
        self.shortcuts = self._own(ShortcutsController(window, self.preferences))
        self.text_size = self._own(
            TextSizeController(
                window, self.menus.text_size, self.preferences, self.geometry, self.appearance.apply_again
            )
        )
        self.language = self._own(LanguageController(window, self.menus.language, self.geometry))
        self.log = self._own(LogController(window, self._paths.log, executor, bridge))
        self.diagnostics = self._own(
            DiagnosticsController(
                window,
                self._paths,
                self._model_folders,
                self._options.provider,
                self.preferences,
                lambda: self.decoders.reader,
                executor,
                bridge,
            )
        )
        self.privacy = self._own(
            PrivacyController(
                window,
                self.study_controller,
                self.navigation,
                self.opening,
                self.preferences,
                self.geometry,
                (self.dicom_header.refresh_identity, self.model_comparison.refresh_names, self.notes.refresh),
            )
        )
