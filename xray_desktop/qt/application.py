"""The window's life: makes its parts, starts the work after the first paint, and ends in order."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QSettings, QTimer

from xray_desktop.findings.finding import BEFORE_ANY_MODEL, Threshold
from xray_desktop.qt import theme
from xray_desktop.qt.runtime.garbage_collection import GarbageCollection
from xray_desktop.qt.runtime.lifetime import Lifetime
from xray_desktop.qt.theme.appearance import Appearance
from xray_desktop.qt.window.main_window import MainWindow
from xray_desktop.qt.window.message_bar import Message
from xray_desktop.settings.log_file import log_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xray_desktop.inference.session import ModelSession
    from xray_desktop.settings.model import Settings
    from xray_desktop.settings.options import Options
    from xray_desktop.settings.paths import AppPaths

_log = logging.getLogger(__name__)

_PICTURES_FIRST_MS = 1000
_CLEAR_AWAY_MS = 1000


class Application(QObject):
    """Has the window and its parts, from the first paint to the end.

    Parameters
    ----------
    options
        What was asked for on the command line.
    paths
        Where the program keeps its own files.

    Attributes
    ----------
    window
        As it stands before anything is open.
    parts
        What it shows and what decides in it; there once `make` has returned.
    """

    def __init__(self, options: Options, paths: AppPaths) -> None:
        super().__init__()
        self._options, self._paths = options, paths
        self._made = self._loading = False
        self._collector = GarbageCollection()
        self._lifetime = Lifetime()
        self._lifetime.at_stop(self._remember)
        self._lifetime.at_destroy(self._collector.stop)
        self._appearance = Appearance(QSettings(str(paths.root / "window.ini"), QSettings.Format.IniFormat))
        self._lifetime.at_destroy(self._appearance.close)
        self.window = MainWindow(BEFORE_ANY_MODEL if options.threshold is None else Threshold(options.threshold))
        self.window.closing.connect(self.close)

    def report_fault(self, fault: BaseException) -> None:
        """Write a fault of the program's own to the log, and say that there was one; GUI thread."""
        log_fault(_log, "a background job", fault)
        self.say_fault(fault)

    def say_fault(self, fault: BaseException) -> None:
        """Say in the window that there was a fault."""
        if self._made and not self._lifetime.ended:
            self.parts.status.say_problem("fault", fault)

    # --- connecting ----------------------------------------------------------------------------

    def _connect_study(self) -> None:
        parts = self.parts
        parts.study_controller.opened.connect(self._show_study)
        parts.thumbnails.seen.connect(parts.study.take_thumbnail)
        parts.thumbnails.unreadable.connect(parts.study.take_unreadable)
        parts.status.resume_requested.connect(parts.study_scoring.score_the_rest)
        parts.grid_page.view.moved.connect(self._score_visible_first)
        parts.grid_page.show_all.connect(parts.arrangement.show_all)
        parts.arrangement.branch_chosen.connect(parts.navigation.back)

    def _connect_model(self) -> None:
        parts, bar = self.parts, self.parts.grid_page.threshold
        parts.models.loaded.connect(self._take_model)
        parts.models.refused.connect(lambda _error: self._expect_scores())
        parts.threshold.points_changed.connect(bar.set_operating_points)
        parts.threshold.changed.connect(self._take_threshold)
        self._take_threshold()
        bar.moved.connect(parts.threshold.move)
        bar.operating_point_chosen.connect(parts.threshold.choose)
        parts.second.changed.connect(self._offer_disagreement)
        parts.second.chosen.connect(lambda model_id: parts.preferences.change(second_model_id=model_id))
        parts.decoders.loaded.connect(self._use_decoders)
        self._offer_disagreement()

    def _connect_window(self) -> None:
        parts, actions = self.parts, self.parts.actions
        parts.preferences.loaded.connect(self._take_settings)
        parts.preferences.failed.connect(lambda error: parts.status.say_problem("settings", error))
        actions.light_theme.toggled.connect(self._choose_theme)
        actions.quit.triggered.connect(self.window.close)
        actions.guide.triggered.connect(self._show_guide)
        actions.about.triggered.connect(self._show_about)

    def _show_guide(self) -> None:
        from xray_desktop.qt.dialogs.guide import GuideDialog
        from xray_desktop.settings.paths import guide_file

        GuideDialog(guide_file(), self.window).show()

    def _show_about(self) -> None:
        from xray_desktop.qt.dialogs.about import AboutDialog

        AboutDialog(self.parts.models.model, self.window).open()

    # --- start and end -------------------------------------------------------------------------

    def show(self) -> None:
        """Show the window; the rest is made, and the work starts, after its first paint."""
        self.window.restore(self._appearance.remembered)
        self.window.show()

    def make(self) -> None:
        """Make all that decides, once the window stands; does nothing where it is made, or the window closed."""
        if self._made or self._lifetime.ended:
            return
        for _ in self._steps():
            # The window stays painted, and may be closed. A click waits until there is somebody to answer it.
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            if self._lifetime.ended:
                return
        self._made = True

    def start(self) -> None:
        """Load what the first paint did not need, and open what was asked for."""
        self.make()
        if self._lifetime.ended:
            return
        parts = self.parts
        self._collector.start()
        parts.lost_session.look()
        parts.decoders.load()
        if self._options.paths:
            # The pictures first: settings and model wait until some are there, or none will come.
            parts.thumbnails.seen.connect(self._load_rest)
            QTimer.singleShot(_PICTURES_FIRST_MS, self, self._load_rest)
            parts.opening.open(self._options.paths)
            return
        self._load_rest()
        if self._options.demo:
            parts.demo.open()

    def _steps(self) -> Iterator[None]:
        """Make part after part, each in less than a twentieth of a second; most of it is importing them."""
        self.window.make_view_page()
        yield
        self.window.findings.complete()
        yield
        import xray_desktop.qt.viewer.tools.layer  # noqa: F401 - a third of what the next import brings

        yield
        from xray_desktop.qt.composition import Composition

        yield
        self.parts = Composition(
            self._options, self._paths, self.window, self._appearance, self._lifetime, self.report_fault
        )
        yield
        yield from self.parts.make()
        self._connect_study()
        self._connect_model()
        self._connect_window()

    def _load_rest(self) -> None:
        if not self._loading and not self._lifetime.ended:
            self._loading = True
            self.parts.preferences.load()

    def close(self) -> None:
        """Stop, wait for every thread, and only then let Qt's objects go."""
        self._lifetime.end()

    def _remember(self) -> None:
        self.window.remember(self._appearance.remembered)
        self._appearance.remember()
        self._appearance.remembered.sync()

    # --- what arrives --------------------------------------------------------------------------

    def _use_decoders(self) -> None:
        parts = self.parts
        if parts.decoders.reader is None or parts.decoders.thumbnails is None:
            return
        parts.thumbnails.use(parts.decoders.thumbnails)
        parts.image_loader.use(parts.decoders.reader)
        parts.dicom_header.use(parts.decoders.reader)
        parts.study_scoring.start()

    def _take_settings(self, settings: Settings, notice: str) -> None:
        parts, options = self.parts, self._options
        if notice:
            parts.messages.show_message(Message("settings", notice))
        parts.actions.light_theme.setChecked(settings.theme.value == theme.LIGHT.name)
        parts.second.begin(options.second_model, settings.second_model_id)
        parts.models.begin(options.model, settings.model_id, options.provider or settings.provider)
        for address in options.addresses[:1]:
            # Offered: the network is asked for nothing before the user agrees.
            parts.web.offer(address)

    def _take_model(self, model: ModelSession) -> None:
        parts = self.parts
        if parts.models.chosen_by_hand:
            # One that was named for this run alone is not remembered.
            parts.preferences.change(model_id=model.card.model_id)
        parts.study.forget_results()
        self._expect_scores()
        parts.study_scoring.start()

    def _offer_disagreement(self) -> None:
        self.parts.arrangement.offer_disagreement(offered=self.parts.second.model is not None)

    def _expect_scores(self) -> None:
        self.parts.grid_page.view.set_expects_scores(self.parts.models.model is not None)

    def _take_threshold(self) -> None:
        from xray_desktop.study.result import Role

        threshold = self.parts.threshold.threshold
        self.parts.grid_page.threshold.set_threshold(threshold)
        self.parts.study.set_threshold(Role.FIRST, threshold)

    # --- the study -----------------------------------------------------------------------------

    def _show_study(self, title: str) -> None:
        parts = self.parts
        self._collector.begin_anew()
        if not title:
            # After what is still being read has come and gone.
            QTimer.singleShot(_CLEAR_AWAY_MS, self, self._collector.clear_away)
        parts.thumbnails.forget()
        parts.image_loader.forget()
        for topic in ("study", "stopped", "export"):
            parts.messages.close_topic(topic)
        parts.study_title.refresh()
        parts.arrangement.show_current()
        parts.navigation.show_grid()
        parts.study_scoring.start()

    def _score_visible_first(self) -> None:
        parts = self.parts
        keys = [parts.grid.row_at(place).key for place in parts.grid_page.view.visible_places()]
        parts.scoring.prioritise(keys)
        parts.second.analysis.prioritise(keys)

    # --- appearance ----------------------------------------------------------------------------

    def _choose_theme(self, light: bool) -> None:
        parts, chosen = self.parts, theme.LIGHT if light else theme.DARK
        if parts.preferences.settings is not None:
            parts.preferences.change(theme=type(parts.preferences.settings.theme)(chosen.name))
        if chosen is not theme.current():
            parts.appearance.apply(chosen)
            parts.studies_panel.refresh()
