"""Past the gate and back: the user has refused images scored all the same, one or several, and can undo it.

Such a decision holds for these images and this model alone; nothing remembers it for others.
"""

from __future__ import annotations

from concurrent.futures import wait
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu

from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.runtime.jobs import Background, Jobs, Question
from xray_desktop.qt.window.message_bar import Message, MessageBar, MessageButton
from xray_desktop.study.result import ImageResult, Status, take_back

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.controllers.state.decoders import Decoders
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.navigation import NavigationController
    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.grid.view import GridView
    from xray_desktop.services.scoring.analysis import Analysis, AnalysisSummary

_TOPIC = "anyway"
_PATIENCE_MS = 500
_OFFER_MS = 100


class GateOverrideController(QObject):
    """Scores what the gate refused, where the user says so.

    Signals
    -------
    scored()
        A decision was carried out.
    """

    scored = Signal()

    def __init__(
        self,
        messages: MessageBar,
        study: StudyController,
        models: ModelController,
        decoders: Decoders,
        background: Background,
    ) -> None:
        super().__init__()
        self._messages, self._study, self._models, self._decoders = messages, study.study, models, decoders
        self._jobs: Jobs[ImageResult] = Jobs(background, self._take_end)
        self._jobs.told.connect(self._take)
        self._question: Question[ImageResult] | None = None
        self._analyses: list[Analysis] = []
        self._in_hand: list[ImageKey] = []
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._tell_running)
        study.opened.connect(lambda _title: self.drop())
        models.loaded.connect(lambda _model: self.drop())
        background.lifetime.at_stop(self.drop)
        background.lifetime.at_wait(self._wait)

    # --- which images --------------------------------------------------------------------------

    def can_score(self, keys: Iterable[ImageKey]) -> bool:
        """Tell whether the gate refused one of these images, and a model could score it all the same."""
        return self._models.model is not None and bool(self._refused(keys))

    def can_take_back(self, keys: Iterable[ImageKey]) -> bool:
        """Tell whether the user had one of these images scored although the gate refused it."""
        return bool(self._overridden(keys))

    def _known(self, keys: Iterable[ImageKey]) -> list[ImageResult]:
        return [result for key in keys if (result := self._study.result(key)) is not None]

    def _refused(self, keys: Iterable[ImageKey]) -> list[ImageResult]:
        return [result for result in self._known(keys) if result.can_be_overridden]

    def _overridden(self, keys: Iterable[ImageKey]) -> list[ImageResult]:
        return [result for result in self._known(keys) if result.overridden]

    # --- there and back ------------------------------------------------------------------------

    def score_anyway(self, keys: Iterable[ImageKey]) -> None:
        """Score those of some images that the gate refused; images of an earlier decision go on being scored."""
        model, refused = self._models.model, self._refused(keys)
        if model is None or not refused:
            return
        if self._question is None or not self._jobs.is_asking():
            self._question = self._begin()
        self._in_hand += [result.key for result in refused]
        self._score(model, refused, self._question)

    def _begin(self) -> Question[ImageResult]:
        self._in_hand = []
        self._messages.close_topic(_TOPIC)
        self._patience.start()
        return self._jobs.begin()

    def _score(self, model: ModelSession, refused: list[ImageResult], question: Question[ImageResult]) -> None:
        analysis = self._decoders.start_analysis(model, question.tell, question.token, anyway=True)
        self._analyses = [*(each for each in self._analyses if not each.future.done()), analysis]
        self._jobs.watch(question, analysis.future)
        analysis.add_again(refused)
        analysis.close_input()

    def take_back(self, keys: Iterable[ImageKey]) -> None:
        """Refuse again what the user had scored; nothing of the score is kept."""
        self._messages.close_topic(_TOPIC)
        self._study.take_results([take_back(result) for result in self._overridden(keys)])

    def _take(self, results: list[ImageResult]) -> None:
        # What was stopped stays refused.
        self._study.take_results([result for result in results if result.status is not Status.CANCELLED])

    def _take_end(self, _summary: AnalysisSummary) -> None:
        if self._jobs.is_asking():
            return
        self._patience.stop()
        self._tell_end()
        self.scored.emit()

    def stop(self) -> None:
        """Stop because the user said so; what is not scored yet stays refused."""
        if self._question is not None:
            self._question.token.cancel()

    def drop(self) -> None:
        """Stop and forget: the results are for a study or a model that is gone."""
        self._jobs.drop()
        self._patience.stop()
        self._messages.close_topic(_TOPIC)
        self._in_hand = []

    def _wait(self) -> None:
        """Wait until no thread is left."""
        wait([analysis.future for analysis in self._analyses])

    # --- sentences -----------------------------------------------------------------------------

    def _tell_running(self) -> None:
        count = len(self._in_hand)
        sentence = (
            tr("1 image that the gate refused is being scored.")
            if count == 1
            else tr("{count} images that the gate refused are being scored.", count=f"{count:,}")
        )
        self._say(sentence, MessageButton(tr("Stop"), self.stop))

    def _tell_end(self) -> None:
        done = [result.key for result in self._overridden(self._in_hand)]
        if len(done) < 2:
            # One image says it all by itself.
            self._messages.close_topic(_TOPIC)
            return
        count = len(done)
        sentence = (
            tr("1 image is scored although not accepted; the report says so.")
            if count == 1
            else tr("{count} images are scored although not accepted; the report says so.", count=f"{count:,}")
        )
        self._say(sentence, MessageButton(tr("Take back"), lambda: self.take_back(done)))

    def _say(self, sentence: str, offered: MessageButton) -> None:
        self._messages.show_message(Message(_TOPIC, sentence, buttons=(offered,)))


class GateOverrideActions(QObject):
    """Offers to score and to take back what is looked at or selected, where there is something to.

    Parameters
    ----------
    score_anyway, take_back
        For the image in the large view, else for all that are selected in the grid.
    view
        Where a menu offers the same.
    """

    def __init__(
        self,
        score_anyway: QAction,
        take_back: QAction,
        view: GridView,
        navigation: NavigationController,
        override: GateOverrideController,
    ) -> None:
        super().__init__()
        self._score_anyway, self._take_back = score_anyway, take_back
        self._view, self._navigation, self._override = view, navigation, override
        self._offering = QTimer(self, singleShot=True, interval=_OFFER_MS)
        self._offering.timeout.connect(self._offer)
        score_anyway.triggered.connect(lambda: override.score_anyway(navigation.chosen))
        take_back.triggered.connect(lambda: override.take_back(navigation.chosen))
        view.menu_requested.connect(self._show_menu)
        view.selection_changed.connect(self.offer_soon)
        navigation.key_changed.connect(self.offer_soon)
        self._offer()

    def offer_soon(self) -> None:
        """Offer what can be done now; once for many changes."""
        if not self._offering.isActive():
            self._offering.start()

    def _offer(self) -> None:
        chosen = self._navigation.chosen
        self._score_anyway.setEnabled(self._override.can_score(chosen))
        self._take_back.setEnabled(self._override.can_take_back(chosen))

    def _show_menu(self, place: QPoint) -> None:
        self._offer()
        menu = QMenu(self._view)
        menu.addActions([self._score_anyway, self._take_back])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def score_seen(self) -> None:
        """Score the image that the panels speak of."""
        if self._navigation.key is not None:
            self._override.score_anyway([self._navigation.key])

    def take_back_seen(self) -> None:
        """Take back the score of the image that the panels speak of."""
        if self._navigation.key is not None:
            self._override.take_back([self._navigation.key])
