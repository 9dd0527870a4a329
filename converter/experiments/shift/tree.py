"""Reading a tree of run folders: what each candidate says of the images that it held out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.datasets.split import PARTS
from converter.errors import DatasetError, RunFolderError
from converter.evaluation.calibration import sigmoid
from converter.evaluation.held_out import HeldOut
from converter.experiments.shift.plan import read_groups
from converter.experiments.shift.probes import load_probes
from converter.training.run_folder import RunFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

AS_THEY_ARE = "as they are"
_SEED = "seed-"


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What one network says of the images that it held out.

    Attributes
    ----------
    candidate, validation, seed
        Where its run folder lies.
    images, patients, groups, kinds
        SHA-256, patient, held-out group and acquisition group of each image, shape ``[N]``, text.
    labels
        Shape ``[N]``, 0 or 1.
    copies
        Probabilities of the images as they are and under each stress, by name, shape ``[N]`` each.
    probes
        The same of each probe; empty where none was scored.
    """

    candidate: str
    validation: str
    seed: str
    images: NDArray[Any]
    patients: NDArray[Any]
    groups: NDArray[Any]
    kinds: NDArray[Any]
    labels: NDArray[np.int64]
    copies: dict[str, NDArray[np.float64]]
    probes: dict[str, NDArray[np.float64]]


def run_folders(tree: Path) -> Iterator[tuple[str, str, str, RunFolder]]:
    """Find the finished runs of a tree; return candidate, validation, seed and folder of each."""
    for path in sorted(tree.glob(f"*/*/{_SEED}*")):
        run = RunFolder(path)
        if run.finished and run.held_out_file.is_file():
            yield path.parts[-3], path.parts[-2], path.name.removeprefix(_SEED), run


def read_tree(plan: Path, tree: Path) -> list[Answers]:
    """Read all finished runs of ``<candidate>/<validation>/seed-<n>``, whatever trained them.

    Raises
    ------
    RunFolderError
        There is none, or one cannot be read.
    DatasetError
        The plan cannot be read, or does not know an image that a run held out.
    """
    kinds = read_groups(plan / "images.csv", "acquisition")
    found = [
        _read(candidate, validation, seed, run, kinds, _groups_of(plan, validation, run))
        for candidate, validation, seed, run in run_folders(tree)
    ]
    if not found:
        raise RunFolderError("There is no finished run in this folder. Runs lie in CANDIDATE/VALIDATION/seed-N.")
    return found


def _groups_of(plan: Path, validation: str, run: RunFolder) -> dict[str, str]:
    """Take the plan's manifest, or that of the run where the plan has no such validation."""
    own = plan / f"{validation}.csv"
    return read_groups(own if own.is_file() else run.data(), "group")


def _read(
    candidate: str, validation: str, seed: str, run: RunFolder, kinds: dict[str, str], groups: dict[str, str]
) -> Answers:
    scores = HeldOut.load(run.held_out_file)
    images = [row["sha256"] for row in run.split_rows() if row["part"] == PARTS[True]]
    if len(images) != len(scores.labels):
        raise RunFolderError("The scores in a run folder are not of the images that its split.csv holds out.")
    if any(not groups.get(image) or image not in kinds for image in images):
        raise DatasetError(
            f"A run of {candidate} under {validation} held images out that the plan does not. Its folder has to be "
            "named after the manifest that it was trained on."
        )
    named = zip(scores.stress_names.tolist(), scores.stressed, strict=True)
    return Answers(
        candidate,
        validation,
        seed,
        np.array(images),
        scores.patients,
        np.array([groups[image] for image in images]),
        np.array([kinds[image] for image in images]),
        scores.labels,
        {AS_THEY_ARE: sigmoid(scores.logits), **{name: sigmoid(logits) for name, logits in named}},
        {name: sigmoid(logits) for name, logits in load_probes(run.path).items()},
    )


def mean_of(answers: Sequence[Answers], candidates: Sequence[str]) -> list[Answers]:
    """Average the probabilities of several candidates with the same validation and seed: what an ensemble would say.

    Raises
    ------
    RunFolderError
        A candidate is not there, or they have no validation and seed in common.
    """
    by_place = {(one.candidate, one.validation, one.seed): one for one in answers}
    places = [
        (one.validation, one.seed)
        for one in answers
        if one.candidate == candidates[0] and all((name, one.validation, one.seed) in by_place for name in candidates)
    ]
    if not places:
        raise RunFolderError(
            f"The candidates {', '.join(candidates)} have no finished validation and seed in common, so there is "
            "no mean."
        )
    return [_mean([by_place[(name, *place)] for name in candidates]) for place in places]


def _mean(members: Sequence[Answers]) -> Answers:
    first = members[0]
    if any(not np.array_equal(first.images, other.images) for other in members[1:]):
        raise RunFolderError("The candidates of a mean held different images out under one name.")

    def average(parts: Sequence[dict[str, NDArray[np.float64]]]) -> dict[str, NDArray[np.float64]]:
        shared = [name for name in parts[0] if all(name in part for part in parts)]
        return {name: np.mean([part[name] for part in parts], axis=0) for name in shared}

    return replace(
        first,
        candidate=" + ".join(member.candidate for member in members),
        copies=average([member.copies for member in members]),
        probes=average([member.probes for member in members]),
    )
