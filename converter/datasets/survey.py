"""A first look at labelled files: which split each is in, its size, its digest, and a thumbnail."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from converter.datasets.decode import Unreadable
from converter.datasets.labelled import LABELS, digests, find_labelled
from converter.datasets.manifest import is_manifest, read_manifest
from converter.datasets.near_duplicates import SIDE
from converter.datasets.split import PARTS
from xray_desktop.errors import XrayError
from xray_desktop.imaging.workers.pool import PooledReader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.console import Console
    from converter.datasets.labelled import LabelledFile
    from xray_desktop.imaging.thumbnails import Thumbnail

ONE_SPLIT = "all"
"""What the split is called where there are no subfolders."""

# Twice the side that is compared, so that what the codec's own reduction does differently averages out.
_READ_SIDE = 2 * SIDE


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """What was seen of each file, in one order; of those that cannot be read, the sentence why.

    Attributes
    ----------
    files, splits, sha256
        Of the readable files: each file, the name of its split, and its digest.
    sizes
        Shape ``[files, 2]``, int64: rows and columns of the whole image.
    thumbnails
        Shape ``[files, SIDE, SIDE]``, uint8, squashed to a square.
    unreadable
        The other files.
    """

    files: Sequence[LabelledFile]
    splits: Sequence[str]
    sha256: Sequence[str]
    sizes: NDArray[np.int64]
    thumbnails: NDArray[np.uint8]
    unreadable: Sequence[Unreadable]


def survey(data: Path, console: Console) -> Survey:
    """Look at every image, with a progress bar.

    Parameters
    ----------
    data
        What `converter.datasets.labelled.find_labelled` takes. The splits are the subfolders, or the parts of the
        manifest.
    console
        Tells the user.

    Raises
    ------
    DatasetError
        There are no labelled images, or the manifest cannot be used.
    """
    files, splits = files_and_splits(data)
    with console.counting("reading images", len(files)) as count:
        seen = _look(files, count)
    kept = [position for position, answer in enumerate(seen) if not isinstance(answer, str)]
    readable = [answer for answer in seen if not isinstance(answer, str)]
    return Survey(
        files=[files[position] for position in kept],
        splits=[splits[position] for position in kept],
        sha256=digests([files[position] for position in kept]),
        sizes=np.array([(answer.source_rows, answer.source_columns) for answer in readable], np.int64).reshape(-1, 2),
        thumbnails=np.array([_squashed(answer.pixels) for answer in readable], np.uint8).reshape(-1, SIDE, SIDE),
        unreadable=[
            Unreadable(file, answer) for file, answer in zip(files, seen, strict=True) if isinstance(answer, str)
        ],
    )


def files_and_splits(data: Path) -> tuple[Sequence[LabelledFile], list[str]]:
    """Find labelled files, and tell which split each is in: its subfolder, or its part of a manifest.

    Raises
    ------
    DatasetError
        As `converter.datasets.labelled.find_labelled`.
    """
    if not is_manifest(data):
        files = find_labelled(data)
        first = [file.relative.partition("/")[0] for file in files]
        return files, [ONE_SPLIT if name in LABELS else name for name in first]
    split = read_manifest(data)
    if split.held_out.all() or not split.held_out.any():
        return split.files, [ONE_SPLIT] * len(split.files)
    return split.files, [PARTS[int(held)] for held in split.held_out]


def _look(files: Sequence[LabelledFile], on_image: Callable[[], None]) -> list[Thumbnail | str]:
    def one(file: LabelledFile) -> Thumbnail | str:
        try:
            return reader.thumbnail(file.path, 0, _READ_SIDE)
        except XrayError as error:
            return error.sentence
        finally:
            on_image()

    with PooledReader() as reader, ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        return list(threads.map(one, files))


def _squashed(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
