"""Labelled images that a finished model file is measured on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from converter.datasets.decode import read_labelled
from converter.datasets.labelled_file import LABELS, digests
from converter.errors import DatasetError
from converter.training.run_folder import RunFolder
from xray_desktop.imaging.digest import file_sha256

if TYPE_CHECKING:
    from pathlib import Path

    from converter.console import Console
    from converter.datasets.decode import ImageSet
    from xray_desktop.model_file.card import ModelCard

_FEWEST = 10
_UNTOLD = (
    "Whether these images trained the model cannot be told from its file; figures of images that trained it are too "
    "good. Where its run folder is at hand, --run RUN_DIR checks it."
)


def read_validation(data: Path, card: ModelCard, run: Path | None, console: Console) -> ImageSet:
    """Read labelled images that have not trained the model.

    Parameters
    ----------
    data
        What `converter.datasets.labelled.find_labelled` takes.
    card
        Of the model.
    run
        The run folder that the model came from; without it the user is told that nothing was checked.
    console
        Tells the user.

    Raises
    ------
    DatasetError
        Too few images of a class, or some of them trained the model.
    RunFolderError
        The run folder cannot be used.
    """
    images = read_labelled(data, card.input.spec(), console)
    for label, name in enumerate(LABELS):
        count = int((images.labels == label).sum())
        if count < _FEWEST:
            raise DatasetError(
                f"There are {count} images of the class {name}; fewer than {_FEWEST} of each class say too little to "
                "change a model file by."
            )
    if run is None:
        console.warn(_UNTOLD)
    else:
        _refuse_trained(images, card, run, console)
    return images


def describe_images(data: Path, images: ImageSet) -> str:
    """Name the images, without telling where they lie."""
    return f"{len(images.labels)} images of {len(np.unique(images.patients))} patients ({data.resolve().name})"


def _refuse_trained(images: ImageSet, card: ModelCard, run: Path, console: Console) -> None:
    folder = RunFolder.of(run)
    if folder is None:
        raise DatasetError("The folder given with --run is no run folder, so the images cannot be held against it.")
    # The default model's card holds the digest of the file itself.
    known_as = {folder.manifest_sha256(), file_sha256(folder.split_file)}
    if card.training.manifest_sha256 and card.training.manifest_sha256 not in known_as:
        raise DatasetError("The run folder is not the one that this model came from.")
    trained = [row for row in folder.split_rows() if row["part"] == "train"]
    known = {row["sha256"] for row in trained if row["sha256"]}
    same = sum(digest in known for digest in digests(images.files))
    if same:
        raise DatasetError(
            f"{same} of the {len(images.files)} images trained this model, so they cannot validate it. Give images "
            "that it has not seen, for instance those of the held-out part in the run's split.csv."
        )
    patients = {row["patient"] for row in trained}
    shared = sum(patient in patients for patient in np.unique(images.patients))
    if shared:
        console.warn(
            f"{shared} of the patients have other images among those that trained the model. If the names mean the "
            "same people, the figures are too good."
        )
