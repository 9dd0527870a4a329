"""Rows without files behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xray_desktop.imaging.image import ImageKey
from xray_desktop.study.branch import folder_branch
from xray_desktop.study.row import GridRow, RowState


def row(number: int, **fields: Any) -> GridRow:
    """Make the row of the file with a number; `probability` makes it scored."""
    if "probability" in fields:
        fields.setdefault("state", RowState.SCORED)
    name = fields.pop("name", f"film-{number}.jpeg")
    fields.setdefault("branch", folder_branch(fields.get("folder", "")))
    key = ImageKey(Path("/study") / fields.get("folder", "") / f"film-{number}.jpeg", fields.pop("frame", 0))
    return GridRow(key, name, fields.pop("folder", ""), (number, key.frame), **fields)


def rows(count: int, **fields: Any) -> list[GridRow]:
    """Make rows that wait."""
    return [row(number, **fields) for number in range(count)]
