"""Grey pictures whose brightness decides what the tiny model file says of them, and labels drawn with a known odds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from converter.datasets.labelled_file import LABELS
from converter.evaluation.calibration import sigmoid
from tests.support.tiny_model import TinyNetwork

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SIDE = 64


def write_grey(root: Path, greys: NDArray[np.int64], labels: NDArray[np.int64]) -> Path:
    """Write one even picture for each grey, each of a patient of its own."""
    for name in LABELS:
        (root / name).mkdir(parents=True)
    for number, (grey, label) in enumerate(zip(greys, labels, strict=True)):
        picture = np.full((SIDE, SIDE), grey, np.uint8)
        cv2.imwrite(str(root / LABELS[label] / f"p{number:04d}.png"), picture)
    return root


def write_uncertain(root: Path, *, count: int = 300, temperature: float = 2.0, seed: int = 0) -> Path:
    """Write pictures whose labels are drawn with the probability that the tiny model has at a temperature."""
    generator = np.random.default_rng(seed)
    greys = generator.integers(60, 196, count)
    logits = TinyNetwork().gain * (greys / 255.0 - 0.5)
    return write_grey(root, greys, (generator.uniform(size=count) < sigmoid(logits / temperature)).astype(np.int64))


def write_apart(root: Path, count: int = 12) -> Path:
    """Write dark pictures of the negative class and bright ones of the positive."""
    greys = np.concatenate([np.arange(count) + 60, np.arange(count) + 160])
    return write_grey(root, greys, np.repeat([0, 1], count))
