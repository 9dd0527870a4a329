"""Held-out images scored again: with the stresses of today, and with the probes that show what a network looks at.

A run folder keeps the stresses that there were when it was trained. The probes (`converter.evaluation.stress.PROBES`)
lie in a file of their own, ``probes.npz``, so that nothing can be chosen on them by mistake.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.console import Console
from converter.datasets.decode import decode_images
from converter.datasets.labelled_file import LABELS, LabelledFile
from converter.datasets.split import PARTS
from converter.errors import RunFolderError
from converter.evaluation.held_out import HeldOut, score_held_out
from converter.evaluation.stress import PROBES, STRESSES, probed
from converter.experiments.own_process import in_own_process
from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from converter.datasets.decode import ImageSet
    from converter.training.run_folder import RunFolder

PROBES_FILE = "probes.npz"


def load_probes(run: Path) -> dict[str, NDArray[np.float64]]:
    """Read the logits of the held-out images under each probe, ``[N]``, float64, by name; empty where none was scored.

    Raises
    ------
    RunFolderError
        They cannot be read.
    """
    file = run / PROBES_FILE
    if not file.is_file():
        return {}
    try:
        with np.load(file, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (OSError, ValueError) as error:
        raise RunFolderError(
            "The probes in a run folder cannot be read. Delete the file to score them anew."
        ) from error


def up_to_date(run: RunFolder) -> bool:
    """Tell whether a run has been scored with all present stresses and probes."""
    return list(load_probes(run.path)) == list(PROBES) and HeldOut.load(
        run.held_out_file
    ).stress_names.tolist() == list(STRESSES)


def score_again(runs: Sequence[RunFolder], console: Console) -> int:
    """Score what is not up to date; return how many runs that were.

    Raises
    ------
    RunFolderError
        A run folder cannot be read or written.
    """
    together: dict[tuple[str, int, int], list[RunFolder]] = {}
    for run in runs:
        if not up_to_date(run):
            spec = run.recipe().input.spec()
            together.setdefault((run.manifest_sha256(), spec.rows, spec.columns), []).append(run)
    for same in together.values():
        console.say(f"{len(same)} runs on the same images")
        in_own_process(_score, same)
    return sum(len(same) for same in together.values())


def _score(runs: Sequence[RunFolder]) -> None:
    """Score runs that held the same images out at the same size, so that each is decoded and masked once."""
    # TensorFlow comes with them: only in the process that scores.
    from converter.evaluation.keras_predictor import Scorer
    from converter.export.source import load_keras

    console = Console()
    images = _held_out(runs[0])
    pictures = np.asarray(images.images[..., 0], np.float32)
    console.say("finding the lungs")
    probes = probed(pictures)
    for run in runs:
        console.say("/".join(run.path.parts[-3:]))
        scorer = Scorer(load_keras(run.model_file))
        before = HeldOut.load(run.held_out_file)
        if len(before.labels) != len(images.labels):
            raise RunFolderError("Some held-out images of a run cannot be read any more, so it cannot be scored again.")
        if before.stress_names.tolist() != list(STRESSES):
            score_held_out(scorer, images).save(run.held_out_file)
        with atomic_file(run.path / PROBES_FILE) as stream:
            logits: dict[str, Any] = {name: scorer.logits(changed[..., None]) for name, changed in probes.items()}
            np.savez_compressed(stream, **logits)


def _held_out(run: RunFolder) -> ImageSet:
    files = [
        LabelledFile(Path(row["file"]), row["file"], LABELS.index(row["label"]), row["patient"])
        for row in run.split_rows()
        if row["part"] == PARTS[True]
    ]
    return decode_images(files, run.recipe().input.spec())
