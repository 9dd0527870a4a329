"""The way of several model files into one: check, score, merge, compare, describe, and only then write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx

from converter.datasets.decode import read_labelled
from converter.ensembling.card import Judged, assemble_card
from converter.ensembling.members import open_members
from converter.ensembling.merge import merge
from converter.ensembling.parity import average_gate
from converter.evaluation.calibration import settled_temperature
from converter.export.card import known_answer
from converter.export.parity import open_session, run_in_batches
from converter.export.write import write_model_file
from xray_desktop.model_file.card import METADATA_KEY, ModelCard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import onnxruntime
    from numpy.typing import NDArray

    from converter.ensembling.card import Identity
    from converter.words import Words

_BATCH = 8
_SUREST = 1e-7
"""Probabilities are kept this far from 0 and 1 while a temperature is fitted: a single precision 1 has no logit."""


def make_ensemble(
    files: Sequence[Path],
    weights: Sequence[float] | None,
    data: Path,
    output: Path,
    identity: Identity,
    words: Words,
    *,
    calibrate: bool = True,
) -> ModelCard:
    """Write a model file that averages others, or nothing.

    Parameters
    ----------
    files
        The members' model files.
    weights
        One for each member; all alike where None.
    data
        Labelled images that none of the members has seen: temperature, operating points and figures come from them.
    output
        The ``.onnx`` file; one that is there already stays as it is until the new one has passed every check.
    identity
        What the ensemble is called.
    words
        Tells the person how far it is.
    calibrate
        Fit a temperature; the plain mean otherwise.

    Returns
    -------
    ModelCard
        The card inside.

    Raises
    ------
    RecipeError, ExportError
        The files cannot be averaged, or the merged network does not give the average (`ParityError`).
    DatasetError
        The images cannot be used.
    """
    members = open_members(files, weights)
    contract = members[0].card.input
    images = read_labelled(data, contract.spec(), words)
    pictures = np.asarray(images.images, np.float32)
    alone = []
    for member in members:
        words.say(f"scoring with {member.name}")
        alone.append(_probabilities(member.session, pictures))
    mean = np.average(alone, axis=0, weights=[member.weight for member in members])
    temperature = settled_temperature(_logit(mean), images.labels) if calibrate else 1.0
    words.say("merging, and comparing the whole with the average of its parts")
    model = merge(members, temperature)
    network = model.SerializeToString()
    parity = average_gate(network, members, temperature, pictures)
    session = open_session(network)
    answer = known_answer(contract.rows, contract.columns, lambda batch: run_in_batches(session, batch, 1))
    words.say("measuring")
    together = _probabilities(session, pictures)
    judged = Judged(data.name, images.labels, images.patients, np.stack(alone), together)
    card = assemble_card(identity, members, temperature, judged, parity, answer)
    onnx.helper.set_model_props(model, {METADATA_KEY: card.to_json()})
    write_model_file(model.SerializeToString(), output)
    return card


def _probabilities(session: onnxruntime.InferenceSession, pictures: NDArray[np.float32]) -> NDArray[np.float64]:
    return run_in_batches(session, pictures, _BATCH)[0].astype(np.float64)


def _logit(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    inside = np.clip(probabilities, _SUREST, 1.0 - _SUREST)
    logits: NDArray[np.float64] = np.log(inside) - np.log1p(-inside)
    return logits
