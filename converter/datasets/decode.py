"""Labelled files become one array, read and resized by the viewer's own code, decoded once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.datasets.labelled import find_labelled
from converter.errors import DatasetError
from xray_desktop.errors import XrayError
from xray_desktop.imaging.preprocess import preprocess
from xray_desktop.imaging.workers.pool import PooledReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.console import Console
    from converter.datasets.labelled import LabelledFile
    from xray_desktop.imaging.preprocess import InputSpec

_THREADS = 2


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is left out, and the sentence why."""

    file: LabelledFile
    sentence: str


@dataclass(frozen=True, slots=True, eq=False)
class ImageSet:
    """Decoded images and what is known of them, in one order.

    Attributes
    ----------
    images
        Shape ``[N, rows, columns, 1]``, float16, 0 to 255, bone bright. In memory or mapped from a file.
    labels
        Shape ``[N]``, int64: positions in `converter.datasets.labelled.LABELS`.
    files
        The file of each image.
    unreadable
        What was left out.
    """

    images: NDArray[np.float16]
    labels: NDArray[np.int64]
    files: Sequence[LabelledFile]
    unreadable: Sequence[Unreadable]

    @property
    def patients(self) -> NDArray[Any]:
        """Who is on each image, shape ``[N]``, text."""
        return np.array([file.patient for file in self.files])

    def batch(self, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return images by their positions, shape ``[n, rows, columns, 1]``, float32."""
        return np.asarray(self.images[positions], np.float32)


def decode_images(
    files: Sequence[LabelledFile],
    spec: InputSpec,
    cache: Path | None = None,
    on_image: Callable[[], None] = lambda: None,
) -> ImageSet:
    """Read and resize all files; those that cannot be read are left out and named.

    Parameters
    ----------
    files
        Labelled files.
    spec
        Size, kernel and aspect of the network's input.
    cache
        A ``.npy`` file to decode into, so that a set larger than memory can train; in memory where None.
    on_image
        Called after each file.

    Raises
    ------
    DatasetError
        Nothing of a class can be read.
    """
    shape = (len(files), spec.rows, spec.columns, 1)
    images: NDArray[np.float16]
    if cache is None:
        images = np.empty(shape, np.float16)
    else:
        # Half precision: an eighth of a grey level at most, and half the memory.
        images = np.lib.format.open_memmap(cache, mode="w+", dtype=np.float16, shape=shape)
    kept: list[LabelledFile] = []
    unreadable: list[Unreadable] = []
    for file, answer in _decoded(files, spec):
        if isinstance(answer, str):
            unreadable.append(Unreadable(file, answer))
        else:
            images[len(kept)] = answer
            kept.append(file)
        on_image()
    labels = np.array([file.label for file in kept], np.int64)
    if len(np.unique(labels)) < len({file.label for file in files}):
        raise DatasetError("None of the images of one class can be read.")
    return ImageSet(images[: len(kept)], labels, kept, unreadable)


def read_labelled(data: Path, spec: InputSpec, console: Console) -> ImageSet:
    """Find and decode labelled images, with a progress bar, and name those that are left out.

    Parameters
    ----------
    data
        What `converter.datasets.labelled.find_labelled` takes.
    spec
        As for `decode_images`.
    console
        Tells the user.

    Raises
    ------
    DatasetError
        The images cannot be used.
    """
    files = find_labelled(data)
    with console.counting("reading images", len(files)) as count:
        images = decode_images(files, spec, on_image=count)
    for left_out in images.unreadable:
        console.warn(f"{left_out.file.relative} is left out: {left_out.sentence}")
    return images


def _decoded(
    files: Sequence[LabelledFile], spec: InputSpec
) -> Iterator[tuple[LabelledFile, NDArray[np.float32] | str]]:
    def one(file: LabelledFile) -> NDArray[np.float32] | str:
        try:
            tensor: NDArray[np.float32] = preprocess(reader.read(file.path), spec).tensor[0]
        except XrayError as error:
            return error.sentence
        return tensor

    with PooledReader(_THREADS) as reader, ThreadPoolExecutor(_THREADS) as threads:
        yield from zip(files, threads.map(one, files), strict=True)
