"""Which chest radiographs the distance is fitted on, which set the threshold, and which measure it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from converter.datasets.labelled import find_labelled
from converter.datasets.labelled_file import digests
from converter.datasets.split import split_by_patient
from converter.errors import DatasetError
from converter.training.run_folder import RunFolder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from converter.console import Console
    from converter.datasets.labelled_file import LabelledFile

_FEWEST = 20
_MOST_FITTED = 2000
_SEED = 4
_UNTOLD = (
    "Without --run RUN_DIR it is not known which images trained the model: half of the patients measure the gate, and "
    "the model may know them."
)


@dataclass(frozen=True, slots=True, eq=False)
class Chests:
    """Files of chest radiographs; no patient is in two of the three.

    Attributes
    ----------
    fitting
        What the distance is learned from.
    threshold
        What the threshold is set on.
    measuring
        What false refusals are counted on.
    unseen
        Whether it is known that the last two did not train the model.
    measured_on
        The last, in words.
    """

    fitting: Sequence[LabelledFile]
    threshold: Sequence[LabelledFile]
    measuring: Sequence[LabelledFile]
    unseen: bool
    measured_on: str


def choose_chests(data: Path, for_measuring: Path | None, runs: Sequence[Path], console: Console) -> Chests:
    """Divide labelled chest radiographs by patient.

    Parameters
    ----------
    data
        What `converter.datasets.labelled.find_labelled` takes.
    for_measuring
        Other radiographs that measure; a part of `data` where None.
    runs
        The run folders of the model, or of an ensemble's members: what none of them trained on sets the threshold and
        measures, the rest is fitted on. Without any, patients are divided by lot.
    console
        Tells the user.

    Raises
    ------
    DatasetError
        Too few images, or a run folder is none.
    """
    files = find_labelled(data)
    sha256 = digests(files)
    trained = _trained(runs)
    if not runs:
        console.warn(_UNTOLD)
        known = ~split_by_patient(files, sha256, 0.5, _SEED).held_out
    else:
        known = np.array([digest in trained for digest in sha256])
    fitting = [file for file, is_known in zip(files, known, strict=True) if is_known]
    others = [file for file, is_known in zip(files, known, strict=True) if not is_known]
    if min(len(fitting), len(others)) < 2 * _FEWEST:
        raise DatasetError(
            f"{len(fitting)} chest radiographs can be fitted on and {len(others)} others set the threshold; a gate "
            f"needs {2 * _FEWEST} of each or more."
        )
    order = np.random.default_rng(_SEED).permutation(len(fitting))[:_MOST_FITTED]
    fitted = [fitting[position] for position in sorted(order)]
    if for_measuring is not None:
        measuring = find_labelled(for_measuring)
        return Chests(fitted, others, measuring, False, f"{for_measuring.resolve().name}, all of it")
    halves = split_by_patient(others, digests(others), 0.5, _SEED)
    named = "held out of training" if runs else "drawn by lot"
    return Chests(
        fitted, halves.part(held_out=False).files, halves.part(held_out=True).files, bool(runs),
        f"{data.resolve().name}, patients {named} that neither the distance nor its threshold has seen",
    )  # fmt: skip


def _trained(runs: Sequence[Path]) -> set[str]:
    found: set[str] = set()
    for run in runs:
        folder = RunFolder.of(run)
        if folder is None:
            raise DatasetError("The folder given with --run is no run folder.")
        found |= {row["sha256"] for row in folder.split_rows() if row["part"] == "train"}
    return found
