"""The training log of a run folder, read back for its picture."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def read_history(log: Path) -> dict[str, NDArray[np.float64]]:
    """Read the columns of ``log.csv``.

    Returns
    -------
    dict
        Columns ``[epochs]``, float64, by their names, ``epoch`` first; not a number where a cell is empty.
        No columns where there is no log or nothing in it.
    """
    try:
        with log.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    columns = {name: [_number(row[name]) for row in rows] for name in (rows[0] if rows else ()) if name}
    numbers = {name: np.array(values) for name, values in columns.items() if np.isfinite(values).any()}
    return numbers if len(numbers) > 1 and "epoch" in numbers else {}


def _number(text: str | None) -> float:
    try:
        return float(text or "nan")
    except ValueError:
        return float("nan")
