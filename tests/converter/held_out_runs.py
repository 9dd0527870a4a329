"""Finished runs of tiny networks that held out groups of patients, laid out as ``recipe/validation/seed-N``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import keras
import numpy as np

from converter.console import Console
from converter.datasets.labelled import digests, find_labelled
from converter.datasets.split import Split
from converter.recipe import load_recipe
from converter.training.run import train
from converter.training.run_folder import RunFolder
from tests.converter.tiny import write_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from converter.recipe import Recipe

PATIENTS = 12
GROUPS = {"early": range(0, 6), "late": range(6, PATIENTS), "odd": range(1, PATIENTS, 2)}
"""Numbers of the patients of each class; an image can be held out by two groups."""
FAST = [
    "input.rows=16",
    "input.columns=16",
    "training.batch_size=8",
    "training.epochs=3",
    "training.validation_share=0.25",
    "training.keep=last",
]


def tiny_recipe(*overrides: str, seed: int = 1) -> Recipe:
    """A recipe that trains in seconds."""
    return load_recipe("cnn28", [*FAST, f"training.seed={seed}", *overrides])


def write_set(root: Path) -> Path:
    """Write the labelled images."""
    return write_folder(root, patients=PATIENTS, per_patient=2, side=24)


def run_without(data: Path, held_out: Sequence[int] | range, folder: Path, recipe: Recipe) -> RunFolder:
    """Train a run that holds out patients of these numbers."""
    files = find_labelled(data)
    numbers = [int("".join(filter(str.isdigit, file.patient))) for file in files]
    split = Split(files, digests(files), np.array([number in held_out for number in numbers]))
    run = RunFolder.create(folder)
    # As in a process of its own: layers without a name get the same one each time.
    keras.utils.clear_session()
    train(recipe, data, run, Console(), split=split)
    return run


def write_held_out_runs(data: Path, folder: Path, groups: Sequence[str], seeds: Sequence[int] = (1,)) -> Path:
    """Train a run for each group and seed."""
    for group in groups:
        for seed in seeds:
            run_without(data, GROUPS[group], folder / group / f"seed-{seed}", tiny_recipe(seed=seed))
    return folder
