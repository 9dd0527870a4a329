"""The table as CSV (RFC 4180, safe to open in a spreadsheet, whole or not at all) and as JSON."""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.support.broken_files import unreadable
from tests.support.folders import names_in
from tests.support.small_disk import small_disk
from xray_desktop.errors import ReportError
from xray_desktop.reporting.csv_report import COLUMNS, to_json, write_csv
from xray_desktop.reporting.row import ReportRow

if TYPE_CHECKING:
    from pathlib import Path

ROW = ReportRow(
    file="NORMAL/film 1.jpeg",
    frame=2,
    image_sha256="ab" * 32,
    sop_instance_uid="1.2.840.1",
    status="scored",
    reason="",
    label="PNEUMONIA",
    probability=0.93,
    threshold=0.62,
    operating_point="balanced",
    recommendation="clinician confirmation required",
    model_id="tiny",
    model_version="1.0.0",
    model_sha256="cd" * 32,
    provider="CPUExecutionProvider",
    app_version="0.1.0",
    scored_at="2026-03-04T05:06:07.890Z",
    gate="overridden",
    gate_rule="atypical",
    gate_reason="Unlike others.",
    atypicality=2.5,
    atypicality_threshold=2.0,
)


def read(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream, strict=True))


def cell(path: Path, row: ReportRow, column: str) -> str:
    write_csv(path, [row])
    return read(path)[1][COLUMNS.index(column)]


def test_the_columns_are_the_published_ones_in_their_order() -> None:
    assert ",".join(COLUMNS) == (
        "file,frame,image_sha256,sop_instance_uid,status,reason,label,probability,threshold,operating_point,"
        "recommendation,model_id,model_version,model_sha256,provider,app_version,scored_at,"
        "gate,gate_rule,gate_reason,atypicality,atypicality_threshold,caveat,"
        "second_model_id,second_model_version,second_model_sha256,second_probability,second_threshold,agreement,"
        "patient_name,patient_id,notes"
    )


def test_bytes(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, [ROW, ReportRow("b,c.dcm", status="failed", reason='It says "no".')])
    assert path.read_bytes().decode("utf-8").split("\r\n") == [
        ",".join(COLUMNS),
        f"NORMAL/film 1.jpeg,2,{'ab' * 32},1.2.840.1,scored,,PNEUMONIA,0.93,0.62,balanced,"
        f"clinician confirmation required,tiny,1.0.0,{'cd' * 32},CPUExecutionProvider,0.1.0,2026-03-04T05:06:07.890Z,"
        "overridden,atypical,Unlike others.,2.5,2.0,,,,,,,,,,",
        '"b,c.dcm",0,,,failed,"It says ""no"".",,,,,,,,,,,,,,,,,,,,,,,,,,',
        "",
    ]


def test_no_rows_still_have_a_header(tmp_path: Path) -> None:
    write_csv(tmp_path / "out.csv", [])
    assert read(tmp_path / "out.csv") == [list(COLUMNS)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("column", ["file", "reason", "label", "sop_instance_uid", "operating_point", "model_id"])
def test_text_that_begins_like_a_formula_is_neutralised(tmp_path: Path, start: str, column: str) -> None:
    hostile = f"{start}HYPERLINK(1)"
    assert cell(tmp_path / "out.csv", replace(ROW, **{column: hostile}), column) == f"'{hostile}"


@pytest.mark.parametrize("text", ["a=b", "a\nb", "a\r\nb", 'a"b', "a,b", " = b", "Röntgen 胸部", "\u202egpj"])
def test_other_text_comes_through_as_it_is(tmp_path: Path, text: str) -> None:
    assert cell(tmp_path / "out.csv", replace(ROW, file=text), "file") == text


def test_names_that_are_no_text_keep_their_bytes_visible(tmp_path: Path) -> None:
    name = os.fsdecode(b"film-\xff.jpg")
    assert cell(tmp_path / "out.csv", replace(ROW, file=name), "file") == r"film-\udcff.jpg"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0.0"), (1.0, "1.0"), (0.93, "0.93"), (1e-7, "0.0000001"), (0.1 + 0.2, "0.30000000000000004")],
)
def test_numbers_keep_all_their_digits_and_have_no_exponent(tmp_path: Path, value: float, text: str) -> None:
    written = cell(tmp_path / "out.csv", replace(ROW, probability=value), "probability")
    assert written == text
    assert float(written) == value


def test_a_full_disk_is_a_sentence_and_keeps_the_previous_report(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        write_csv(disk / "out.csv", [ROW])
        before = (disk / "out.csv").read_bytes()
        with pytest.raises(ReportError, match="The disk is full, so the report is not written"):
            write_csv(disk / "out.csv", [ROW] * 1000)
        assert (disk / "out.csv").read_bytes() == before
        assert names_in(disk) == ["out.csv"]


LIMITED = """
import resource, sys
from pathlib import Path
from xray_desktop.errors import ReportError
from xray_desktop.reporting.csv_report import write_csv
from xray_desktop.reporting.row import ReportRow
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write_csv(Path(sys.argv[1]), [ReportRow("film.jpg")] * 1000)
except ReportError as error:
    print(error.sentence)
"""


def test_a_limit_on_the_size_of_files_is_a_sentence_and_keeps_the_previous_report(tmp_path: Path) -> None:
    assert hasattr(resource, "RLIMIT_FSIZE")
    path = tmp_path / "out.csv"
    write_csv(path, [ROW])
    before = path.read_bytes()
    run = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("The file would be larger than this place allows")
    assert path.read_bytes() == before
    assert names_in(tmp_path) == ["out.csv"]


def test_a_folder_without_permission_is_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    with unreadable(folder), pytest.raises(ReportError, match="You may not write to this place"):
        write_csv(folder / "out.csv", [ROW])


@pytest.mark.parametrize("place", ["absent/out.csv", "file/out.csv"])
def test_a_place_that_is_not_there_is_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReportError, match="The folder does not exist"):
        write_csv(tmp_path / place, [ROW])


def test_a_folder_of_that_name_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(ReportError, match="no ordinary file"):
        write_csv(tmp_path / "out.csv", [ROW])


def test_the_sentence_names_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        write_csv(tmp_path / "smith" / "out.csv", [ROW])
    assert "smith" not in caught.value.sentence


def test_json_holds_the_summary_and_the_rows_with_the_names_of_the_columns() -> None:
    text = to_json({"files": 2}, [ReportRow("a.jpg", probability=0.93), ReportRow("=b\n.jpg", status="failed")])
    report = json.loads(text)
    assert report["summary"] == {"files": 2}
    assert tuple(report["rows"][0]) == COLUMNS
    assert report["rows"][0]["probability"] == 0.93
    assert report["rows"][1]["probability"] is None
    assert report["rows"][1]["file"] == "=b\n.jpg", "only a spreadsheet runs formulas"


def test_names_that_are_no_text_stay_printable_in_json() -> None:
    assert to_json({}, [ReportRow("film-\udcff.jpg")]).encode("utf-8")
