"""Whether a model file says what the Keras model says that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from converter.datasets.decode import decode_images
from converter.datasets.labelled import find_labelled
from converter.errors import ExportError
from converter.export.parity import parity_gate
from converter.export.reference import KerasReference
from converter.export.source import load_keras
from converter.networks.head import feature_layer
from converter.onnx_model import OnnxModel
from converter.training.run_folder import RunFolder

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.model_file.card import Parity


def verify(file: Path, against: Path, data: Path, wanted: int) -> tuple[Parity, ...]:
    """Compare a model file with the Keras model that it came from.

    Parameters
    ----------
    file
        The ``.onnx`` file.
    against
        A ``.keras`` file or a run folder.
    data
        Labelled images.
    wanted
        How many of them to compare, spread over the set.

    Raises
    ------
    ParityError
        They differ by more than is allowed.
    ExportError
        The Keras model is another one.
    """
    model_file = OnnxModel.open(file)
    folder = RunFolder.of(against)
    model = load_keras(folder.model_file if folder and against.is_dir() else against)
    spec = model_file.spec
    if tuple(model.inputs[0].shape[1:3]) != (spec.rows, spec.columns):
        raise ExportError("The Keras model takes images of another size, so it is not the one of this file.")
    files = find_labelled(data)
    chosen = np.unique(np.linspace(0, len(files) - 1, min(wanted, len(files))).astype(int))
    images = decode_images([files[position] for position in chosen], spec)
    card = model_file.card
    reference = KerasReference(model, feature_layer(model, card.heatmap.layer), card.calibration.temperature)
    named = f"{len(images.labels)} images"
    return parity_gate(reference, model_file, np.asarray(images.images, np.float32), named)
