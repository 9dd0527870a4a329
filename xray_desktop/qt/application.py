"""Puts the window, its controllers and the services together, starts the work, and ends it in order."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from xray_desktop.qt import icons, identity, theme
from xray_desktop.qt.bridge import Bridge
from xray_desktop.qt.collecting import SparingCollector
from xray_desktop.qt.controllers.analysis import AnalysisController
from xray_desktop.qt.controllers.choosing_model import ChoosingModelController
from xray_desktop.qt.controllers.cine import CineController
from xray_desktop.qt.controllers.comparing_models import ComparingModelsController
from xray_desktop.qt.controllers.exporting import ExportingController
from xray_desktop.qt.controllers.fetching import FetchingController
from xray_desktop.qt.controllers.findings import FindingsController
from xray_desktop.qt.controllers.hanging import HangingController
from xray_desktop.qt.controllers.header import HeaderController
from xray_desktop.qt.controllers.heat_map import HeatMapController
from xray_desktop.qt.controllers.heat_scale import HeatScaleController
from xray_desktop.qt.controllers.hiding import HidingController
from xray_desktop.qt.controllers.inspecting import DiagnosticsController, LogController
from xray_desktop.qt.controllers.keys import KeysController
from xray_desktop.qt.controllers.layout import LayoutController
from xray_desktop.qt.controllers.looking import LookingController
from xray_desktop.qt.controllers.managing_models import ManagingModelsController
from xray_desktop.qt.controllers.measuring import MeasuringController
from xray_desktop.qt.controllers.models import ModelController
from xray_desktop.qt.controllers.notes import NotesController
from xray_desktop.qt.controllers.opening import OpeningController
from xray_desktop.qt.controllers.overlays import OverlaysController
from xray_desktop.qt.controllers.overriding import OverridingController
from xray_desktop.qt.controllers.pasting import PastingController
from xray_desktop.qt.controllers.picturing import PicturingController
from xray_desktop.qt.controllers.places import PlacesController
from xray_desktop.qt.controllers.preferences import PreferencesController
from xray_desktop.qt.controllers.report import ReportController
from xray_desktop.qt.controllers.report_names import ReportNamesController
from xray_desktop.qt.controllers.second_opinion import SecondOpinionController
from xray_desktop.qt.controllers.session import SessionController
from xray_desktop.qt.controllers.session_parts import (
    ArrangementPart,
    LookingPart,
    ThresholdPart,
    register_parts,
)
from xray_desktop.qt.controllers.speaking import KEY as LANGUAGE_KEY
from xray_desktop.qt.controllers.speaking import SpeakingController
from xray_desktop.qt.controllers.studies import StudiesController
from xray_desktop.qt.controllers.study import StudyController, Walk
from xray_desktop.qt.controllers.telling import TellingController
from xray_desktop.qt.controllers.text_size import TextSizeController, remembered_percent
from xray_desktop.qt.controllers.threshold import ThresholdController
from xray_desktop.qt.controllers.thumbnails import ThumbnailController
from xray_desktop.qt.controllers.viewer import ViewerController
from xray_desktop.qt.giving_way import SEEN, UNSEEN, give_way
from xray_desktop.qt.grid.arrangement import Show
from xray_desktop.qt.grid.cache import ThumbnailCache
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.qt.language import use_language
from xray_desktop.qt.main_window import MainWindow
from xray_desktop.qt.menus import Menus
from xray_desktop.qt.status.message_bar import Message
from xray_desktop.services.session_folder import SessionFolder
from xray_desktop.services.session_store import SessionStore
from xray_desktop.settings.log_file import log_fault
from xray_desktop.settings.paths import guide_file, model_dirs, resource_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from xray_desktop.imaging.decode_pool import PooledReader
    from xray_desktop.imaging.scan import ScannedFile
    from xray_desktop.imaging.series_place import SeriesPlace
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.grid.arrangement import Arrangement, Order
    from xray_desktop.qt.grid.branch import Branch
    from xray_desktop.services.analysis import Analysis
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.result import ImageResult
    from xray_desktop.services.series_places import Placed, SeriesPlaces
    from xray_desktop.services.thumbnails import ThumbnailService
    from xray_desktop.settings.model import Settings
    from xray_desktop.settings.options import Options
    from xray_desktop.settings.paths import AppPaths

_log = logging.getLogger(__name__)

_PICTURES_FIRST_MS = 1000

_BACKGROUND_THREADS = 4
"""For a walk, a model that loads, a file that is written, and one to spare."""


class Application(QObject):
    """Everything the window needs, from its first paint to its end.

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
        self._loading = self._closed = False
        self._collector = SparingCollector()
        theme.set_text_percent(remembered_percent(self._geometry))
        light = self._geometry.value("theme") == theme.LIGHT.name
        self._dress(theme.LIGHT if light else theme.DARK)
        self._speak(str(self._geometry.value(LANGUAGE_KEY, "")))
        self.bridge = Bridge(self.report_fault, self)
        self.grid, cache = GridModel(self), ThumbnailCache()
        self.window = MainWindow(self.grid, cache)
        self._make_controllers(cache)
        self._make_sub_controllers()
        self._connect_study()
        self._connect_model()
        self._connect_looks()
        self._make_session()

    # --- building ------------------------------------------------------------------------------

    def _make_controllers(self, cache: ThumbnailCache) -> None:
        options, executor, bridge = self._options, self._executor, self.bridge
        folders = model_dirs(self._paths, options.models_dir)
        self._session_folder = SessionFolder(self._paths.sessions)
        self.study = StudyController(self.grid, self._session_folder, executor, bridge, self)
        self.places = PlacesController(self.study, self._start_places)
        self.studies = StudiesController(self.window.studies, self.study)
        self.analysis = AnalysisController(self._start_analysis, bridge, self)
        self.thumbnails = ThumbnailController(self.grid, self.window.grid_page.view, cache, self)
        self.viewer = ViewerController(bridge, self)
        self.models = ModelController(folders, executor, bridge, self)
        self.threshold = ThresholdController(options.threshold, options.operating_point, self)
        self.preferences = PreferencesController(self._paths.settings, executor, bridge, self)
        self.report = ReportController(executor, bridge, self)
        self.second = SecondOpinionController(
            self.models, self.study, self.analysis, self.threshold, self._start_analysis, executor, bridge, self
        )

    def _make_sub_controllers(self) -> None:
        window, grid, study = self.window, self.grid, self.study
        self.opening = OpeningController(window, study, self.preferences, self._paths, self._executor, self.bridge)
        self.hanging = HangingController(
            window, grid, study, self.second, self.viewer, lambda key: study.patients.priors(key)
        )
        self.looking = LookingController(
            window, grid, self.analysis, self.viewer, self.hanging, grid.series_neighbour, study.origin
        )
        self.cine = CineController(window, self.hanging, self.viewer)
        self.layout_ = LayoutController(window, self.hanging, self.second)
        self.measuring = MeasuringController(window)
        self.findings = FindingsController(
            window, grid, study, self.looking, self.viewer, self.models, self.threshold, self.second
        )
        self.notes = NotesController(
            window, study, self.looking, self.viewer, self._paths.notes, self.bridge, identity.is_hidden
        )
        self.overriding = OverridingController(
            window, study, self.looking, self.models, partial(self._start_analysis, anyway=True), self.bridge
        )
        self.overriding.scored.connect(self.second.follow_override)
        self.heat_scale = HeatScaleController(self.models, study, self.analysis, self.second, self)
        self.heat_map = HeatMapController(window, self.hanging, self.preferences, self.heat_scale)
        self.header = HeaderController(window, self.looking, grid, self._executor, self.bridge)
        self.overlays = OverlaysController(window, self.hanging)
        self.telling = TellingController(window, grid, study, self.analysis, self.models, self.threshold, self.second)
        self.report_names = ReportNamesController(window, study, self.notes, self.preferences, lambda: self._reader)
        self.exporting = ExportingController(
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
        self.keys = KeysController(window, self.preferences)
        self.picturing = PicturingController(
            window, study, self.looking, self.measuring.store, self.preferences, self._executor, self.bridge
        )
        menus = Menus(window.menuBar(), window.tool_bar, window.actions_)
        for menu in menus.recent:
            self.opening.add_recent_menu(menu)
        self.text_size = TextSizeController(
            window, menus.text_size, self.preferences, self._geometry, lambda: self._dress(theme.current())
        )
        self.speaking = SpeakingController(window, menus.language, self._geometry)
        self.choosing_model = ChoosingModelController(window, menus.model, self.models)
        self._make_model_management()
        self.hiding = HidingController(
            window,
            grid,
            study,
            self.looking,
            self.opening,
            self.preferences,
            self._geometry,
            (self.header.refresh_identity, self.comparing.refresh_names, self.notes.refresh),
        )

    def _make_session(self) -> None:
        window, study, executor, bridge = self.window, self.study, self._executor, self.bridge
        folder, self.session_store = self._session_folder, SessionStore()
        register_parts(
            self.session_store,
            ThresholdPart(self.threshold, self.models),
            ArrangementPart(self.grid, self._arrange),
            LookingPart(window, self.grid, study, self.looking),
        )
        self.session_store.register("measurements", self.measuring.take, self.measuring.give)
        study.opened.connect(self.measuring.follow_study)
        self.session = SessionController(
            window, study, self.session_store, folder, self._paths.sessions, executor, bridge
        )
        self.fetching = FetchingController(window, study, self.preferences, folder, executor, bridge)
        self.pasting = PastingController(window, study, self.fetching, folder, executor, bridge)

    def _make_model_management(self) -> None:
        folders = model_dirs(self._paths, self._options.models_dir)
        self.managing = ManagingModelsController(
            self.window, self.models, self.second, folders, self._paths.models, self._executor, self.bridge
        )
        self.comparing = ComparingModelsController(
            self.managing,
            self.models,
            self.second,
            self.study,
            self._start_analysis,
            self._executor,
            self.bridge,
            self,
        )
        self.comparing.image_chosen.connect(self.looking.open)
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

    def _connect_study(self) -> None:
        window, study = self.window, self.study
        study.opened.connect(self._show_study)
        study.added.connect(self._score_added)
        study.files_found.connect(self.analysis.add)
        study.walk_finished.connect(lambda _summary: self.analysis.close_input())
        self.analysis.results.connect(study.take_results)
        self.thumbnails.seen.connect(study.take_thumbnail)
        self.thumbnails.unreadable.connect(study.take_unreadable)
        self.telling.resume_requested.connect(self._score_the_rest)
        window.grid_page.view.moved.connect(self._score_visible_first)
        window.grid_page.header.asked.connect(self._arrange_as_asked)
        window.grid_page.show_all.connect(lambda: self._arrange(self.grid.arrangement.unfiltered()))
        window.studies.chosen.connect(self._show_branch)
        study.added.connect(self._show_addition)

    def _connect_model(self) -> None:
        bar = self.window.grid_page.threshold
        self.models.loaded.connect(self._take_model)
        self.threshold.points_changed.connect(bar.set_operating_points)
        self.threshold.changed.connect(self._take_threshold)
        self._take_threshold()
        self.models.refused.connect(lambda _error: self._expect_scores())
        bar.moved.connect(self.threshold.move)
        bar.operating_point_chosen.connect(self.threshold.choose)
        self.second.changed.connect(self._offer_disagreement)
        self.second.chosen.connect(lambda model_id: self.preferences.change(second_model_id=model_id))
        self._offer_disagreement()

    def _connect_looks(self) -> None:
        window, actions = self.window, self.window.actions_
        self.preferences.loaded.connect(self._take_settings)
        self.preferences.failed.connect(lambda error: self.telling.say_problem("settings", error))
        actions.light_theme.toggled.connect(self._choose_theme)
        actions.quit.triggered.connect(window.close)
        actions.guide.triggered.connect(self._show_guide)
        actions.about.triggered.connect(self._show_about)
        window.closing.connect(self.close)

    def _show_guide(self) -> None:
        from xray_desktop.qt.dialogs.guide import GuideDialog

        GuideDialog(guide_file(), self.window).show()

    def _show_about(self) -> None:
        from xray_desktop.qt.dialogs.about import AboutDialog

        AboutDialog(self.models.model, self.window).open()

    # --- start and end -------------------------------------------------------------------------

    def show(self) -> None:
        """Show the window; the work starts after its first paint."""
        self.window.restore(self._geometry)
        self.window.show()

    def start(self) -> None:
        """Load what the first paint did not need, and open what was asked for."""
        self._collector.start()
        self.session.look_for_lost()
        self._services = self._executor.submit(self._make_services)
        self.bridge.watch(self._services, self._take_services)
        if self._options.paths:
            # The pictures first: settings and model wait until some are there, or none will come.
            self.thumbnails.seen.connect(self._load_rest)
            QTimer.singleShot(_PICTURES_FIRST_MS, self, self._load_rest)
            self.opening.open(self._options.paths)
            return
        self._load_rest()
        if self._options.demo:
            self.opening.open_demo()

    def _load_rest(self) -> None:
        if not self._loading and not self._closed:
            self._loading = True
            self.preferences.load()

    def close(self) -> None:
        """Stop, wait for every thread, and only then let Qt's objects go."""
        if self._closed:
            return
        self._closed = True
        self.window.remember(self._geometry)
        self._geometry.setValue("theme", theme.current().name)
        self._geometry.sync()
        self.preferences.close()
        self.session.close()
        self.fetching.close()
        self.notes.close()
        self.managing.close()
        self.comparing.close()
        self.header.close()
        self.log.close()
        self.diagnostics.close()
        self.bridge.close()
        self.study.close()
        self.models.close()
        self.analysis.close()
        self.second.close()
        self.overriding.close()
        self.thumbnails.close()
        self.viewer.close()
        for translator in self._translators:
            QApplication.removeTranslator(translator)
        self._executor.shutdown(wait=True)
        self._starter.shutdown(wait=True)
        self._collector.stop()
        if self._services is not None and self._services.exception() is None:
            # Perhaps made, but not yet delivered.
            reader, thumbnails = self._services.result()
            thumbnails.close()
            reader.close()
        self.places.close()
        self.session.end()

    def report_fault(self, fault: BaseException) -> None:
        """Write a fault of the program's own to the log, and say that there was one; GUI thread."""
        log_fault(_log, "a background job", fault)
        if not self._closed:
            self.telling.say_problem("fault", fault)

    # --- what arrives --------------------------------------------------------------------------

    def _make_services(self) -> tuple[PooledReader, ThumbnailService]:
        """Load the decoders and start the threads of the thumbnails; runs in the background."""
        import xray_desktop.imaging.thumbnails  # noqa: F401 - now, while the folder is walked, not with the first one
        from xray_desktop.imaging.decode_pool import PooledReader
        from xray_desktop.services.thumbnails import ThumbnailService

        reader = PooledReader()
        return reader, ThumbnailService(reader, self.thumbnails.take, self.thumbnails.take_failure)

    def _take_services(self, services: tuple[PooledReader, ThumbnailService]) -> None:
        reader, thumbnails = services
        self._reader = reader
        self.thumbnails.use(thumbnails)
        self.viewer.use(reader)
        self.header.use(reader)
        self._score()

    def _take_settings(self, settings: Settings, notice: str) -> None:
        if notice:
            self.window.messages.show_message(Message("settings", notice))
        self.window.actions_.light_theme.setChecked(settings.theme.value == theme.LIGHT.name)
        self.second.begin(self._options.second_model, settings.second_model_id)
        self.models.begin(self._options.model, settings.model_id, self._options.provider or settings.provider)

    def _take_model(self, model: ModelSession) -> None:
        if self.models.chosen_by_hand:
            # One that was named for this run alone is not remembered.
            self.preferences.change(model_id=model.card.model_id)
        self.threshold.use(model.card)
        self.study.forget_results()
        self._expect_scores()
        self._score()

    def _offer_disagreement(self) -> None:
        """Let a person look for disagreements where two models can disagree."""
        offered = self.second.model is not None
        self.window.grid_page.header.offer_disagreement(offered)
        if not offered and self.grid.arrangement.show is Show.DISAGREE:
            self._arrange(replace(self.grid.arrangement, show=Show.ALL))

    def _expect_scores(self) -> None:
        self.window.grid_page.view.set_expects_scores(self.models.model is not None)

    def _take_threshold(self) -> None:
        threshold = self.threshold.threshold
        self.window.grid_page.threshold.set_threshold(threshold)
        self.grid.set_arrangement(replace(self.grid.arrangement, threshold=threshold.probability))

    # --- the study -----------------------------------------------------------------------------

    def _show_study(self, title: str) -> None:
        window = self.window
        self._collector.begin_anew()
        self.thumbnails.forget()
        self.viewer.forget()
        for topic in ("study", "stopped", "export"):
            window.messages.close_topic(topic)
        window.set_study_title(identity.study_name(title))
        window.grid_page.header.set_title(identity.study_name(title))
        window.grid_page.header.set_arrangement(self.grid.arrangement)
        self.looking.show_grid()
        self._score()

    def _show_addition(self) -> None:
        """Say what the study is called now."""
        title = identity.study_name(self.study.title)
        self.window.set_study_title(title)
        self.window.grid_page.header.set_title(title)

    def _score(self) -> None:
        """Score the study anew, where there is one, and a model, and a reader."""
        if self.models.model is None or self._reader is None or self.study.walk is Walk.NONE:
            self.analysis.drop()
            return
        self.analysis.start(self.models.model, self.study.files, more_to_come=self.study.walk is Walk.RUNNING)

    def _score_added(self) -> None:
        """Score what joins the study, and what was still waiting."""
        if self.models.model is not None and self._reader is not None:
            self.analysis.start(self.models.model, self.study.unscored_files(), more_to_come=True)

    def _score_the_rest(self) -> None:
        files: list[ScannedFile] = self.study.reopen_cancelled()
        if self.models.model is not None and files:
            self.analysis.start(self.models.model, files, more_to_come=False)

    def _start_analysis(
        self,
        model: ModelSession,
        on_result: Callable[[ImageResult], None],
        token: CancellationToken,
        *,
        anyway: bool = False,
    ) -> Analysis:
        from xray_desktop.services.analysis import Analysis

        assert self._reader is not None  # noqa: S101 - `_score` asks before
        return self._starter.submit(Analysis, self._reader, model, on_result, token, anyway=anyway).result()

    def _start_places(self, on_batch: Callable[[Sequence[Placed]], None]) -> SeriesPlaces:
        from xray_desktop.services.series_places import SeriesPlaces

        return SeriesPlaces(self._read_place, on_batch, partial(give_way, SEEN))

    def _read_place(self, path: Path) -> SeriesPlace:
        """Read a header thoroughly; waits, in a thread of its own, until there is a reader."""
        assert self._services is not None  # noqa: S101 - files are found later
        return self._services.result()[0].series_place(path)

    def _score_visible_first(self) -> None:
        places = self.window.grid_page.view.visible_places()
        keys = [self.grid.row_at(place).key for place in places]
        self.analysis.prioritise(keys)
        self.second.analysis.prioritise(keys)

    def _show_branch(self, branch: Branch) -> None:
        if branch != self.grid.arrangement.branch:
            self._arrange(replace(self.grid.arrangement, branch=branch))
        self.looking.back()

    def _arrange_as_asked(self, order: Order, show: Show, text: str) -> None:
        self._arrange(replace(self.grid.arrangement, order=order, show=show, text=text))

    def _arrange(self, arrangement: Arrangement) -> None:
        self.grid.set_arrangement(arrangement)
        self.window.grid_page.header.set_arrangement(arrangement)
        self.window.studies.show_chosen(arrangement.branch)

    # --- the look ------------------------------------------------------------------------------

    def _choose_theme(self, light: bool) -> None:
        chosen = theme.LIGHT if light else theme.DARK
        if self.preferences.settings is not None:
            self.preferences.change(theme=type(self.preferences.settings.theme)(chosen.name))
        if chosen is not theme.current():
            self._dress(chosen)
            icons.redress(self.window)
            self.window.studies.refresh()

    def _speak(self, code: str) -> None:
        application = QApplication.instance()
        assert application is not None  # noqa: S101 - there is no window without one
        self._translators = use_language(application, code, resource_dir() / "translations")

    def _dress(self, chosen: theme.Theme) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there is no window without one
        theme.apply(application, chosen)
