"""Of labelled images, those that a run or a manifest keeps from training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from converter.datasets.decode import ImageSet
from converter.datasets.labelled import digests
from converter.datasets.manifest import given_split
from converter.datasets.split import PARTS
from converter.errors import DatasetError, RecipeError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from converter.training.run_folder import RunFolder


def only_held_out(images: ImageSet, data: Path, runs: Sequence[RunFolder]) -> ImageSet:
    """Leave out what trains.

    Parameters
    ----------
    images
        What was decoded.
    data
        Where they come from.
    runs
        Say by SHA-256 which images all of them held out. Where there is none, the manifest says it.

    Raises
    ------
    RecipeError
        Neither is there.
    DatasetError
        No image is held out.
    """
    held_out = _held_out_by_runs(images, runs) if runs else _held_out_by_manifest(images, data)
    positions = np.flatnonzero(held_out)
    if not len(positions):
        raise DatasetError("None of the images is among the held-out ones.")
    files = [images.files[position] for position in positions.tolist()]
    return ImageSet(images.images[positions], images.labels[positions], files, images.unreadable)


def _held_out_by_runs(images: ImageSet, runs: Sequence[RunFolder]) -> list[bool]:
    by_run = [{row["sha256"] for row in run.split_rows() if row["part"] == PARTS[1]} for run in runs]
    known = set.intersection(*by_run) - {""}
    return [digest in known for digest in digests(images.files)]


def _held_out_by_manifest(images: ImageSet, data: Path) -> list[bool]:
    split = given_split(data)
    if split is None:
        raise RecipeError(
            "Nothing says which images are held out. Name the run folder with --run, or a manifest with both parts."
        )
    held_out = {file.path for file, held in zip(split.files, split.held_out, strict=True) if held}
    return [file.path in held_out for file in images.files]
