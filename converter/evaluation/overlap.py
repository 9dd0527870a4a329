"""Whether images of an evaluation trained the model that they are to judge."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from converter.datasets.labelled import digests
from converter.datasets.manifest import given_split
from converter.datasets.split import PARTS
from converter.evaluation.notes import ReportNote
from converter.training.run_folder import manifest_digest
from xray_desktop.imaging.digest import file_sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from converter.datasets.labelled import LabelledFile
    from converter.training.run_folder import RunFolder

_TRAINED = PARTS[0]
"""What ``split.csv`` says in the column ``part`` of an image that trained."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What is known of evaluated images that trained the model.

    Attributes
    ----------
    known
        Whether the list of training images is there.
    images
        How many of the evaluated images are byte for byte one that trained.
    same_patients
        How many others are of a patient of the same name as one who trained.
    total
        Evaluated images.
    training_images
        In the list.
    same_manifest
        Whether the evaluated manifest is the very list that the model was trained by.
    """

    known: bool
    images: int
    same_patients: int
    total: int
    training_images: int = 0
    same_manifest: bool = False

    def notes(self) -> list[ReportNote]:
        """Say it, loudly where there is any."""
        if self.same_manifest:
            sentence = "These data are the very manifest that the model was trained by. Its training images are in it."
            return [ReportNote.warning(sentence)]
        if not self.known:
            return [
                ReportNote.plain(
                    f"The model does not list its training images, so it is not known whether some of these "
                    f"{self.total:,} images trained it. With its run folder (--run) they can be counted."
                )
            ]
        return self._counted()

    def _counted(self) -> list[ReportNote]:
        said = []
        if self.images:
            said.append(
                ReportNote.warning(
                    f"{self.images:,} of the {self.total:,} images trained this model. On them the figures tell how "
                    "well it remembers, not how well it judges."
                )
            )
        if self.same_patients:
            also = " more" if self.images else ""
            said.append(
                ReportNote.warning(
                    f"{self.same_patients:,}{also} of the {self.total:,} images are of patients of the same name as "
                    "patients who trained this model. Images of one patient are alike, so the figures are too good."
                )
            )
        return said or [
            ReportNote.plain(
                f"None of the {self.total:,} images, and no patient of them by name, is among the "
                f"{self.training_images:,} images that trained this model."
            )
        ]


def overlap_with_runs(files: Sequence[LabelledFile], runs: Sequence[RunFolder]) -> Overlap:
    """Count the evaluated images among those that runs trained on, by their SHA-256 and by their patients' names."""
    rows = {row["file"]: row for run in runs for row in run.split_rows() if row["part"] == _TRAINED}
    trained = list(rows.values())
    known_bytes = {row["sha256"] for row in trained} - {""}
    known_patients = {row["patient"] for row in trained}
    same_bytes = [digest in known_bytes for digest in digests(files)]
    same_patients = sum(
        file.patient in known_patients and not same for file, same in zip(files, same_bytes, strict=True)
    )
    return Overlap(True, sum(same_bytes), same_patients, len(files), len(trained))


def unknown_overlap(total: int, data: Path, manifest_sha256: str) -> Overlap:
    """Compare by the one thing that a model file says: the digest of its manifest."""
    split = given_split(data)
    rows = csv.DictReader(split.manifest().splitlines()) if split else ()
    same = split is not None and is_named_by(manifest_sha256, data, rows)
    return Overlap(False, 0, 0, total, same_manifest=same)


def is_named_by(manifest_sha256: str, manifest: Path, rows: Iterable[dict[str, str]]) -> bool:
    """Tell whether the digest in a card is that of a manifest; older cards hold that of the file's bytes."""
    return manifest_sha256 in {manifest_digest(rows), file_sha256(manifest)}
