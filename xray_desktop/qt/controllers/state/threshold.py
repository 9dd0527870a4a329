"""The line between positive and negative, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.errors import CardError
from xray_desktop.findings.finding import BEFORE_ANY_MODEL, CUSTOM, Threshold
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.threshold_bar.bar import Mark

if TYPE_CHECKING:
    from xray_desktop.model_file.card import Figure, ModelCard, OperatingPoint


class ThresholdController(QObject):
    """Holds the threshold of the study.

    Signals
    -------
    changed(Threshold)
        The line lies elsewhere, or is somebody else's.
    points_changed(list)
        Another model, other operating points; a list of `Mark`.
    refused(Exception)
        The operating point asked for is not in the card; its default one holds.

    Parameters
    ----------
    by_hand
        A threshold for this run, 0 to 1; None where an operating point holds.
    operating_point
        Name of one for this run; the card's default one where empty.
    """

    changed = Signal(object)
    points_changed = Signal(list)
    refused = Signal(object)

    def __init__(self, by_hand: float | None, operating_point: str) -> None:
        super().__init__()
        self._asked_point = operating_point
        self._card: ModelCard | None = None
        self.threshold = BEFORE_ANY_MODEL if by_hand is None else Threshold(by_hand)
        self._keep_by_hand = by_hand is not None

    def use(self, card: ModelCard) -> None:
        """Take a model's operating points; a threshold that was set by hand for this run stays."""
        self._card = card
        self.points_changed.emit([_mark(point) for point in card.operating_points])
        if self._keep_by_hand:
            self._set(self.threshold)
            return
        try:
            self.choose(self._asked_point or card.default_operating_point)
        except CardError as error:
            self.choose(card.default_operating_point)
            self.refused.emit(error)

    def choose(self, name: str) -> None:
        """Take one of the card's operating points.

        Raises
        ------
        CardError
            The card has none of that name.
        """
        if self._card is not None:
            point = self._card.operating_point(name)
            self._keep_by_hand = False
            self._asked_point = name
            self._set(Threshold(point.threshold, name))

    def move(self, probability: float) -> None:
        """Set the line by hand, 0 to 1."""
        self._set(Threshold(round(probability, 2), CUSTOM))

    def _set(self, threshold: Threshold) -> None:
        self.threshold = threshold
        self.changed.emit(threshold)


def _mark(point: OperatingPoint) -> Mark:
    explanation = tr(
        "Sensitivity {sensitivity}, specificity {specificity}, measured on {ill} and {healthy} images. "
        "Chosen by {chosen_by}.",
        sensitivity=_share(point.sensitivity),
        specificity=_share(point.specificity),
        ill=f"{point.sensitivity.n:,}",
        healthy=f"{point.specificity.n:,}",
        chosen_by=point.chosen_by,
    )
    return Mark(point.name, point.threshold, explanation)


def _share(measured: Figure) -> str:
    low, high = _percent(measured.low), _percent(measured.high)
    return tr("{value} [{low} to {high}]", value=_percent(measured.value), low=low, high=high)


def _percent(share: float) -> str:
    return f"{share:.0%}"
