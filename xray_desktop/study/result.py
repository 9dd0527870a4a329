"""What a model says of one image, and which model it is: what the grid, the findings panel and the report share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from xray_desktop.findings.finding import Threshold
    from xray_desktop.imaging.geometry import Geometry
    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.model_file.card import ModelCard


class Role(StrEnum):
    """What a model is asked for."""

    FIRST = "first"
    """Its score stands in the report; its gate decides what is scored at all."""
    SECOND = "second"
    """Its score stands beside that, as a second opinion."""


@dataclass(frozen=True, slots=True)
class ScoredBy:
    """A model in a role, and the line that its probabilities are held against; without a session.

    Attributes
    ----------
    card
        What the model is.
    sha256
        Of the model file, in hexadecimal; results are kept by it.
    threshold
        The line.
    """

    card: ModelCard
    sha256: str
    threshold: Threshold


class Status(StrEnum):
    """How far an image came."""

    SCORED = "scored"
    NOT_SCORED = "not_scored"
    """The gate refused it: the picture can be seen, the model may not judge it."""
    FAILED = "failed"
    CANCELLED = "cancelled"


class GateOutcome(StrEnum):
    """What the gate said of an image, and whether the user let that stand."""

    NONE = ""
    """Nobody asked it: the image cannot be read, or the model has no gate and no rule refuses."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    OVERRIDDEN = "overridden"
    """Refused, and scored all the same because the user said so."""


@dataclass(frozen=True, slots=True)
class GateRecord:
    """What the gate found in one image; it stays beside a score that the user asked for in spite of it.

    Attributes
    ----------
    rule
        Which rule refused it; empty where none did. See `xray_desktop.inference.gate.Refusal`.
    reason
        The sentence that goes with it.
    atypicality
        How far the image lies from those that the model knows; None where the model did not look at it or does not
        say.
    threshold
        The model card's: an image above it is refused. None wherever `atypicality` is.
    overridden
        The user had it scored although it was refused.
    """

    rule: str = ""
    reason: str = ""
    atypicality: float | None = None
    threshold: float | None = None
    overridden: bool = False

    @property
    def outcome(self) -> GateOutcome:
        """Say it in one word."""
        if self.rule:
            return GateOutcome.OVERRIDDEN if self.overridden else GateOutcome.REFUSED
        return GateOutcome.NONE if self.atypicality is None else GateOutcome.ACCEPTED


@dataclass(frozen=True, slots=True, eq=False)
class ImageResult:
    """The outcome for one image or frame.

    Attributes
    ----------
    key
        Which file and frame.
    status
        How far it came.
    reason
        A sentence where it was not scored; empty otherwise. Why the gate refused what the user had scored all the
        same stands in `gate`.
    image_sha256
        SHA-256 of the file's bytes in hexadecimal; empty where they cannot be read.
    sop_instance_uid
        From the header; empty for rasters.
    scores
        One for each finding of the model, in the order of its outputs, which is one today: probability of the positive
        class, 0–1. Empty unless scored.
    heatmap
        Grad-CAM of the positive class, shape ``[h, w]``, float32, zero or more, not normalised; None unless scored.
    geometry
        Places the heat map on the source; None unless scored.
    provider
        The execution provider that ran, in onnxruntime's name; empty unless scored.
    frame_count
        Frames in the file.
    synthetic
        The file says of itself that it is a drawing of ours: a score on it means nothing.
    scored_at
        UTC; None unless scored.
    gate
        What the gate said.
    caveat
        What has to be known beside the score: an age that the model has not learned from. Empty where nothing.
    """

    key: ImageKey
    status: Status
    reason: str = ""
    image_sha256: str = ""
    sop_instance_uid: str = ""
    scores: tuple[float, ...] = ()
    heatmap: NDArray[np.float32] | None = None
    geometry: Geometry | None = None
    provider: str = ""
    frame_count: int = 1
    synthetic: bool = False
    scored_at: datetime | None = None
    gate: GateRecord = GateRecord()
    caveat: str = ""

    @property
    def probability(self) -> float | None:
        """The score of the first finding, 0–1; None unless scored."""
        return self.scores[0] if self.scores else None

    @property
    def shows_evidence(self) -> bool:
        """Whether the heat map holds any positive evidence."""
        return self.heatmap is not None and bool(self.heatmap.max() > 0.0)

    @property
    def overridden(self) -> bool:
        """Whether it is scored although the gate refused it."""
        return self.status is Status.SCORED and self.gate.outcome is GateOutcome.OVERRIDDEN

    @property
    def can_be_overridden(self) -> bool:
        """Whether the user may have it scored all the same: the gate refused it, and nothing else is wrong."""
        return self.status is Status.NOT_SCORED and self.gate.outcome is GateOutcome.REFUSED

    @property
    def objection(self) -> str:
        """What the gate has against a score that the user asked for; empty where nothing."""
        return f"Scored although not accepted: {self.gate.reason}" if self.overridden else ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences that stand beside the score wherever it is shown; none without a score."""
        if self.status is not Status.SCORED:
            return ()
        return tuple(sentence for sentence in (self.objection, self.caveat) if sentence)


def take_back(result: ImageResult) -> ImageResult:
    """Undo an override: the image is refused again, and nothing of its score is kept."""
    return ImageResult(
        result.key,
        Status.NOT_SCORED,
        result.gate.reason,
        result.image_sha256,
        result.sop_instance_uid,
        frame_count=result.frame_count,
        synthetic=result.synthetic,
        gate=replace(result.gate, overridden=False),
        caveat=result.caveat,
    )


def second_reason(result: ImageResult | None) -> str:
    """Say why a second model did not score an image; empty where it did.

    Parameters
    ----------
    result
        What it says of the image; None where it says nothing yet.
    """
    if result is None:
        return "The second model has not scored this image yet."
    return "" if result.probability is not None else f"The second model did not score this image: {result.reason}"
