"""The same table as JSON, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xray_desktop.reporting.row import ReportRow


def to_json(summary: Mapping[str, Any], rows: Sequence[ReportRow]) -> str:
    """Give a report as one JSON object: ``summary`` as it comes, ``rows`` with the names of the CSV's columns."""
    return json.dumps({"summary": dict(summary), "rows": [asdict(row) for row in rows]}, indent=2)
