"""The window's life: starts the work, brings together what arrives, and ends in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from xray_desktop.qt import theme
from xray_desktop.qt.composition import Assembly
from xray_desktop.qt.controllers.state.study import Walk
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.runtime.garbage_collection import SparingCollector
from xray_desktop.qt.widgets import icons
from xray_desktop.qt.window.message_bar import Message
from xray_desktop.settings.paths import guide_file
from xray_desktop.study.arrangement import Show
from xray_desktop.study.result import Role, ScoredBy

if TYPE_CHECKING:
    from xray_desktop.imaging.scan.scan import ScannedFile
    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.services.thumbnails import ThumbnailService
    from xray_desktop.settings.model import Settings
    from xray_desktop.settings.options import Options
    from xray_desktop.settings.paths import AppPaths
    from xray_desktop.study.arrangement import Order
    from xray_desktop.study.branch import Branch

_PICTURES_FIRST_MS = 1000
_CLEAR_AWAY_MS = 1000


class Application(Assembly):
    """Everything the window needs, from its first paint to its end.

    Parameters
    ----------
    options
        What was asked for on the command line.
    paths
        Where the program keeps its own files.
    """

    def __init__(self, options: Options, paths: AppPaths) -> None:
        self._loading = False
        self._collector = SparingCollector()
        super().__init__(options, paths)
        self._connect_study()
        self._connect_model()
        self._connect_looks()
        self._make_session()

    # --- connecting ----------------------------------------------------------------------------

    def _connect_study(self) -> None:
        window, study = self.window, self.study_controller
        study.opened.connect(self._show_study)
        study.added.connect(self._score_added)
        study.files_found.connect(self.scoring.add)
        study.walk_finished.connect(lambda _summary: self.scoring.close_input())
        self.scoring.results.connect(self.study.take_results)
        self.thumbnails.seen.connect(self.study.take_thumbnail)
        self.thumbnails.unreadable.connect(self.study.take_unreadable)
        self.status.resume_requested.connect(self._score_the_rest)
        window.grid_page.view.moved.connect(self._score_visible_first)
        window.grid_page.header.asked.connect(self._arrange_as_asked)
        window.grid_page.show_all.connect(lambda: self._arrange(self.study.arrangement.unfiltered()))
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
        self.preferences.loaded.connect(self._offer_addresses)
        self.preferences.failed.connect(lambda error: self.status.say_problem("settings", error))
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
        self.web.close()
        self.notes.close()
        self.model_library.close()
        self.model_comparison.close()
        self.dicom_header.close()
        self.log.close()
        self.diagnostics.close()
        self.bridge.close()
        self.study_controller.close()
        self.models.close()
        self.scoring.close()
        self.second.close()
        self.gate_override.close()
        self.thumbnails.close()
        self.image_loader.close()
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
        self.series.close()
        self.session.end()

    # --- what arrives --------------------------------------------------------------------------

    def _make_services(self) -> tuple[PooledReader, ThumbnailService]:
        """Load the decoders and start the threads of the thumbnails; runs in the background."""
        import xray_desktop.imaging.thumbnails  # noqa: F401 - now, while the folder is walked, not with the first one
        from xray_desktop.imaging.workers.pool import PooledReader
        from xray_desktop.services.thumbnails import ThumbnailService

        reader = PooledReader()
        return reader, ThumbnailService(reader, self.thumbnails.take, self.thumbnails.take_failure)

    def _take_services(self, services: tuple[PooledReader, ThumbnailService]) -> None:
        reader, thumbnails = services
        self._reader = reader
        self.thumbnails.use(thumbnails)
        self.image_loader.use(reader)
        self.dicom_header.use(reader)
        self._score()

    def _take_settings(self, settings: Settings, notice: str) -> None:
        if notice:
            self.window.messages.show_message(Message("settings", notice))
        self.window.actions_.light_theme.setChecked(settings.theme.value == theme.LIGHT.name)
        self.second.begin(self._options.second_model, settings.second_model_id)
        self.models.begin(self._options.model, settings.model_id, self._options.provider or settings.provider)

    def _offer_addresses(self) -> None:
        """Offer what was named on the command line: the network is asked for nothing before the user agrees."""
        for address in self._options.addresses[:1]:
            self.web.offer(address)

    def _take_model(self, model: ModelSession) -> None:
        if self.models.chosen_by_hand:
            # One that was named for this run alone is not remembered.
            self.preferences.change(model_id=model.card.model_id)
        self.study.assign(Role.FIRST, ScoredBy(model.card, model.sha256, self.threshold.threshold))
        self.study.forget_results()
        self.threshold.use(model.card)
        self._expect_scores()
        self._score()

    def _offer_disagreement(self) -> None:
        """Let the user look for disagreements where two models can disagree."""
        offered = self.second.model is not None
        self.window.grid_page.header.offer_disagreement(offered)
        if not offered and self.study.arrangement.show is Show.DISAGREE:
            self._arrange(replace(self.study.arrangement, show=Show.ALL))

    def _expect_scores(self) -> None:
        self.window.grid_page.view.set_expects_scores(self.models.model is not None)

    def _take_threshold(self) -> None:
        threshold = self.threshold.threshold
        self.window.grid_page.threshold.set_threshold(threshold)
        self.study.set_threshold(Role.FIRST, threshold)

    # --- the study -----------------------------------------------------------------------------

    def _show_study(self, title: str) -> None:
        window = self.window
        self._collector.begin_anew()
        if not title:
            # After what is still being read has come and gone.
            QTimer.singleShot(_CLEAR_AWAY_MS, self, self._collector.clear_away)
        self.thumbnails.forget()
        self.image_loader.forget()
        for topic in ("study", "stopped", "export"):
            window.messages.close_topic(topic)
        window.set_study_title(identity.study_name(title))
        window.grid_page.header.set_title(identity.study_name(title))
        window.grid_page.header.set_arrangement(self.study.arrangement)
        self.navigation.show_grid()
        self._score()

    def _show_addition(self) -> None:
        """Say what the study is called now."""
        title = identity.study_name(self.study_controller.title)
        self.window.set_study_title(title)
        self.window.grid_page.header.set_title(title)

    def _score(self) -> None:
        """Score the study anew, where there is one, and a model, and a reader."""
        if self.models.model is None or self._reader is None or self.study_controller.walk is Walk.NONE:
            self.scoring.drop()
            return
        self.scoring.start(self.models.model, self.study.files, more_to_come=self.study_controller.walk is Walk.RUNNING)

    def _score_added(self) -> None:
        """Score what joins the study, and what was still waiting."""
        if self.models.model is not None and self._reader is not None:
            self.scoring.start(self.models.model, self.study.unscored_files(), more_to_come=True)

    def _score_the_rest(self) -> None:
        files: list[ScannedFile] = self.study.reopen_cancelled()
        if self.models.model is not None and files:
            self.scoring.start(self.models.model, files, more_to_come=False)

    def _score_visible_first(self) -> None:
        places = self.window.grid_page.view.visible_places()
        keys = [self.grid.row_at(place).key for place in places]
        self.scoring.prioritise(keys)
        self.second.analysis.prioritise(keys)

    def _show_branch(self, branch: Branch) -> None:
        if branch != self.study.arrangement.branch:
            self._arrange(replace(self.study.arrangement, branch=branch))
        self.navigation.back()

    def _arrange_as_asked(self, order: Order, show: Show, text: str) -> None:
        self._arrange(replace(self.study.arrangement, order=order, show=show, text=text))

    # --- the look ------------------------------------------------------------------------------

    def _choose_theme(self, light: bool) -> None:
        chosen = theme.LIGHT if light else theme.DARK
        if self.preferences.settings is not None:
            self.preferences.change(theme=type(self.preferences.settings.theme)(chosen.name))
        if chosen is not theme.current():
            self._dress(chosen)
            icons.redress(self.window)
            self.window.studies.refresh()
