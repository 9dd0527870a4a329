"""What a card notes of each step: the command, and the digests of what it was given.

No folder of the machine gets into a card. A path is noted as it was typed where it is relative; of an absolute one
the last part stays (of the run folders of held-out groups, recipe, validation and seed), wherever it lies.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from converter.datasets.labelled import find_labelled
from converter.datasets.labelled_file import LABELS, LabelledFile, digests
from converter.datasets.manifest import is_manifest
from converter.datasets.split import PARTS, split_by_patient
from converter.errors import DatasetError, RunFolderError
from converter.invocation import given_arguments
from converter.training.run_folder import RunFolder, manifest_digest, versions
from xray_desktop.imaging.digest import file_sha256
from xray_desktop.model_file.derivation import Derivation, StepInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from converter.recipe import Recipe

_WRITTEN = ("-o", "--output", "--model-output", "--diagram")
"""Options that name what a command writes."""
_SEED = "seed-"
_LONGEST = 250
NOT_KNOWN = "not-known"
"""Name of images of which the run folder does not say where they came from."""


def step_of(name: str, sentence: str, made: Mapping[Path, str], from_sha256: str | None = None) -> Derivation:
    """Note the running command as a step.

    Parameters
    ----------
    name
        Of the command.
    sentence
        What it did.
    made
        What earlier steps made, and how the card calls it, for instance ``{model}``.
    from_sha256
        Of the file that it changes.
    """
    known = {path.resolve(): called for path, called in made.items()}
    arguments = given_arguments()
    return Derivation(
        step=name,
        from_sha256=from_sha256,
        sentence=sentence,
        at=datetime.now(UTC).replace(microsecond=0),
        command=tuple(_shared(argument, known) for argument in arguments),
        inputs=tuple(_inputs(arguments, known)),
        versions=versions(),
    )


def steps_of_run(folder: RunFolder, recipe: Recipe) -> tuple[Derivation, ...]:
    """Note a training run and the running export."""
    rows = folder.split_rows()
    data = _or_not_known(folder.data_as_given)
    named = shared_name(data)
    images = StepInput(path=named, kind="images", sha256=rows_digest(rows), images=len(rows))
    files = [Path(path) for path in (recipe.weights.path, recipe.training.teacher) if path]
    laid_down = "" if is_manifest(data) or _drawn(rows, recipe) else " Its split was laid down by another command."
    train = Derivation(
        step="train",
        sentence=f"{recipe.name} was trained on {data_of(folder).name}.{laid_down}",
        at=datetime.fromtimestamp(int(folder.model_file.stat().st_mtime), UTC),
        command=("train", "--data", named),
        inputs=(images, *(found for file in files if (found := _input(file)))),
        versions=folder.versions(),
    )
    made = {folder.path: "{run}", folder.model_file: "{run}"}
    return train, step_of("export", "The trained network became a model file.", made, file_sha256(folder.model_file))


def data_of(folder: RunFolder) -> Path:
    """Return where a run's images came from, or a name that says that nobody knows."""
    return _or_not_known(folder.data)


def _or_not_known(read: Callable[[], Path]) -> Path:
    try:
        return read()
    except RunFolderError:
        return Path(NOT_KNOWN)


def _drawn(rows: Sequence[dict[str, str]], recipe: Recipe) -> bool:
    """Tell whether a split is the one that the recipe draws by its share and seed."""
    held_out = [row["part"] == PARTS[True] for row in rows]
    if not recipe.training.validation_share:
        return not any(held_out)
    files = [LabelledFile(Path(row["file"]), "", LABELS.index(row["label"]), row["patient"]) for row in rows]
    try:
        drawn = split_by_patient(
            files, [row["sha256"] for row in rows], recipe.training.validation_share, recipe.training.seed
        )
    except DatasetError:
        return False
    return bool(drawn.held_out.tolist() == held_out)


def shared_name(path: Path) -> str:
    """Return the name of a path that may stand in a card: of the path alone, never of where the command runs."""
    if not path.is_absolute():
        return path.as_posix()
    return "/".join(path.parts[-3:]) if path.name.startswith(_SEED) else path.name


def images_digest(files: Sequence[LabelledFile]) -> str:
    """Return the digest that names labelled images: of their bytes and labels, whatever their names and order."""
    pairs = zip(digests(files), files, strict=True)
    return _digest(f"{sha256},{LABELS[file.label]}" for sha256, file in pairs)


def rows_digest(rows: Iterable[dict[str, str]]) -> str:
    """Return `images_digest` of the rows of a split."""
    return _digest(f"{row['sha256']},{row['label']}" for row in rows)


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _parts(argument: str) -> tuple[str, str]:
    """Divide ``--option=value`` and ``section.key=value`` before the value, which may be a path."""
    before, equals, value = argument.rpartition("=")
    return before + equals, value


def _path(value: str) -> Path | None:
    """Return the path that a text may be; texts for people can be longer than any name."""
    return Path(value) if value.strip() and len(value) <= _LONGEST and "\0" not in value else None


def _shared(argument: str, known: Mapping[Path, str]) -> str:
    before, value = _parts(argument)
    path = _path(value)
    if path is None:
        return argument
    if called := known.get(path.resolve()):
        return before + called
    return before + shared_name(path) if path.is_absolute() else argument


def _inputs(arguments: Sequence[str], known: Mapping[Path, str]) -> Iterator[StepInput]:
    for before_it, argument in pairwise(arguments):
        option, value = _parts(argument)
        path = _path(value)
        written = before_it in _WRITTEN or option.rstrip("=") in _WRITTEN
        if path and not written and path.resolve() not in known and (found := _input(path)):
            yield found


def _input(path: Path) -> StepInput | None:
    """Say what lies at a path; None where nothing does."""
    name = shared_name(path)
    if path.is_dir():
        runs = [RunFolder(file.parent) for file in sorted(path.rglob("split.csv"))]
        if runs:
            splits = _digest(manifest_digest(run.split_rows()) for run in runs)
            below = tuple(run.path.relative_to(path).as_posix() for run in runs if run.path != path)
            return StepInput(path=name, kind="runs", sha256=splits, runs=below)
    elif not is_manifest(path):
        return StepInput(path=name, kind="file", sha256=file_sha256(path)) if path.is_file() else None
    try:
        files = find_labelled(path)
    except DatasetError:
        return _pictures(path, name)
    return StepInput(path=name, kind="images", sha256=images_digest(files), images=len(files))


def _pictures(path: Path, name: str) -> StepInput | None:
    """Name a folder of files without labels by their bytes."""
    files = [file for file in sorted(path.rglob("*")) if file.is_file()] if path.is_dir() else []
    if not files:
        return None
    return StepInput(path=name, kind="images", sha256=_digest(map(file_sha256, files)), images=len(files))
