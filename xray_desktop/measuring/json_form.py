"""A shape as JSON values, and back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from xray_desktop.measuring.shapes import KINDS, Point, Shape, TextShape

LONGEST_TEXT = 200
"""Characters of a note; it stands on a picture."""
_FARTHEST = 1e6
"""Pixels; no picture is that large."""


def to_json_path(path: Path) -> str:
    """Write a path so that JSON holds it, whatever bytes its name is made of."""
    return quote_from_bytes(os.fsencode(path))


def from_json_path(text: Any) -> Path:
    """Read what `to_json_path` wrote.

    Raises
    ------
    TypeError, ValueError
        It is something else.
    """
    path = Path(os.fsdecode(unquote_to_bytes(text)))
    if not path.is_absolute():
        raise ValueError("no place of an image")
    return path


def to_json_shape(shape: Shape) -> dict[str, Any]:
    """Return kind, points, and the text where a shape has one."""
    value: dict[str, Any] = {"kind": shape.kind, "points": [list(point) for point in shape.points]}
    if isinstance(shape, TextShape):
        value["text"] = shape.text
    return value


def from_json_shape(value: Any) -> Shape:
    """Make a shape of what `to_json_shape` gave.

    Raises
    ------
    KeyError, TypeError, ValueError
        It is something else.
    """
    kind = KINDS[value["kind"]]
    points = tuple(_point(*pair) for pair in value["points"])
    if not issubclass(kind, TextShape):
        return kind(points)
    text = value["text"]
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise ValueError("no words for a picture")
    return kind(points, text)


def _point(x: Any, y: Any) -> Point:
    numbers = [_number(value) for value in (x, y)]
    return Point(*numbers)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _FARTHEST:
        raise ValueError("no place in a picture")
    return float(value)
