"""Held-out runs: run folders of the recipe of a network that is exported, each trained without a group of images.

They are read here; `converter.ensembling.held_out_ensembles` averages those of several recipes.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import ValidationError

from converter.datasets.labelled_file import LABELS
from converter.datasets.manifest import is_manifest
from converter.datasets.split import PARTS
from converter.errors import ExportError
from converter.evaluation.held_out import HeldOut
from converter.evaluation.shifted import Shifted
from converter.export.derivation import data_of
from converter.recipe import Recipe
from converter.training.run_folder import RunFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

RANDOM = "random"
"""Name of a group that is none: patients drawn at random, who say nothing of a shift."""

_SEED = "seed-"
_OF_THE_SPLIT = {"seed", "validation_share", "precision", "devices"}
"""Fields of ``training`` in which runs of one recipe may differ."""


@dataclass(frozen=True, slots=True, eq=False)
class HeldOutGroup:
    """What one run says of one group that it held out.

    Attributes
    ----------
    run
        Its validation and seed.
    name
        Of the group.
    images
        SHA-256 of the group's files, shape ``[N]``, text.
    scores
        Of them.
    """

    run: str
    name: str
    images: NDArray[Any]
    scores: HeldOut


def read_held_out_runs(folders: Sequence[Path], recipe: Recipe) -> list[HeldOutGroup]:
    """Read what runs say of the groups that they held out.

    Parameters
    ----------
    folders
        Run folders, or folders that hold them as ``validation/seed-N``. A run's groups are those in the column
        ``group`` of its manifest, or all that it held out; patients who were drawn at random are left out.
    recipe
        Of the network that is exported.

    Raises
    ------
    ExportError
        No run is there, one has not ended, is of another recipe, or trained on what it holds out; or no group is left.
    """
    runs = [run for folder in folders for run in _runs_of(folder)]
    groups = [group for run in runs for group in _read(run, recipe) if group.name != RANDOM]
    if not groups:
        raise ExportError(
            "The runs of --chosen-on held out patients at random and no group. Nothing is chosen on them."
        )
    return groups


def shifted_of(groups: Sequence[HeldOutGroup]) -> Shifted:
    """Join what held-out runs say."""
    parts = [(group.name, group.images, group.scores) for group in groups]
    networks = len({group.run for group in groups})
    return Shifted.join(parts, f"{networks} held-out runs of this network's recipe")


def recipe_of_card(recipe: dict[str, Any], name: str) -> Recipe:
    """Read the recipe that a card holds.

    Raises
    ------
    ExportError
        The model was not made by a recipe.
    """
    try:
        return Recipe.model_validate(recipe)
    except ValidationError as error:
        raise ExportError(
            f"The card of {name} holds no recipe of this program, so no run can be told to be of the same one."
        ) from error


def _runs_of(folder: Path) -> list[RunFolder]:
    own = RunFolder.of(folder) if folder.is_dir() else None
    if own:
        return [own]
    found = sorted(folder.glob(f"*/{_SEED}*"), key=lambda path: (path.parent.name, _number(path)))
    runs = [run for path in found if (run := RunFolder.of(path))]
    if not runs:
        raise ExportError(
            f"{folder.name} is no run folder and holds none as validation/{_SEED}N. Name run folders that held "
            "groups out."
        )
    return runs


def _number(path: Path) -> int:
    text = path.name.removeprefix(_SEED)
    return int(text) if text.isdigit() else 0


def _read(run: RunFolder, recipe: Recipe) -> Iterator[HeldOutGroup]:
    name = "/".join(run.path.resolve().parts[-2:])
    if not run.finished or not run.held_out_file.is_file():
        raise ExportError(f"The run {name} has not ended, or held nothing out. Finish it with train --resume.")
    other = next(_differences(recipe, run.recipe()), None)
    if other:
        raise ExportError(
            f"The run {name} has another recipe: {other} differs. Runs for --chosen-on have the same recipe."
        )
    scores = HeldOut.load(run.held_out_file)
    rows = run.split_rows()
    held_out = [row for row in rows if row["part"] == PARTS[True]]
    known = [LABELS.index(row["label"]) for row in held_out]
    if known != scores.labels.tolist():
        raise ExportError(f"The scores in the run {name} are not of the images that its split.csv holds out.")
    _require_unseen(name, rows, held_out)
    images = np.array([row["sha256"] for row in held_out])
    groups = _groups(run, images)
    for group in dict.fromkeys(groups.tolist()):
        rows_of_group = np.flatnonzero(groups == group).tolist()
        yield HeldOutGroup(name, group, images[rows_of_group], scores.rows(rows_of_group))


def _groups(run: RunFolder, images: NDArray[Any]) -> NDArray[Any]:
    """Return each image's group, ``[N]``, text: of the manifest, or else the name of the validation."""
    folder = run.path.resolve()
    validation = folder.parent.name if folder.name.startswith(_SEED) else folder.name
    manifest = data_of(run)
    if not is_manifest(manifest):
        return np.full(len(images), validation)
    try:
        with manifest.open(newline="", encoding="utf-8-sig") as stream:
            named = {row["sha256"]: row.get("group") or validation for row in csv.DictReader(stream)}
        return np.array([named[image] for image in images.tolist()])
    except (OSError, KeyError, ValueError) as error:
        raise ExportError(
            f"The manifest that the run {validation}/{folder.name} was trained by is gone or changed, so the "
            "groups that it held out are not known."
        ) from error


def _require_unseen(name: str, rows: list[dict[str, str]], held_out: list[dict[str, str]]) -> None:
    """See that none of the images, and no patient, is on both sides."""
    trained = [row for row in rows if row["part"] == PARTS[False]]
    for what in ("sha256", "patient"):
        both = {row[what] for row in trained} & {row[what] for row in held_out} - {""}
        if both:
            raise ExportError(
                f"The run {name} trained on images or patients that it holds out ({len(both)} of them), so its scores "
                "are not of unseen images. Nothing is chosen on them."
            )


def _differences(recipe: Recipe, other: Recipe) -> Iterator[str]:
    ours, theirs = _decisive(recipe), _decisive(other)
    for section, fields in ours.items():
        for field, value in fields.items():
            if theirs[section][field] != value:
                yield f"{section}.{field}"


def _decisive(recipe: Recipe) -> dict[str, dict[str, Any]]:
    """Return what makes a network, by section; files are known by whether there is one."""
    fields = recipe.model_dump(mode="json", include={"input", "network", "weights", "training", "augmentation"})
    fields["training"] = {name: value for name, value in fields["training"].items() if name not in _OF_THE_SPLIT}
    # Each run begins from, and learns from, files of its own.
    fields["weights"]["path"] = bool(fields["weights"]["path"])
    fields["training"]["teacher"] = bool(fields["training"].get("teacher"))
    return fields
