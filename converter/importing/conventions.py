"""What a model from elsewhere may take its input and output to mean, and what it says under each assumption."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from converter.datasets.decode import decode_images
from converter.datasets.labelled import LABELS
from converter.errors import ImportingError
from converter.importing.head_reading import NEGATIVE_FIRST, POSITIVE_FIRST
from converter.importing.input_ranges import RANGES, ranges_for
from xray_desktop.imaging.preprocess import InputSpec, ResizeKernel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from converter.console import Console
    from converter.datasets.decode import ImageSet
    from converter.datasets.labelled import LabelledFile
    from converter.importing.foreign_network import ForeignNetwork

USUAL_SIDES = (224, 150, 180, 128, 256, 299, 512)
"""Tried where the model takes images of any size."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the user knows of a model, None where it is to be found out.

    Attributes
    ----------
    input_range
        One of `converter.importing.input_ranges.RANGES`.
    side
        Of the square input, for a model that takes any size.
    positive
        Which output speaks of the positive class; for a single output 1 means that high is positive.
    """

    input_range: str | None = None
    kernel: ResizeKernel | None = None
    side: int | None = None
    positive: int | None = None


@dataclass(frozen=True, slots=True)
class Convention:
    """One assumption about a model."""

    rows: int
    columns: int
    kernel: ResizeKernel
    input_range: str
    positive: int

    @property
    def spec(self) -> InputSpec:
        """How images are made for it."""
        return InputSpec(self.rows, self.columns, self.kernel)

    def options(self) -> dict[str, str]:
        """Return the command-line options that state it."""
        return {
            "range": self.input_range,
            "size": str(self.rows),
            "kernel": self.kernel.value,
            "positive-class": str(self.positive),
        }


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What the model says under a convention: logits of the positive class, shape ``[N]``, float64."""

    convention: Convention
    logits: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """All that was tried, on the same images in the same order."""

    labels: NDArray[np.int64]
    patients: NDArray[Any]
    trials: list[Trial]

    def add(self, others: Iterable[Trial]) -> Trials:
        """Return these trials and others."""
        return replace(self, trials=[*self.trials, *others])


class Laboratory:
    """Runs a model on labelled images under conventions.

    Parameters
    ----------
    network
        The model.
    files
        Labelled images.
    known
        What need not be tried.
    console
        Tells the user how far it is.
    """

    def __init__(self, network: ForeignNetwork, files: Sequence[LabelledFile], known: Known, console: Console) -> None:
        self._network = network
        self._files = files
        self._known = known
        self._console = console
        self._first_kernel = known.kernel or ResizeKernel.AREA

    def try_ranges_and_sizes(self) -> Trials:
        """Try every size and range, resized by the first kernel.

        Raises
        ------
        ImportingError
            The model fails on images of its own size.
        """
        found: list[Trial] = []
        for rows, columns in self._sizes():
            images = self._images(InputSpec(rows, columns, self._first_kernel))
            for input_range in self._ranges():
                found += self._trials(Convention(rows, columns, self._first_kernel, input_range, 0), images)
        return Trials(images.labels, images.patients, found)

    def try_kernels(self, conventions: Iterable[Convention]) -> list[Trial]:
        """Try the other kernels for conventions that the first one does not rule out."""
        if self._known.kernel:
            return []
        wanted: dict[tuple[int, int], list[str]] = {}
        for convention in conventions:
            ranges = wanted.setdefault((convention.rows, convention.columns), [])
            if convention.input_range not in ranges:
                ranges.append(convention.input_range)
        found: list[Trial] = []
        for (rows, columns), ranges in wanted.items():
            for kernel in [kernel for kernel in ResizeKernel if kernel != self._first_kernel]:
                images = self._images(InputSpec(rows, columns, kernel))
                for input_range in ranges:
                    found += self._trials(Convention(rows, columns, kernel, input_range, 0), images)
        return found

    def _images(self, spec: InputSpec) -> ImageSet:
        with self._console.counting(
            f"reading {spec.rows} x {spec.columns}, {spec.kernel.value}", len(self._files)
        ) as count:
            return decode_images(self._files, spec, on_image=count)

    def _trials(self, convention: Convention, images: ImageSet) -> list[Trial]:
        try:
            raw = self._network.logits(images.images, convention.input_range)
        except Exception as error:  # whatever a layer raises on a size that it cannot take
            raise ImportingError(
                f"The model fails on images of {convention.rows} x {convention.columns}. Name its size with --size."
            ) from error
        return [
            Trial(replace(convention, positive=positive), (raw @ self._network.head.reading(positive))[:, 0])
            for positive in self._positives()
        ]

    def _sizes(self) -> list[tuple[int, int]]:
        rows, columns = self._network.rows, self._network.columns
        if rows and columns:
            if self._known.side and (rows, columns) != (self._known.side, self._known.side):
                raise ImportingError(f"The model takes images of {rows} x {columns} and of no other size.")
            return [(rows, columns)]
        return [(side, side) for side in ((self._known.side,) if self._known.side else USUAL_SIDES)]

    def _ranges(self) -> list[str]:
        possible = ranges_for(self._network.channels)
        if self._known.input_range is None:
            return possible
        if self._known.input_range not in possible:
            raise ImportingError(f"The range {self._known.input_range} belongs to models of three colour channels.")
        return [self._known.input_range]

    def _positives(self) -> tuple[int, ...]:
        return (NEGATIVE_FIRST, POSITIVE_FIRST) if self._known.positive is None else (self._known.positive,)


def describe_convention(convention: Convention, outputs: int, head: str) -> str:
    """Say a convention in words, for the card."""
    if outputs == 1:
        order = f"high is {LABELS[convention.positive]}"
    else:
        order = f"the classes are {' and '.join(LABELS if convention.positive else LABELS[::-1])}"
    return (
        f"{convention.rows} x {convention.columns} pixels, resized by the {convention.kernel.value} kernel; "
        f"input {RANGES[convention.input_range]}; {head}; {order}"
    )
