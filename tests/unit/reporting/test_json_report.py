"""The same table as JSON."""

from __future__ import annotations

import json

from xray_desktop.reporting.csv_report import COLUMNS, to_json
from xray_desktop.reporting.row import ReportRow


def test_holds_the_summary_and_the_rows_with_the_names_of_the_columns() -> None:
    text = to_json({"files": 2}, [ReportRow("a.jpg", probability=0.93), ReportRow("=b\n.jpg", status="failed")])
    report = json.loads(text)
    assert report["summary"] == {"files": 2}
    assert tuple(report["rows"][0]) == COLUMNS
    assert report["rows"][0]["probability"] == 0.93
    assert report["rows"][1]["probability"] is None
    assert report["rows"][1]["file"] == "=b\n.jpg", "only a spreadsheet runs formulas"


def test_names_that_are_no_text_stay_printable() -> None:
    assert to_json({}, [ReportRow("film-\udcff.jpg")]).encode("utf-8")
