"""A data set of the Hugging Face Hub, read by its own client, written out as class folders.

Images are written as the bytes that the data set holds; nothing is decoded or encoded anew. The script of an owner that
makes a data set is never run: the Parquet files that the Hub has made of it are read instead.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from converter.datasets.fetch.packages import require
from converter.datasets.labelled import LABELS
from converter.errors import DownloadError
from xray_desktop.imaging.sniff import HEAD_BYTES, FileKind, sniff

if TYPE_CHECKING:
    from collections.abc import Callable

    from converter.console import Console

_NAME = re.compile(r"(?P<repository>[\w.-]+/[\w.-]+)(:(?P<configuration>[\w.-]+))?", re.ASCII)
_FOLDER_NAME = re.compile(r"[\w-][\w .,()+-]*")
_PARQUET_BRANCH = "refs/convert/parquet"
_USUAL_CONFIGURATIONS = ("default", "full")
_SUFFIXES = {FileKind.JPEG: ".jpeg", FileKind.PNG: ".png", FileKind.TIFF: ".tiff", FileKind.DICOM: ".dcm"}


def fetch_hugging_face(name: str, folder: Path, console: Console) -> None:
    """Read a data set and write its images into folders of splits and classes.

    Parameters
    ----------
    name
        ``owner/dataset`` or ``owner/dataset:configuration``.
    folder
        Empty.
    console
        Tells the user.

    Raises
    ------
    DownloadError
        There is no such data set or configuration, access is refused, nobody answers, or it holds no labelled images.
    """
    wanted = _NAME.fullmatch(name)
    if not wanted:
        raise DownloadError("A data set of the Hub is written as hf:owner/dataset or hf:owner/dataset:configuration.")
    require("datasets")
    console.say("The Hub's client downloads; it keeps a copy in its own cache")
    loaded = _translated(lambda: _load(wanted["repository"], wanted["configuration"]))
    for split in loaded:
        _write_split(loaded[split], folder / _folder_name(str(split)), console)


def _load(repository: str, configuration: str | None) -> Any:
    import datasets
    from huggingface_hub import HfApi, RepoFolder

    hub = HfApi()
    script = f"{repository.rpartition('/')[2]}.py"
    # Asked first: the client takes a refused script for an absent data set, and falls back to what its cache has.
    if not hub.file_exists(repository, script, repo_type="dataset"):
        return datasets.load_dataset(repository, configuration)
    tree = hub.list_repo_tree(repository, revision=_PARQUET_BRANCH, repo_type="dataset")
    known = sorted(entry.path for entry in tree if isinstance(entry, RepoFolder) and "/" not in entry.path)
    return datasets.load_dataset(repository, data_dir=_configuration(configuration, known), revision=_PARQUET_BRANCH)


def _configuration(wanted: str | None, known: list[str]) -> str:
    if wanted in known:
        return wanted
    usual = [name for name in _USUAL_CONFIGURATIONS if name in known]
    if wanted is None and (usual or len(known) == 1):
        return (usual or known)[0]
    raise DownloadError(f"The data set has the configurations {', '.join(known)}. Name one: hf:owner/dataset:NAME.")


def _translated(load: Callable[[], Any]) -> Any:
    from datasets.exceptions import DatasetNotFoundError, DatasetsError
    from huggingface_hub import errors

    try:
        return load()
    except errors.RevisionNotFoundError as error:
        raise DownloadError(
            "The data set is made by a script, which is not run here, and the Hub has no Parquet files of it. An "
            "archive in it can be fetched as hf://datasets/owner/dataset/path/of/archive.zip."
        ) from error
    except (DatasetNotFoundError, errors.RepositoryNotFoundError) as error:
        raise DownloadError(
            "The Hub has no data set of this name, or does not show it to you. Check the name; for one that is private "
            "or asks for consent, log in with `hf auth login` or set HF_TOKEN."
        ) from error
    except errors.HfHubHTTPError as error:
        status = error.response.status_code
        raise DownloadError(f"The Hub answers with an error ({status}). Try again later.") from error
    except (ConnectionError, TimeoutError, errors.HTTPError) as error:  # type: ignore[attr-defined]
        raise DownloadError("The Hub does not answer. Check the network.") from error
    except (ValueError, DatasetsError) as error:
        raise DownloadError(_unreadable(error)) from error


def _unreadable(error: Exception) -> str:
    known = re.search(r"available configs: \[(.*?)\]", str(error)) or re.search(r"Available: \[(.*?)\]", str(error))
    if known:
        return f"The data set has the configurations {known[1]}. Name one: hf:owner/dataset:NAME."
    return "The Hub's client cannot read this data set."


def _write_split(rows: Any, folder: Path, console: Console) -> None:
    import datasets

    image = _column(rows.features, datasets.Image)
    label = _column(rows.features, datasets.ClassLabel)
    folders = [folder / _class_folder(name) for name in rows.features[label].names]
    for own in folders:
        own.mkdir(parents=True, exist_ok=True)
    stored = rows.select_columns([image, label]).cast_column(image, datasets.Image(decode=False))
    with console.counting(f"writing {folder.name}", len(stored)) as count:
        for number, row in enumerate(stored):
            if row[image] is not None and row[label] is not None and row[label] >= 0:
                _write_image(row[image], folders[row[label]], number)
            count()


def _column(features: Any, kind: type) -> str:
    columns = [name for name, feature in features.items() if isinstance(feature, kind)]
    if len(columns) != 1:
        raise DownloadError("The data set does not have one column of images and one of classes.")
    return str(columns[0])


def _write_image(stored: dict[str, Any], folder: Path, number: int) -> None:
    content = stored["bytes"] if stored["bytes"] is not None else Path(stored["path"]).read_bytes()
    given = PurePosixPath((stored["path"] or "").replace("\\", "/")).name
    kind = sniff(content[:HEAD_BYTES])
    name = given if _FOLDER_NAME.fullmatch(given) else f"{number:06d}{_SUFFIXES.get(kind, '') if kind else ''}"
    path = folder / name
    if path.exists():
        path = folder / f"{path.stem}-{number:06d}{path.suffix}"
    path.write_bytes(content)


def _class_folder(name: str) -> str:
    """Return the name that `converter.datasets.labelled` looks for where it is one of its classes in other letters."""
    return name.upper() if name.upper() in LABELS else _folder_name(name)


def _folder_name(name: str) -> str:
    if not _FOLDER_NAME.fullmatch(name):
        raise DownloadError("The data set has a split or class whose name cannot be a folder's.")
    return name
