"""A run folder: everything that is needed to repeat a training run, and everything that came of it.

::

    recipe.json      the recipe with its overrides
    split.csv        every image: label, patient, SHA-256, train or held-out
    unreadable.csv   what was left out, and why
    versions.json    Python, libraries, and the state of the source tree
    log.csv          one line for each epoch
    run.json         where the images were, absolute and as the user typed it, and the digest of the split
    tensorboard/     the same figures for TensorBoard
    model.keras      the kept network
    held_out.npz     logits of the held-out images and of their stressed copies, and a few images for the parity gate
    evaluation/      the report on the held-out images

While it runs there are besides: images.npy (the decoded images) and checkpoint.npz (where it stands).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import platform
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from converter.errors import RunFolderError
from converter.recipe import Recipe, parse_recipe
from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from converter.datasets.decode import Unreadable
    from converter.datasets.split import Split

_LIBRARIES = (
    "tensorflow",
    "keras",
    "numpy",
    "opencv-python-headless",
    "onnx",
    "onnxruntime",
    "tf2onnx",
    "scikit-learn",
)


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
    def checkpoint_file(self) -> Path:
        """Where the run stands, while training runs."""
        return self.path / "checkpoint.npz"

    @property
    def tensorboard(self) -> Path:
        """Event files for TensorBoard."""
        return self.path / "tensorboard"

    @property
    def begun(self) -> bool:
        """Whether there is a run here, ended or not."""
        return self._run_file.is_file()

    @property
    def finished(self) -> bool:
        """Whether the run has ended: nothing of its working files is left."""
        return self.model_file.is_file() and not self.checkpoint_file.is_file() and not self.cache_file.is_file()

    @property
    def _run_file(self) -> Path:
        return self.path / "run.json"

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
    def reopen(cls, path: Path) -> RunFolder:
        """Take a run folder whose run was stopped.

        Raises
        ------
        RunFolderError
            It is none, or its run has ended.
        """
        folder = cls(path)
        if not folder.begun:
            raise RunFolderError("There is no run in this folder that could go on. Begin one without --resume.")
        if folder.finished:
            raise RunFolderError("The run in this folder has ended. Begin a new one in another folder.")
        for leftover in path.glob(".*.part*"):
            leftover.unlink()
        return folder

    @classmethod
    def of(cls, path: Path) -> RunFolder | None:
        """Find the run folder that a path is, or that a model file lies in; None where it is none."""
        folder = cls(path if path.is_dir() else path.parent)
        return folder if folder.recipe_file.is_file() and folder.split_file.is_file() else None

    def begin(self, recipe: Recipe, data: Path) -> None:
        """Write what the run starts from; from here on it can be taken up again.

        Raises
        ------
        RunFolderError
            The disk is full or the folder cannot be written.
        """
        with _translated():
            _write(self.recipe_file, recipe.model_dump_json(indent=2))
            _write(self.path / "versions.json", json.dumps(versions(), indent=2))
            _write(self._run_file, json.dumps({"data": str(data.resolve()), "data_as_given": str(data)}, indent=2))

    def record(self, split: Split, unreadable: Sequence[Unreadable]) -> None:
        """Write which images there are and who is held out.

        Raises
        ------
        RunFolderError
            The disk is full or the folder cannot be written, or the run began with other images.
        """
        manifest = split.manifest()
        digest = manifest_digest(csv.DictReader(io.StringIO(manifest)))
        # By what the images are: they may have been moved meanwhile.
        if self.split_file.is_file() and self.manifest_sha256() != digest:
            raise RunFolderError(
                "The images are not those that the run began with, so it cannot go on. Begin a new run."
            )
        with _translated():
            left_out = io.StringIO()
            csv.writer(left_out).writerows([("file", "reason"), *((u.file.relative, u.sentence) for u in unreadable)])
            _write(self.path / "unreadable.csv", left_out.getvalue())
            _write(self.split_file, manifest)
            begun = json.loads(self._run_file.read_text(encoding="utf-8"))
            _write(self._run_file, json.dumps(begun | {"manifest_sha256": digest}, indent=2))

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

    def data(self) -> Path:
        """Return the folder or manifest that the run's images came from.

        Raises
        ------
        RunFolderError
            It cannot be read.
        """
        return Path(self._begun_with("data"))

    def data_as_given(self) -> Path:
        """Return the path of the images as the user typed it; of runs of older versions the same as `data`.

        Raises
        ------
        RunFolderError
            It cannot be read.
        """
        return Path(self._begun_with("data_as_given", "data"))

    def _begun_with(self, *names: str) -> str:
        """Return the first of these fields that ``run.json`` has."""
        try:
            fields = json.loads(self._run_file.read_text(encoding="utf-8"))
            return str(next(fields[name] for name in names if name in fields))
        except (OSError, ValueError, TypeError, StopIteration) as error:
            raise RunFolderError("The run folder does not say where its images are. Name them with --data.") from error

    def save_network(self, network: Any) -> None:
        """Write the kept network; the one before stays until it is whole."""
        part = self.path / ".network.part.keras"
        network.save(part)
        part.replace(self.model_file)

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
        """Return the digest that names the split; see `manifest_digest`."""
        return manifest_digest(self.split_rows())

    def split_rows(self) -> list[dict[str, str]]:
        """Read the split back: one row for each image, with the columns of `Split.manifest`."""
        with self.split_file.open(newline="", encoding="utf-8") as stream:
            return list(csv.DictReader(stream))


def _write(file: Path, text: str) -> None:
    with atomic_file(file) as stream:
        stream.write(text.encode("utf-8"))


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunFolderError("The run folder cannot be written. Check the free space and the permissions.") from error


def manifest_digest(rows: Iterable[dict[str, str]]) -> str:
    """Return the digest that names a split: of what the images are, not of where they lie on this machine."""
    lines = sorted(f"{row['sha256']},{row['label']},{row['patient']},{row['part']}" for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def versions() -> dict[str, str]:
    """Return the versions that decide what a run makes, and the commit of the source tree where there is one."""
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
