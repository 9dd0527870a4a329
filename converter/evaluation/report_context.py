"""What a report says of the model, the images and the threshold, besides what it measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from converter.evaluation.notes import ReportNote


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Which model was examined.

    Attributes
    ----------
    file
        Name of its file, without its folder.
    sha256
        Of the file.
    card_id, card_version
        What its card says; empty where it has none.
    """

    file: str
    sha256: str
    card_id: str = ""
    card_version: str = ""


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What a report says besides figures.

    Attributes
    ----------
    model
        Which one; None where it is not known.
    data
        Name of the images.
    threshold_from
        Where the threshold comes from; empty where it is not known.
    training_images
        How many of the evaluated images trained the model; None where it cannot be known.
    left_out
        Files that could not be read.
    notes
        Sentences for the reader.
    """

    model: ModelFacts | None = None
    data: str = ""
    threshold_from: str = ""
    training_images: int | None = None
    left_out: int = 0
    notes: tuple[ReportNote, ...] = ()
