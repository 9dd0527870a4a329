"""A run folder: everything that is needed to repeat a training run, and everything that came of it.

::

    recipe.json      the recipe with its overrides
    split.csv        every image: label, patient, SHA-256, train or held-out
    unreadable.csv   what was left out, and why
    versions.json    Python, libraries, and the state of the source tree
    log.csv          one line for each epoch
    model.keras      the kept weights
    held_out.npz     logits of the held-out images and of their stressed copies, and a few images for the parity gate
    evaluation/      metrics.json and pictures of the held-out images
"""

from __future__ import annotations

import csv
import hashlib
import json
import platform
import subprocess
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from converter.errors import RunFolderError
from converter.recipe import Recipe, parse_recipe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from converter.datasets.decode import Unreadable
    from converter.datasets.split import Split

_LIBRARIES = ("tensorflow", "keras", "numpy", "opencv-python-headless", "onnx", "onnxruntime", "tf2onnx")


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Where the parts of a run lie."""

    path: Path

    @property
    def recipe_file(self) -> Path:
        """The recipe with its overrides."""
        return self.path / "recipe.json"

    @property
    def split_file(self) -> Path:
        """Every image and where it went."""
        return self.path / "split.csv"

    @property
    def model_file(self) -> Path:
        """The kept weights."""
        return self.path / "model.keras"

    @property
    def held_out_file(self) -> Path:
        """What the network says of the held-out images."""
        return self.path / "held_out.npz"

    @property
    def log_file(self) -> Path:
        """One line for each epoch."""
        return self.path / "log.csv"

    @property
    def cache_file(self) -> Path:
        """Decoded images, while training runs."""
        return self.path / "images.npy"

    @property
    def evaluation(self) -> Path:
        """Figures and pictures of the held-out images."""
        return self.path / "evaluation"

    @classmethod
    def create(cls, path: Path) -> RunFolder:
        """Make a new run folder.

        Raises
        ------
        RunFolderError
            It exists and holds something, or cannot be made.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            occupied = any(path.iterdir())
        except OSError as error:
            raise RunFolderError("The run folder cannot be made there. Name another with --output.") from error
        if occupied:
            raise RunFolderError("The run folder holds files already. Name a new one with --output.")
        return cls(path)

    @classmethod
    def of(cls, path: Path) -> RunFolder | None:
        """Find the run folder that a path is, or that a model file lies in; None where it is none."""
        folder = cls(path if path.is_dir() else path.parent)
        return folder if folder.recipe_file.is_file() and folder.split_file.is_file() else None

    def describe(self, recipe: Recipe, split: Split, unreadable: Sequence[Unreadable]) -> None:
        """Write what the run starts from.

        Raises
        ------
        RunFolderError
            The disk is full or the folder cannot be written.
        """
        try:
            self.recipe_file.write_text(recipe.model_dump_json(indent=2), encoding="utf-8")
            self.split_file.write_text(split.manifest(), encoding="utf-8")
            (self.path / "versions.json").write_text(json.dumps(versions(), indent=2), encoding="utf-8")
            with (self.path / "unreadable.csv").open("w", newline="", encoding="utf-8") as stream:
                csv.writer(stream).writerows([("file", "reason"), *((u.file.relative, u.sentence) for u in unreadable)])
        except OSError as error:
            raise RunFolderError(
                "The run folder cannot be written. Check the free space and the permissions."
            ) from error

    def recipe(self, overrides: list[str] | None = None) -> Recipe:
        """Read the recipe back, with fields changed as for `converter.recipe.load_recipe`.

        Raises
        ------
        RunFolderError
            It cannot be read.
        """
        try:
            fields = json.loads(self.recipe_file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise RunFolderError("The recipe in the run folder cannot be read.") from error
        return parse_recipe(fields, overrides)

    def versions(self) -> dict[str, str]:
        """Read back what the run was made with.

        Raises
        ------
        RunFolderError
            It cannot be read.
        """
        try:
            read: dict[str, str] = json.loads((self.path / "versions.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise RunFolderError("The list of versions in the run folder cannot be read.") from error
        return read

    def manifest_sha256(self) -> str:
        """Give the digest that names the split."""
        return hashlib.sha256(self.split_file.read_bytes()).hexdigest()

    def split_rows(self) -> list[dict[str, str]]:
        """Read the split back: one row for each image, with the columns of `Split.manifest`."""
        with self.split_file.open(newline="", encoding="utf-8") as stream:
            return list(csv.DictReader(stream))


def versions() -> dict[str, str]:
    """Give the versions that decide what a run makes, and the commit of the source tree where there is one."""
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for library in _LIBRARIES:
        try:
            found[library] = metadata.version(library)
        except metadata.PackageNotFoundError:
            continue
    return {**found, "source": _source_state()}


def _source_state() -> str:
    try:
        answer = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12"],  # noqa: S607 - whichever git there is
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return answer.stdout.strip()
