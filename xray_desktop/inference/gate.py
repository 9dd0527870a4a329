"""The gate: whether this is a picture that the model may score.

Rules look at the header and the picture before the model runs; what they let through is held to the distance that the
model itself computes. Refused means not scored: there is no probability, but a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.inference.rules import header, picture
from xray_desktop.inference.rules.age import age_caveat

if TYPE_CHECKING:
    from collections.abc import Callable

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.model_file.card import InputContract, ModelCard

    Rule = Callable[[XrayImage, InputContract], str]

_RULES: dict[str, Rule] = {
    "modality": header.modality,
    "body-part": header.body_part,
    "view": header.view,
    "colour": picture.colour,
    "size": picture.size,
    "blank": picture.blank,
}
"""In the order in which they are asked; the first that refuses is the reason."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a picture is not scored.

    Attributes
    ----------
    rule
        Which rule refused it: modality, body-part, view, colour, size, blank, or atypical for the model's distance.
    sentence
        The reason, and the way out where there is one.
    """

    rule: str
    sentence: str


def refusal(image: XrayImage, card: ModelCard) -> Refusal | None:
    """Ask the rules, before inference; None where no rule has anything against the picture.

    A picture without a header (JPEG, PNG, ...) says nothing of how it was made and is not held to the header's rules.
    """
    for name, rule in _RULES.items():
        sentence = rule(image, card.input)
        if sentence:
            return Refusal(name, sentence)
    return None


def atypical(atypicality: float, card: ModelCard) -> Refusal | None:
    """Hold the model's own distance against the card's threshold, after inference.

    Parameters
    ----------
    atypicality
        What the model computed for one picture.
    card
        The model's; one without a gate refuses nothing here.
    """
    if card.gate is None or atypicality <= card.gate.threshold:
        return None
    return Refusal(
        "atypical",
        "The model has not learned from pictures like this one. Check that it is an upright frontal chest radiograph "
        "with bright bones.",
    )


def caveat(image: XrayImage, card: ModelCard) -> str:
    """Say what has to be known beside an answer: an age that the model has not learned from. Empty where nothing."""
    return age_caveat(image, card.input)
