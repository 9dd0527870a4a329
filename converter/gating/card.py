"""What the card says of a gate: how it is made, on what, and what was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converter.finishing.save import derived
from converter.gating.measured import CHESTS
from xray_desktop.model_file.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from converter.gating.chests import Chests
    from converter.gating.choice import Candidate
    from converter.gating.measured import Count
    from xray_desktop.model_file.card import ModelCard
    from xray_desktop.model_file.checks import CheckedModel

_SEEN = "; whether they trained the model was not checked"


def card_with_gate(checked: CheckedModel, chosen: Candidate, chests: Chests, counts: Sequence[Count]) -> ModelCard:
    """Write a gate into a card, and note in it which file it came from."""
    features, distance = chosen.features, chosen.distance
    gate = Gate(
        method=(
            f"Mahalanobis distance of {features.numbers} features (means over {features.grid} x {features.grid} cells, "
            f"standardised) under probabilistic principal components with {distance.axes.shape[1]} axes, divided by "
            "the root of their number. Learned from chest radiographs and varied copies of them alone; the layer was "
            "chosen with drawn pictures and turned chests."
        ),
        layer=features.tensor.name,
        threshold=chosen.threshold,
        false_refusal=next(count.wrong for count in counts if count.kind == CHESTS),
        false_acceptance={count.kind: count.wrong for count in counts if not count.may_be_judged},
        fitted_on=(
            f"{len(chests.fitting)} chest radiographs; the threshold lies halfway, as a ratio, between the distance "
            f"that 1 in 100 of {len(chests.threshold)} chest radiographs of other patients exceeds and that of the "
            "nearest kind of the pictures that chose the layer"
        ),
        measured_on=(
            f"{len(chests.measuring)} chest radiographs ({chests.measured_on}{'' if chests.unseen else _SEEN}); for "
            "false acceptance pictures without a header, from other sources than those that chose the layer"
        ),
    )
    refused = gate.false_refusal
    sentence = (
        f"The output atypicality was added behind {features.tensor.name}; above {chosen.threshold:.4f} a picture is "
        f"not scored. The whole gate refuses {refused.value:.4f} ({refused.low:.4f} to {refused.high:.4f}) of "
        f"{refused.n} chest radiographs. Probability and heat map are the same, bit for bit."
    )
    return derived(checked.card.model_copy(update={"gate": gate}), checked, "gate", sentence)
