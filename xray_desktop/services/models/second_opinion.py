"""A second opinion: another model's answers to the same images, each held against that model's own threshold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xray_desktop.errors import ModelError
from xray_desktop.findings.finding import Finding, Threshold, judge
from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.services.models.loading import load_model
from xray_desktop.study.result import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.imaging.scan.scan import ScanFailure
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.model_file.card import ModelCard
    from xray_desktop.study.result import ImageResult


@dataclass(frozen=True, slots=True, eq=False)
class SecondOpinion:
    """The second model with everything that it said of a study.

    Attributes
    ----------
    model
        Which model.
    threshold
        Its own line; see `second_threshold`.
    results
        What it said so far, by image. Only images that the first model scored are put before it.
    """

    model: ModelSession
    threshold: Threshold
    results: Mapping[ImageKey, ImageResult] = field(default_factory=dict)

    def finding(self, key: ImageKey) -> Finding | None:
        """Return what it found in an image; None where it did not score it."""
        result = self.results.get(key)
        if result is None or result.probability is None:
            return None
        return judge(result.probability, self.threshold, *self.model.card.labels)

    def reason(self, key: ImageKey) -> str:
        """Say why it did not score an image; empty where it did."""
        result = self.results.get(key)
        if result is None:
            return "The second model has not scored this image yet."
        return "" if result.probability is not None else f"The second model did not score this image: {result.reason}"


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


def scored_files(
    entries: Iterable[ScannedFile | ScanFailure], results: Mapping[ImageKey, ImageResult]
) -> list[ScannedFile]:
    """List the files of which the first model scored at least one frame: those that a second opinion is asked of."""
    scored = {key.path for key, result in results.items() if result.status is Status.SCORED}
    return [entry for entry in entries if isinstance(entry, ScannedFile) and entry.path in scored]


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
