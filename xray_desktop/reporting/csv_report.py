"""The table as CSV (RFC 4180): UTF-8, CRLF, quoted where needed, written all at once or not at all."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, astuple, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from xray_desktop.atomic_file import atomic_file
from xray_desktop.errors import ReportError
from xray_desktop.reporting.messages import unwritable
from xray_desktop.reporting.row import ReportRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


def to_json(summary: Mapping[str, Any], rows: Sequence[ReportRow]) -> str:
    """Return a report as one JSON object: ``summary`` as it comes, ``rows`` with the names of the CSV's columns."""
    return json.dumps({"summary": dict(summary), "rows": [asdict(row) for row in rows]}, indent=2)


COLUMNS = tuple(field.name for field in fields(ReportRow))

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, rows: Iterable[ReportRow]) -> None:
    """Write a report; where that fails, an earlier one of the same name stays as it was.

    Raises
    ------
    ReportError
        The disk is full, or the place cannot be written to.
    """
    write_table(path, COLUMNS, (astuple(row) for row in rows))


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> None:
    """Write any table the way reports are written.

    Raises
    ------
    ReportError
        The disk is full, or the place cannot be written to.
    """
    try:
        with atomic_file(path) as stream:
            # Names that are not UTF-8 on the disk keep their bytes visible instead of stopping the report.
            text = io.TextIOWrapper(stream, "utf-8", errors="backslashreplace", newline="")
            writer = csv.writer(text)
            writer.writerow(columns)
            writer.writerows([_cell(value) for value in row] for row in rows)
            text.detach()
    except OSError as error:
        raise ReportError(unwritable("report", error)) from error


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _neutralised(value)
    if isinstance(value, int):
        return str(value)
    return _number(value)


def _neutralised(text: str) -> str:
    """Keep a spreadsheet from running a cell as a formula; only text from outside can begin like one."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _number(value: float) -> str:
    """Write the shortest digits that give the number back, never with an exponent."""
    return np.format_float_positional(value, trim="0")
