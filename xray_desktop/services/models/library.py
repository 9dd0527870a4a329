"""The user's own models folder: what comes into it, what goes out of it, and whether a model still works here."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.atomic_file import atomic_file
from xray_desktop.errors import ModelError
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.catalogue import SUFFIX, Catalogue
from xray_desktop.model_file.checks import CheckedModel, check_model_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xray_desktop.model_file.catalogue import CatalogueEntry

_ASIDE_PREFIX = ".removed-"
_UNREADABLE = "The models folder cannot be written to. Check the free space and its permissions."


@dataclass(frozen=True, slots=True, eq=False)
class ListedModel:
    """A model file as the user may manage it.

    Attributes
    ----------
    entry
        The file and its card, or why it cannot be used.
    own
        It lies in the user's own folder and can be removed.
    size
        In bytes.
    sha256
        Of the file, in hexadecimal; empty where it cannot be read.
    """

    entry: CatalogueEntry
    own: bool
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RemovedModel:
    """A model file that was put aside and can still come back."""

    path: Path
    aside: Path


@dataclass(frozen=True, slots=True)
class TimedSelfTest:
    """The known answer on this machine.

    Attributes
    ----------
    passed
        It is the card's, within the card's tolerances.
    sentence
        The outcome in words.
    provider_title
        What ran.
    load_seconds, run_seconds
        To check and load the file, and for the one reference picture.
    probability_difference, heatmap_difference
        From the card's answer.
    """

    passed: bool
    sentence: str
    provider_title: str
    load_seconds: float
    run_seconds: float
    probability_difference: float
    heatmap_difference: float


def list_models(folders: Sequence[Path], own: Path) -> tuple[ListedModel, ...]:
    """List the model files of some folders with their hashes; reads every file, so run it in an executor.

    Parameters
    ----------
    folders
        Where models are looked for.
    own
        Which of them is the user's own.
    """
    return tuple(_listed(entry, own) for entry in Catalogue.of(folders).entries)


def inspect_model(path: Path) -> CheckedModel:
    """Check a stranger's file without running it, so that the user can decide on it.

    Raises
    ------
    ModelError
        It is refused.
    """
    return check_model_file(path)


def add_model(checked: CheckedModel, own: Path) -> Path:
    """Copy a checked model into the user's folder and return the path of the copy.

    The very bytes that were checked are written, whatever became of the file since. Another file of the same name
    stays as it is: the copy then gets a number.

    Raises
    ------
    ModelError
        The same model is there already, or the folder cannot be written to.
    """
    try:
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = _free_name(checked, own)
        with atomic_file(target) as stream:
            stream.write(checked.content)
    except OSError as error:
        raise ModelError(_UNREADABLE) from error
    return target


def remove_model(path: Path) -> RemovedModel:
    """Take a model out of its folder's list; the file stays beside under a hidden name until `discard`.

    Raises
    ------
    ModelError
        The folder cannot be written to.
    """
    aside = path.with_name(f"{_ASIDE_PREFIX}{secrets.token_hex(8)}")
    try:
        path.rename(aside)
    except OSError as error:
        raise ModelError(_UNREADABLE) from error
    return RemovedModel(path, aside)


def restore_model(model: RemovedModel) -> None:
    """Undo `remove_model`.

    Raises
    ------
    ModelError
        There is another file of its name by now, or it is gone.
    """
    if model.path.exists():
        raise ModelError("There is another model file of the same name by now, so this one stays removed.")
    try:
        model.aside.rename(model.path)
    except OSError as error:
        raise ModelError("The removed model file is not there any more.") from error


def discard(model: RemovedModel) -> None:
    """Delete what was put aside; where that fails, it is tried again with `discard_left_over`."""
    with contextlib.suppress(OSError):
        model.aside.unlink(missing_ok=True)


def discard_left_over(own: Path) -> None:
    """Delete what an earlier run put aside and could not delete any more."""
    with contextlib.suppress(OSError):
        for left in own.glob(f"{_ASIDE_PREFIX}*"):
            left.unlink(missing_ok=True)


def time_self_test(path: Path, provider: str) -> TimedSelfTest:
    """Load a model and have it give its known answer. Takes seconds; run it in an executor.

    Parameters
    ----------
    provider
        One of `xray_desktop.inference.providers.PROVIDER_IDS`.

    Raises
    ------
    XrayError
        The file is refused, nothing can run it, or it fails on its reference picture.
    """
    begun = time.perf_counter()
    model = ModelSession.open(path, provider)
    loaded = time.perf_counter()
    test = model.self_test()
    return TimedSelfTest(
        test.passed,
        test.sentence,
        model.provider_title,
        loaded - begun,
        time.perf_counter() - loaded,
        test.probability_difference,
        test.heatmap_difference,
    )


def _listed(entry: CatalogueEntry, own: Path) -> ListedModel:
    is_own = entry.path.parent == own.absolute()
    try:
        with entry.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return ListedModel(entry, is_own, entry.path.stat().st_size, digest)
    except OSError:
        return ListedModel(entry, is_own, 0, "")


def _free_name(checked: CheckedModel, own: Path) -> Path:
    stem = checked.path.stem
    for number in range(1, 1000):
        target = own / f"{stem if number == 1 else f'{stem}-{number}'}{SUFFIX}"
        if not target.exists():
            return target
        if hashlib.sha256(target.read_bytes()).hexdigest() == checked.sha256:
            raise ModelError("This very model is in your models folder already.")
    raise ModelError("There are too many model files of this name in your models folder.")
