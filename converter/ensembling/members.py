"""The model files that an ensemble is made of: opened, and held against each other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import onnx

from converter.errors import ExportError, RecipeError
from converter.onnx_model import OnnxModel
from converter.training.run_folder import RunFolder
from xray_desktop.model_file.checks import MAX_MODEL_BYTES, check_model_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xray_desktop.model_file.card import ModelCard
    from xray_desktop.model_file.checks import CheckedModel

_FEWEST = 2
_OLDEST_OPSET = 18
"""From here on `ReduceMax` takes its axes as an input; everything that the exporter writes is of it or newer."""


@dataclass(frozen=True, slots=True, eq=False)
class EnsembledModel:
    """One model of the ensemble.

    Attributes
    ----------
    checked
        Its file, after the viewer's checks.
    proto
        Its graph.
    model
        Opened, on the CPU.
    weight
        Its share of the average; the shares of all members sum to 1.
    """

    checked: CheckedModel
    proto: onnx.ModelProto
    model: OnnxModel
    weight: float

    @property
    def card(self) -> ModelCard:
        """What the file says of itself."""
        return self.checked.card

    @property
    def name(self) -> str:
        """ID and version."""
        return self.card.name

    @property
    def opset(self) -> int:
        """Version of the standard ONNX operators that it uses."""
        return max(int(entry.version) for entry in self.proto.opset_import if entry.domain in ("", "ai.onnx"))


def open_members(files: Sequence[Path], weights: Sequence[float] | None = None) -> list[EnsembledModel]:
    """Open the members and see that they can be averaged.

    Parameters
    ----------
    files
        Model files, at least two.
    weights
        One above zero for each, of any sum; all alike where None.

    Raises
    ------
    RecipeError
        Too few files, one that is given twice or is a run folder, or weights that do not fit.
    ModelError
        The viewer refuses a file.
    ExportError
        They do not speak of the same input or the same classes.
    """
    shares = _shares(files, weights)
    for file in files:
        if RunFolder.of(file):
            raise RecipeError(
                f"{file.name} belongs to a run folder. Export the run first: xray-converter export RUN -o FILE.onnx"
            )
    checked = [check_model_file(file) for file in files]
    if len({model.sha256 for model in checked}) < len(checked):
        raise RecipeError("A model is given twice. To give one more say than another, use --weights.")
    if sum(len(model.content) for model in checked) > MAX_MODEL_BYTES:
        raise ExportError(
            f"Together the models are larger than the {MAX_MODEL_BYTES >> 20} MB that the viewer loads. Take fewer or "
            "smaller ones."
        )
    members = [
        EnsembledModel(file, onnx.load_model_from_string(file.content), OnnxModel.of(file), share)
        for file, share in zip(checked, shares, strict=True)
    ]
    for other in members[1:]:
        _require_alike(members[0], other)
    return members


def _shares(files: Sequence[Path], weights: Sequence[float] | None) -> list[float]:
    if len(files) < _FEWEST:
        raise RecipeError("An ensemble needs two models or more.")
    given = list(weights) if weights else [1.0] * len(files)
    if len(given) != len(files):
        raise RecipeError(f"There are {len(files)} models, but {len(given)} weights. Give one weight for each model.")
    if not all(weight > 0.0 and math.isfinite(weight) for weight in given):
        raise RecipeError("Each weight has to be a number above zero.")
    total = sum(given)
    return [weight / total for weight in given]


def _require_alike(first: EnsembledModel, other: EnsembledModel) -> None:
    pair = f"{first.name} and {other.name}"
    if first.card.labels != other.card.labels:
        raise ExportError(f"{pair} name their classes differently, so they cannot be averaged.")
    ours, theirs = first.card.input, other.card.input
    if (ours.rows, ours.columns) != (theirs.rows, theirs.columns):
        raise ExportError(
            f"{pair} take images of different sizes ({ours.rows} x {ours.columns} and {theirs.rows} x "
            f"{theirs.columns}), so one input cannot serve both. Train or export them for the same size."
        )
    for what in ("kernel", "aspect", "accepted_modalities", "accepted_body_parts", "accepted_views"):
        if getattr(ours, what) != getattr(theirs, what):
            raise ExportError(
                f"{pair} differ in the {what.replace('_', ' ')} of their input, so one input cannot serve both."
            )
    if first.opset != other.opset or first.opset < _OLDEST_OPSET:
        raise ExportError(
            f"{pair} are written in ONNX operator sets {first.opset} and {other.opset}; an ensemble needs the same, "
            f"{_OLDEST_OPSET} or newer. Export them again with this version of xray-converter."
        )
