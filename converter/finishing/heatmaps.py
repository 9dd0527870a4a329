"""What was measured of a model file's heat map goes into its card; graph and answers stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx

from converter.export.write import write_content
from converter.finishing.save import derived, with_card
from xray_desktop.model_file.card import ModelCard, Validation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from converter.evaluation.heatmaps.figures import Tested
    from xray_desktop.model_file.checks import CheckedModel

STEP = "heatmaps"
DRAWN = "drawn chests of children"
DRAWN_SPLIT = "heat map: drawn anew, an opacity at a known place"
INSERTED_SPLIT = "heat map: healthy chests, a drawn opacity put in at a known place"
ILL_SPLIT = "heat map: ill chests"


def entry(dataset: str, split: str, tested: Tested) -> Validation:
    """Make one entry of a card's validation."""
    return Validation(
        dataset=dataset, split=split, images=tested.images, patients=tested.patients, figures=tested.figures
    )


def write_heatmaps(checked: CheckedModel, entries: Sequence[Validation], output: Path) -> ModelCard:
    """Write a model file whose card tells how good its heat map is; earlier figures of the same tests go.

    Parameters
    ----------
    checked
        The file as it was measured.
    entries
        From `entry`, at least one.
    output
        What is written.

    Raises
    ------
    ExportError
        It cannot be written.
    """
    measured = {(one.dataset, one.split) for one in entries}
    others = tuple(one for one in checked.card.validation if (one.dataset, one.split) not in measured)
    card = checked.card.model_copy(update={"validation": (*others, *entries)})
    told = "; ".join(f"{one.images} of {one.dataset} ({one.split})" for one in entries)
    card = derived(card, checked, STEP, f"The heat map was measured on {told}. Nothing but the card changed.")
    write_content(with_card(onnx.load_model_from_string(checked.content), card), output)
    return card
