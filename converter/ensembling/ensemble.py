"""The way of several model files into one: check, score, merge, compare, describe, and only then write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx

from converter.datasets.decode import read_labelled
from converter.ensembling.card import Judged, Whole, assemble_card
from converter.ensembling.held_out_ensembles import average_held_out_runs
from converter.ensembling.members import open_members
from converter.ensembling.merge import merge
from converter.ensembling.parity import average_gate
from converter.errors import RecipeError
from converter.evaluation.calibration import logit, settled_temperature
from converter.export.card import known_answer
from converter.export.derivation import step_of
from converter.export.parity import open_exported
from converter.export.write import write_model_file
from xray_desktop.model_file.card import METADATA_KEY, ModelCard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.console import Console
    from converter.datasets.decode import ImageSet
    from converter.ensembling.card import Identity
    from converter.ensembling.held_out_ensembles import ShiftedEnsemble
    from converter.ensembling.members import EnsembledModel
    from xray_desktop.model_file.derivation import Derivation


def make_ensemble(
    files: Sequence[Path],
    weights: Sequence[float] | None,
    data: Path | None,
    output: Path,
    identity: Identity,
    console: Console,
    *,
    chosen_on: Sequence[Path] = (),
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
        Labelled images that none of the members has seen. Figures come from them, and temperature and operating points
        too where there are no held-out runs. May be None where there are.
    output
        The ``.onnx`` file; one that is there already stays as it is until the new one has passed every check.
    identity
        What the ensemble is called.
    console
        Tells the user how far it is.
    chosen_on
        For each member, where the held-out runs of its recipe lie: temperature and operating points are then those of
        `converter.ensembling.held_out_ensembles.average_held_out_runs`.
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
    shifted = average_held_out_runs(members, chosen_on) if chosen_on else None
    images = read_labelled(data, contract.spec(), console) if data else None
    alone = _alone(members, images, console) if images else None
    temperature = _temperature(members, shifted, images, alone) if calibrate else 1.0
    console.say("merging, and comparing the whole with the average of its parts")
    model = merge(members, temperature)
    network = open_exported(model)
    parity = average_gate(network, members, temperature, _pictures(images, shifted))
    answer = known_answer(network)
    console.say("measuring")
    judged = None
    if images and data and alone is not None:
        together = network.probabilities(_pictures(images, None))
        judged = Judged(data.name, images.labels, images.patients, alone, together)
    whole = Whole(tuple(members), temperature, parity, answer, judged, shifted)
    card = assemble_card(identity, whole, _step(files, members, chosen_on))
    onnx.helper.set_model_props(model, {METADATA_KEY: card.to_json()})
    write_model_file(model.SerializeToString(), output)
    return card


def _alone(members: Sequence[EnsembledModel], images: ImageSet, console: Console) -> NDArray[np.float64]:
    scores = []
    for member in members:
        console.say(f"scoring with {member.name}")
        scores.append(member.model.probabilities(_pictures(images, None)))
    return np.stack(scores)


def _temperature(
    members: Sequence[EnsembledModel],
    shifted: ShiftedEnsemble | None,
    images: ImageSet | None,
    alone: NDArray[np.float64] | None,
) -> float:
    if shifted:
        return shifted.together.temperature()
    if images is None or alone is None:
        return 1.0
    mean = np.average(alone, axis=0, weights=[member.weight for member in members])
    return settled_temperature(logit(mean), images.labels)


def _pictures(images: ImageSet | None, shifted: ShiftedEnsemble | None) -> NDArray[np.float32]:
    if images:
        return np.asarray(images.images, np.float32)
    if shifted:
        return np.asarray(shifted.together.scores.samples, np.float32)
    raise RecipeError(
        "An ensemble needs labelled images with --data, or held-out runs of its members' recipes with --chosen-on."
    )


def _step(files: Sequence[Path], members: Sequence[EnsembledModel], chosen_on: Sequence[Path]) -> Derivation:
    on = " Temperature and points were chosen on held-out runs of the members' recipes." if chosen_on else ""
    named = {file: f"{{member{number}}}" for number, file in enumerate(files, 1)}
    return step_of("ensemble", f"{len(members)} models were averaged.{on}", named)
