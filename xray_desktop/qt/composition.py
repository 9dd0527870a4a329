"""Makes the window, what it shows and what decides in it; nothing works before the application starts it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from xray_desktop.qt.controllers.app.diagnostics import DiagnosticsController, LogController
from xray_desktop.qt.controllers.app.language import LanguageController
from xray_desktop.qt.controllers.app.model_status import ModelStatusController
from xray_desktop.qt.controllers.app.privacy import PrivacyController
from xray_desktop.qt.controllers.app.progress import CountsController, ProgressController
from xray_desktop.qt.controllers.app.shortcuts import ShortcutsController
from xray_desktop.qt.controllers.app.status import StatusController
from xray_desktop.qt.controllers.app.text_size import TextSizeController
from xray_desktop.qt.controllers.export.picture import PictureExportController, ShownPicture
from xray_desktop.qt.controllers.export.report import ReportController, ReportExportController, ReportNamesController
from xray_desktop.qt.controllers.findings.findings import FindingsController
from xray_desktop.qt.controllers.findings.gate_override import GateOverrideActions, GateOverrideController
from xray_desktop.qt.controllers.findings.heatmap import HeatMapController, HeatMapPanesController, HeatScaleController
from xray_desktop.qt.controllers.models.comparison import ModelComparisonController
from xray_desktop.qt.controllers.models.comparison_run import ComparisonRun
from xray_desktop.qt.controllers.models.library import ModelLibraryController
from xray_desktop.qt.controllers.models.menu import ModelMenuController
from xray_desktop.qt.controllers.opening.demo import DemoController
from xray_desktop.qt.controllers.opening.download import Download
from xray_desktop.qt.controllers.opening.lost_session import LostSessionController
from xray_desktop.qt.controllers.opening.notes import NotesController
from xray_desktop.qt.controllers.opening.open import OpeningController
from xray_desktop.qt.controllers.opening.paste import PasteController
from xray_desktop.qt.controllers.opening.recent import RecentController
from xray_desktop.qt.controllers.opening.series import SeriesController
from xray_desktop.qt.controllers.opening.session import SessionController
from xray_desktop.qt.controllers.opening.session_sections import (
    SessionArrangement,
    SessionNavigation,
    SessionThreshold,
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
from xray_desktop.qt.controllers.view.tools import ViewToolsController
from xray_desktop.qt.controllers.view.unreadable import UnreadableImageController
from xray_desktop.qt.grid.cache import ThumbnailCache
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.thread_priority import SEEN, lower_priority
from xray_desktop.services.session.folder import SessionFolder
from xray_desktop.services.session.sections import SessionSections
from xray_desktop.settings.paths import model_dirs
from xray_desktop.study.result import Role, ScoredBy
from xray_desktop.study.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.runtime.lifetime import Lifetime
    from xray_desktop.qt.theme.appearance import Appearance
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.services.diagnostics.run import DiagnosticsContext
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
        self.window, self.appearance = window, appearance
        executor = ThreadPoolExecutor(_BACKGROUND_THREADS, "background", lower_priority, (SEEN,))
        lifetime.at_wait(partial(executor.shutdown, wait=True))
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

    def _own(self, part: Part) -> Part:
        """Let a part go with the window, whose widgets it knows."""
        part.setParent(self.window)
        return part

    # --- what the window shows -----------------------------------------------------------------

    def _make_state(self) -> None:
        options, window, grid = self._options, self.window, self.grid
        self.thumbnails = self._own(ThumbnailController(grid, self.grid_page.view, self._cache, self.background))
        self.decoders = self._own(Decoders(self.background))
        self.study_controller = self._own(StudyController(self.study, self._session_folder, self.background))
        self.studies = self._own(StudiesController(window.studies, self.study, self.study_controller))
        self.scoring = self._own(ScoringController(self.decoders.start_analysis, self.background))
        self.image_loader = self._own(ImageLoader(self.background))
        self.models = self._own(ModelController(self._model_folders, self.background))
        self.threshold = self._own(ThresholdController(options.threshold, options.operating_point))
        # First of all that hear of another model: the threshold that a session brings back comes after the card's.
        self.models.loaded.connect(self._assign_first)
        self.preferences = self._own(PreferencesController(self._paths.settings, self.background))
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
        self.arrangement = self._own(ArrangementController(self.study, self.grid_page.filter_bar, self.studies_panel))
        self.panes = self._own(PanesController(window.view_page.panes, self.study, self.image_loader))
        self.study_controller.changed.connect(self.panes.refresh)
        self.navigation = self._own(
            NavigationController(window.centre, self.grid_page.view, window.view_page, self.study, self.panes)
        )
        self.navigation.opened.connect(self.scoring.prioritise)

    def _assign_first(self, model: ModelSession) -> None:
        self.study.assign(Role.FIRST, ScoredBy(model.card, model.sha256, self.threshold.threshold))
        self.threshold.use(model.card)

    # --- what is done with the images ----------------------------------------------------------

    def _make_view(self) -> None:
        window, actions, page = self.window, self.actions, self.window.view_page
        self.study_title = self._own(
            StudyTitleController(self.study_controller, self.grid_page.filter_bar, window.set_study_title)
        )
        self._connect_navigation()
        self.unreadable = self._own(UnreadableImageController(page, page.problem, self.panes, self.study))
        self.image_loader.ready.connect(self.unreadable.take_image)
        self.view_tools = self._own(ViewToolsController(actions, window.tool_bar, window.centre, page.panes))
        # A shortcut needs a place in the window, and this one has none in a menu.
        window.addAction(actions.give_up)
        self.cine = self._own(CineController(actions.cine, self.panes, self.image_loader))
        self.layout_ = self._own(LayoutController(actions, page.panes, self.panes))
        # After the tools, which offer every layout where there is a picture.
        window.centre.currentChanged.connect(self.layout_.offer)
        self.second.changed.connect(self.layout_.offer)
        self.overlays = self._own(OverlaysController(actions.overlays, page.panes, self.panes))
        self.measurements = self._own(MeasurementsController(page.panes, actions.tools))
        self.dicom_header = self._own(
            DicomHeaderController(window, actions.hide_identity, self.navigation, self.study, self.background)
        )
        actions.header.triggered.connect(self.dicom_header.open)

    def _connect_navigation(self) -> None:
        navigation, panes, actions = self.navigation, self.window.view_page.panes, self.actions
        panes.back_requested.connect(navigation.back)
        panes.step_requested.connect(navigation.step)
        panes.series_requested.connect(navigation.step_series)
        panes.end_requested.connect(navigation.go_to_end)
        actions.to_grid.triggered.connect(navigation.back)
        actions.previous.triggered.connect(navigation.previous)
        actions.next.triggered.connect(navigation.next)

    # --- what is said of the images ------------------------------------------------------------

    def _make_findings(self) -> None:
        window, study = self.window, self.study_controller
        self.findings = self._own(FindingsController(window.findings, self.study, self.navigation, self.panes))
        self._connect_findings()
        self.gate_override = self._own(
            GateOverrideController(self.messages, study, self.models, self.decoders, self.background)
        )
        self.gate_override.scored.connect(self.second.follow_override)
        actions = self.actions
        self.override_actions = self._own(
            GateOverrideActions(
                actions.score_anyway, actions.take_back, self.grid_page.view, self.navigation, self.gate_override
            )
        )
        study.changed.connect(self.override_actions.offer_soon)
        window.view_page.panes.score_anyway_requested.connect(self.override_actions.score_seen)
        window.findings.score_anyway_requested.connect(self.override_actions.score_seen)
        window.findings.take_back_requested.connect(self.override_actions.take_back_seen)
        self.heat_scale = self._own(HeatScaleController(self.models, study, self.scoring, self.second))
        self.heatmap = self._own(HeatMapController(actions, self.preferences, self.heat_scale))
        self.heatmap_panes = self._own(
            HeatMapPanesController(window.view_page.panes, self.panes, self.heatmap, self.heat_scale)
        )
        self._connect_heatmap()

    def _connect_findings(self) -> None:
        findings, panel, threshold = self.findings, self.window.findings, self.threshold
        self.study_controller.changed.connect(findings.refresh)
        self.image_loader.ready.connect(findings.take_image)
        self.models.loaded.connect(findings.take_model)
        threshold.changed.connect(panel.set_threshold)
        panel.operating_point_chosen.connect(threshold.choose)
        panel.set_threshold(threshold.threshold)

    def _connect_heatmap(self) -> None:
        heatmap, panel, tool_bar = self.heatmap, self.window.findings, self.window.tool_bar
        panel.heatmap_toggled.connect(heatmap.show)
        panel.heatmap_style_changed.connect(heatmap.set_style)
        tool_bar.opacity_changed.connect(heatmap.set_opacity)
        heatmap.changed.connect(panel.set_display_options)
        heatmap.changed.connect(lambda display_options: tool_bar.set_opacity(display_options.style.opacity))
        heatmap.changed.emit(heatmap.display_options)

    # --- how images come in, and how a session is kept -----------------------------------------

    def _make_opening(self) -> None:
        window, study, background = self.window, self.study_controller, self.background
        folder, empty_page = self._session_folder, self.window.empty_page
        self.opening = self._own(OpeningController(window, self.actions, empty_page, study, self.preferences))
        window.dropped.connect(self.opening.open)
        window.dropped_beside.connect(self.opening.add)
        self.recent = self._own(RecentController(empty_page, self.menus.recent, self.preferences))
        self.recent.chosen.connect(self.opening.open)
        self.demo = self._own(DemoController(study, self.messages, self._paths, background))
        for asked in (self.actions.open_demo.triggered, empty_page.open_demo):
            asked.connect(self.demo.open)
        self.series = self._own(SeriesController(study, self.decoders.start_series, background))
        self._make_notes()
        self.download = self._own(Download(folder, background))
        self.download.fetched.connect(self._open_download)
        study.opened.connect(self.download.stop)
        self.web = self._own(
            WebController(window, window.status.download, self.messages, self.preferences, self.download)
        )
        self.actions.open_address.triggered.connect(lambda: self.web.ask())
        window.link_dropped.connect(self.web.offer)
        window.status.download_cancel_requested.connect(self.download.stop)
        self.paste = self._own(PasteController(self.messages, study, folder, background))
        self.actions.paste.triggered.connect(self.paste.paste)
        self.paste.paths_pasted.connect(lambda paths: window.take_paths(paths))
        self.paste.link_pasted.connect(self.web.offer)
        self._make_session()

    def _open_download(self, path: Path) -> None:
        # Not among the recent ones: it is gone when the session is.
        self.study_controller.open([path])

    def _make_notes(self) -> None:
        self.notes = self._own(
            NotesController(
                self.window.findings.patient, self.navigation, self.study, self._paths.notes, self.background
            )
        )
        self.navigation.key_changed.connect(self.notes.follow)
        self.grid_page.view.selection_changed.connect(self.notes.follow)
        self.image_loader.ready.connect(self.notes.take_image)
        self.study_controller.opened.connect(self.notes.forget)
        self.notes.kept.connect(lambda: self.messages.close_topic("notes"))
        self.notes.failed.connect(lambda error: self.status.say_problem("notes", error))

    def _make_session(self) -> None:
        study, actions, empty_page = self.study_controller, self.actions, self.window.empty_page
        self.session_sections = SessionSections()
        register_parts(
            self.session_sections,
            self._own(SessionThreshold(self.threshold, self.models)),
            SessionArrangement(self.study, self.arrangement.arrange),
            self._own(SessionNavigation(study, self.navigation, self.grid_page.view)),
        )
        self.session_sections.register("measurements", self.measurements.take, self.measurements.give)
        study.opened.connect(self.measurements.follow_study)
        self.session = self._own(
            SessionController(study, self.session_sections, self._session_folder, self.messages, self.background)
        )
        self.session.cleared.connect(lambda: self.window.centre.setCurrentWidget(empty_page))
        actions.new_session.triggered.connect(self.session.new_session)
        actions.new_session.setEnabled(False)
        study.opened.connect(lambda title: actions.new_session.setEnabled(bool(title)))
        self.lost_session = self._own(
            LostSessionController(self.session, self.messages, empty_page, self._paths.sessions, self.background)
        )

    # --- models --------------------------------------------------------------------------------

    def _make_models(self) -> None:
        window, actions, background = self.window, self.actions, self.background
        self.model_menu = self._own(
            ModelMenuController(window, self.menus.model, self.models, actions.manage_models, actions.open_model)
        )
        self.model_library = self._own(
            ModelLibraryController(window, self.models, self.second, self._paths.models, background)
        )
        actions.manage_models.triggered.connect(self.model_library.open)
        window.models_dropped.connect(self.model_library.offer)
        self.comparison_run = self._own(
            ComparisonRun(self.models, self.second, self.study, self.decoders.start_analysis, background)
        )
        self.study_controller.opened.connect(self.comparison_run.forget)
        self.model_comparison = self._own(
            ModelComparisonController(self.model_library, self.comparison_run, self.study, background)
        )
        self.model_comparison.image_chosen.connect(self.navigation.open)

    # --- what leaves the window ----------------------------------------------------------------

    def _make_export(self) -> None:
        window, study, actions, preferences = self.window, self.study_controller, self.actions, self.preferences
        self.report_names = self._own(
            ReportNamesController(actions.header_names, self.study, self.notes, preferences, self.decoders)
        )
        self.report = self._own(ReportController(study, self.report_names, self.background))
        self.report_export = self._own(
            ReportExportController(actions.export_report, window, self.messages, self.report, preferences)
        )
        study.changed.connect(self.report_export.offer)
        self.shown_picture = ShownPicture(window.view_page.panes, self.measurements.store, self.study)
        self.picture_export = self._own(
            PictureExportController(window, self.messages, self.shown_picture, preferences, self.background)
        )
        actions.export_picture.triggered.connect(self.picture_export.ask)
        actions.copy_picture.triggered.connect(self.picture_export.copy)

    # --- the program itself --------------------------------------------------------------------

    def _make_app(self) -> None:
        window, actions = self.window, self.actions
        line, study = window.status, self.study_controller
        self.counts = self._own(CountsController(self.study, line, self.grid_page.threshold, window.band))
        study.changed.connect(self.counts.refresh_soon)
        self.progress = self._own(ProgressController(line.progress, study, self.scoring, self.second))
        line.cancel_requested.connect(self.progress.stop)
        self.status = self._own(StatusController(self.messages, actions, study, self.scoring, self.second))
        # Closed before the card of another model is asked for the operating point.
        self.threshold.points_changed.connect(lambda _marks: self.messages.close_topic("threshold"))
        self.threshold.refused.connect(lambda error: self.status.say_problem("threshold", error))
        self.model_status = self._own(
            ModelStatusController(self.models, window.tool_bar, line, self.messages, actions.open_model)
        )
        self.shortcuts = self._own(
            ShortcutsController(window, window.menuBar(), actions, window.view_page.panes, self.preferences)
        )
        self.text_size = self._own(
            TextSizeController(
                self.menus.text_size, actions.text_larger, actions.text_smaller, self.preferences, self.appearance
            )
        )
        self.language = self._own(LanguageController(self.menus.language, self.appearance, self.messages))
        self.log = self._own(LogController(window, self._paths.log, self.background))
        actions.log.triggered.connect(self.log.open)
        self.diagnostics = self._own(DiagnosticsController(window, self._surroundings, self.background))
        actions.diagnostics.triggered.connect(self.diagnostics.open)
        self.privacy = self._own(PrivacyController(actions.hide_identity, self.preferences, self.appearance))
        self._follow_privacy()

    def _surroundings(self) -> DiagnosticsContext:
        """Return what the diagnostics look at."""
        from xray_desktop.services.diagnostics.run import DiagnosticsContext

        settings = self.preferences.settings
        provider = self._options.provider or (settings.provider if settings is not None else "auto")
        return DiagnosticsContext(self._paths, self._model_folders, provider, settings, self.decoders.reader)

    def _follow_privacy(self) -> None:
        """Have everything that shows names follow the switch."""
        window, switched = self.window, self.privacy.switched
        switched.connect(self.study_title.refresh)
        switched.connect(self.arrangement.hide_names)
        switched.connect(self.grid_page.view.refresh_names)
        for view in (window.studies, window.messages, window.status, window.view_page.panes):
            switched.connect(view.set_identity_hidden)
        switched.connect(self.navigation.refresh_names)
        switched.connect(self.recent.refresh_names)
        switched.connect(self.dicom_header.refresh_identity)
        switched.connect(self.model_comparison.refresh_names)
        switched.connect(self.notes.refresh)
        self.privacy.refresh()
