"""Whether an ensemble says what the average of its members says: of their Keras networks, or of their model files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from converter.datasets.decode import decode_images
from converter.datasets.labelled import find_labelled
from converter.ensembling.members import open_members
from converter.ensembling.parity import average_gate
from converter.errors import ExportError, RecipeError
from converter.export.parity import parity_gate
from converter.onnx_model import OnnxModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.model_file.card import Parity


def verify_ensemble(file: Path, against: Sequence[Path], data: Path, wanted: int) -> tuple[Parity, ...]:
    """Compare an ensemble with its members.

    Parameters
    ----------
    file
        The ensemble's ``.onnx`` file.
    against
        For each member, in the card's order, its run folder or ``.keras`` file; or its model file.
    data
        Labelled images.
    wanted
        How many of them to compare, spread over the set.

    Raises
    ------
    ParityError
        They differ by more than is allowed.
    RecipeError, ExportError
        These are not its members.
    """
    ensemble = OnnxModel.open(file)
    card = ensemble.card
    if len(against) != len(card.members):
        raise RecipeError(
            f"The ensemble has {len(card.members)} members: name each with --against, in the card's order."
        )
    files = find_labelled(data)
    chosen = np.unique(np.linspace(0, len(files) - 1, min(wanted, len(files))).astype(int))
    decoded = decode_images([files[position] for position in chosen], ensemble.spec)
    pictures = np.asarray(decoded.images, np.float32)
    if all(path.suffix == ".onnx" for path in against):
        return _with_files(ensemble, against, pictures)
    # TensorFlow comes with it: only for networks of Keras.
    from converter.ensembling.keras_average import AverageReference

    return parity_gate(AverageReference(card, against), ensemble, pictures, f"{len(pictures)} images")


def _with_files(ensemble: OnnxModel, against: Sequence[Path], pictures: NDArray[np.float32]) -> tuple[Parity, ...]:
    entries = ensemble.card.members
    members = open_members(against, [entry.weight for entry in entries])
    for member, entry in zip(members, entries, strict=True):
        if member.checked.sha256 != entry.sha256:
            raise ExportError(f"{member.name} is not the file that the ensemble was made of: its SHA-256 differs.")
    return average_gate(ensemble, members, ensemble.card.calibration.temperature, pictures)
