"""The known answer: what the model said when it was exported has to be what it says on this machine."""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from xray_desktop.errors import ContractMismatch
from xray_desktop.imaging.heatmap.render import normalise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from xray_desktop.model_file.card import ModelCard

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SIZE_IN_HEADER = slice(16, 24)
"""Width and height in the IHDR chunk, PNG specification 11.2.2."""


@dataclass(frozen=True, slots=True)
class SelfTest:
    """How far this machine's answer is from the card's.

    Attributes
    ----------
    passed
        Both differences are within the card's tolerances.
    probability_difference
        Absolute.
    heatmap_difference
        Largest absolute difference of the maps, each divided by its maximum.
    sentence
        The outcome in words.
    """

    passed: bool
    probability_difference: float
    heatmap_difference: float
    sentence: str


def reference_tensor(card: ModelCard) -> NDArray[np.float32]:
    """Decode the card's reference picture.

    Returns
    -------
    ndarray
        Shape ``[1, rows, columns, 1]``, float32, 0 to 255.

    Raises
    ------
    ContractMismatch
        It is no grey PNG of the input's size.
    """
    content = _png(card.known_answer.image_png)
    # The size is held against the header before anything is unpacked: a small PNG can stand for gigabytes.
    declared = content[_SIZE_IN_HEADER] == struct.pack(">II", card.input.columns, card.input.rows)
    picture = None
    if content.startswith(_PNG_SIGNATURE) and declared:
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    if picture is None or picture.ndim != 2 or picture.dtype != np.uint8:
        raise ContractMismatch("The reference picture in the model card is not what the model takes as its input.")
    return picture.astype(np.float32)[None, :, :, None]


def compare(card: ModelCard, probability: float, heatmap: NDArray[np.float32]) -> SelfTest:
    """Hold this machine's answer against the card's.

    Parameters
    ----------
    probability
        Of the positive class for the reference picture, 0 to 1.
    heatmap
        Shape ``[h, w]``, not normalised.
    """
    known = card.known_answer
    reference = np.asarray(known.heatmap, np.float32).reshape(card.heatmap.rows, card.heatmap.columns)
    probability_difference = abs(probability - known.probability)
    heatmap_difference = float(np.abs(normalise(heatmap) - reference).max())
    passed = probability_difference <= known.probability_tolerance and heatmap_difference <= known.heatmap_tolerance
    sentence = (
        "The model gives its known answer on this machine."
        if passed
        else "The model does not give its known answer on this machine "
        f"(probability {probability:.4f} instead of {known.probability:.4f}), so it is not used."
    )
    return SelfTest(passed, probability_difference, heatmap_difference, sentence)


def _png(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ContractMismatch("The reference picture in the model card cannot be read.") from error
