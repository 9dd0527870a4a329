"""One image before and after the model: what the gate says, and what of the model's answer may be kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from xray_desktop.imaging.preprocess import preprocess
from xray_desktop.inference.gate import atypical, caveat, refusal
from xray_desktop.study.result import GateRecord, ImageResult, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.imaging.preprocess import ModelInput
    from xray_desktop.inference.session import ModelOutput, ModelSession
    from xray_desktop.model_file.card import ModelCard


@dataclass(frozen=True, slots=True, eq=False)
class PreparedImage:
    """An image between reading and inference: what is known of it so far, and the model's input."""

    known: ImageResult
    model_input: ModelInput


def prepare(image: XrayImage, image_sha256: str, card: ModelCard, *, anyway: bool) -> PreparedImage | ImageResult:
    """Ask the gate's rules and make the model's input; an image that a rule refuses is finished here.

    Parameters
    ----------
    anyway
        The user wants it scored whatever the gate says; what it says is kept beside the score.
    """
    refused = refusal(image, card)
    known = ImageResult(
        image.key,
        Status.NOT_SCORED,
        refused.sentence if refused else "",
        image_sha256,
        image.instance.sop_instance_uid,
        frame_count=image.frame_count,
        synthetic=image.synthetic,
        gate=GateRecord(refused.rule, refused.sentence) if refused else GateRecord(),
        caveat=caveat(image, card),
    )
    return known if refused and not anyway else PreparedImage(known, preprocess(image, card.input.spec()))


def outcomes(
    batch: Sequence[PreparedImage], output: ModelOutput, model: ModelSession, *, anyway: bool
) -> list[ImageResult]:
    """Turn the model's answers into results; what the model finds atypical loses its probability and heat map here.

    Parameters
    ----------
    batch, output
        What went in, and what came out, in the same order.
    anyway
        As in `prepare`.
    """
    now = datetime.now(UTC)
    distances = [None] * len(batch) if output.atypicality is None else [shortest(one) for one in output.atypicality]
    results = []
    for one, probability, heatmap, distance in zip(batch, output.probability, output.heatmap, distances, strict=True):
        gate = _measured(one.known.gate, distance, model.card)
        if gate.rule and not anyway:
            results.append(replace(one.known, reason=gate.reason, gate=gate))
            continue
        scored = replace(
            one.known,
            status=Status.SCORED,
            reason="",
            scores=(shortest(probability),),
            # The batch's own array must not live on in one of its images.
            heatmap=heatmap.copy(),
            geometry=one.model_input.geometry,
            provider=model.provider,
            scored_at=now,
            gate=replace(gate, overridden=bool(gate.rule)),
        )
        results.append(scored)
    return results


def _measured(record: GateRecord, distance: float | None, card: ModelCard) -> GateRecord:
    """Hold the model's distance against the card; the rule that refused first stays the reason."""
    if distance is None or card.gate is None:
        return record
    record = replace(record, atypicality=distance, threshold=card.gate.threshold)
    refused = None if record.rule else atypical(distance, card)
    return replace(record, rule=refused.rule, reason=refused.sentence) if refused else record


def shortest(value: np.float32 | NDArray[np.float32]) -> float:
    """Return the number with the fewest digits that stands for a 32-bit answer of the model, float32 of shape ``[]``.

    It is what is shown and reported, so it must also be what is held against the threshold: a 32-bit 0.7 is a little
    under 0.7.
    """
    return float(str(value))
