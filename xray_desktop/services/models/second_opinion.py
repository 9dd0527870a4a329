"""Which model may give a second opinion, and the threshold that it is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.errors import ModelError
from xray_desktop.findings.finding import Threshold
from xray_desktop.services.models.loading import load_model

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.inference.session import ModelSession
    from xray_desktop.model_file.card import ModelCard


def second_threshold(card: ModelCard, first: Threshold) -> Threshold:
    """Choose the line of a second model.

    Parameters
    ----------
    card
        Of the second model.
    first
        The first model's line. Where it is an operating point whose name the second model knows too, both are held
        to the same purpose; a line that was set by hand says nothing of another model, so its default point holds.
    """
    names = [point.name for point in card.operating_points]
    name = first.operating_point if first.operating_point in names else card.default_operating_point
    return Threshold(card.operating_point(name).threshold, name)


def load_second_model(path: Path, provider: str, first: ModelSession) -> ModelSession:
    """Load a model that is to give a second opinion. Takes seconds; run it in an executor.

    Raises
    ------
    ModelError
        It cannot be used at all, or not beside the first one.
    """
    second = load_model(path, provider)
    reason = unfit_reason(first, second)
    if reason:
        raise ModelError(reason)
    return second


def unfit_reason(first: ModelSession, second: ModelSession) -> str:
    """Say why a model cannot be another's second opinion; empty where it can."""
    if first.sha256 == second.sha256:
        return "This is the model in use itself: a second opinion has to come from another one."
    if first.card.positive_label.casefold() != second.card.positive_label.casefold():
        return (
            f"This model looks for {second.card.positive_label} and the one in use for {first.card.positive_label}: "
            "their answers cannot be compared."
        )
    return ""
