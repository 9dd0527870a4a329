"""What `evaluate` measured goes into the card of the model file that it was measured on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx

from converter.errors import FinishingError
from converter.evaluation.operating_points import at_each_point
from converter.export.derivation import images_digest
from converter.finishing.save import derived, write_finished
from xray_desktop.model_file.card import Validation
from xray_desktop.model_file.checks import check_model_file

if TYPE_CHECKING:
    from pathlib import Path

    from converter.evaluation.evaluate import Evaluation
    from xray_desktop.model_file.card import ModelCard

_MEASURED = "measured by evaluate"
_MARK = "training"
"""A title with this word says that images which trained the model are among those measured on."""


def add_validation(file: Path, title: str, evaluation: Evaluation, output: Path) -> ModelCard:
    """Write what was measured as an entry of the card's validation; an earlier entry of this title is replaced.

    Parameters
    ----------
    file
        The ``.onnx`` file that was measured.
    title
        Names the images.
    evaluation
        What `evaluate` found.
    output
        What is written; may be `file`.

    Raises
    ------
    FinishingError
        Images that trained the model are among them, and the title does not say so.
    ModelError
        The file cannot be used or written.
    """
    _require_unseen(title, evaluation)
    checked = check_model_file(file)
    entry = _entry(title, evaluation, checked.card)
    others = (one for one in checked.card.validation if one.dataset != title or not one.split.startswith(_MEASURED))
    card = checked.card.model_copy(update={"validation": (*others, entry)})
    sentence = f"Figures were measured on {title}: {entry.images} images of {entry.patients} patients."
    card = derived(card, checked, "evaluate", sentence)
    write_finished(onnx.load_model_from_string(checked.content), card, output)
    return card


def _require_unseen(title: str, evaluation: Evaluation) -> None:
    overlap = evaluation.overlap
    if (overlap.images or overlap.same_manifest) and _MARK not in title.casefold():
        raise FinishingError(
            f"{overlap.images or 'Some'} of the {overlap.total:,} images trained this model, so the card would be too "
            f"good. Leave them out with --held-out, or say it in the title with the word '{_MARK}'."
        )


def _entry(title: str, evaluation: Evaluation, card: ModelCard) -> Validation:
    scored = evaluation.scored
    notes = " ".join(note.sentence for note in evaluation.overlap.notes())
    threshold_from = evaluation.threshold_from.partition(".")[0]
    return Validation(
        dataset=title,
        split=f"{_MEASURED} at the threshold {scored.threshold:.4f} ({threshold_from}). {notes}",
        images=len(scored.labels),
        patients=scored.patient_count,
        figures=evaluation.figures | at_each_point(card.operating_points, scored.labels, scored.probabilities),
        images_sha256=images_digest(evaluation.files),
    )
