"""What the Keras networks of an ensemble's members say on average: the other side of the parity gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from converter.ensembling.parity import tempered
from converter.errors import ExportError
from converter.export.reference import KerasReference
from converter.export.source import load_keras
from converter.networks.head import feature_layer
from converter.training.run_folder import RunFolder
from xray_desktop.imaging.heatmap.render import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.model_file.card import EnsembleMember, ModelCard


class AverageReference:
    """The average of the members' Keras networks.

    Parameters
    ----------
    card
        Of the ensemble.
    against
        For each member its run folder or ``.keras`` file.

    Raises
    ------
    ExportError
        One is of another network, or the card is too old to tell the members' temperatures.
    """

    def __init__(self, card: ModelCard, against: Sequence[Path]) -> None:
        self._card = card
        told = card.training.recipe.get("members", [{}] * len(against))
        self._members = [
            _keras_member(card, entry, path, training.get("manifest_sha256", ""))
            for entry, path, training in zip(card.members, against, told, strict=True)
        ]

    def run(
        self, images: NDArray[np.float32], *, compiled: bool = False
    ) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """Score images ``[N, H, W, 1]``, float32, 0 to 255; return ``[N]``, float64, and ``[N, h, w]``, float32."""
        rows, columns = self._card.heatmap.rows, self._card.heatmap.columns
        mean = np.zeros(len(images))
        maps = np.zeros((len(images), rows, columns), np.float32)
        for entry, member in zip(self._card.members, self._members, strict=True):
            probabilities, heatmaps = member.run(images, compiled=compiled)
            mean += entry.weight * probabilities
            finer = [cv2.resize(normalise(heatmap), (columns, rows)) for heatmap in heatmaps]
            maps += np.float32(entry.weight) * np.stack(finer)
        return tempered(mean, self._card.calibration.temperature), maps


def _keras_member(card: ModelCard, entry: EnsembleMember, path: Path, manifest_sha256: str) -> KerasReference:
    if entry.temperature is None or not entry.heatmap_layer:
        raise ExportError(
            f"The card is too old to tell how {entry.model_id} was calibrated. Compare with the members' model files."
        )
    folder = RunFolder.of(path)
    if folder and manifest_sha256 and folder.manifest_sha256() != manifest_sha256:
        raise ExportError(f"The run folder {path.name} was trained on another split than {entry.model_id}.")
    model = load_keras(folder.model_file if folder and path.is_dir() else path)
    if tuple(model.inputs[0].shape[1:3]) != (card.input.rows, card.input.columns):
        raise ExportError(f"The Keras model of {entry.model_id} takes images of another size.")
    try:
        layer = feature_layer(model, entry.heatmap_layer)
    except ExportError as error:
        raise ExportError(
            f"{path.name} holds another network than {entry.model_id}: {error} --against takes the members in the "
            "card's order."
        ) from None
    return KerasReference(model, layer, entry.temperature)
