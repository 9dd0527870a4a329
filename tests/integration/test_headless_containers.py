"""Archives and discs on the command line, from the file to the report."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

from tests.support.archives import lock_entries, write_zip, zip_folder
from tests.support.command_line import CommandLine, read_report
from tests.support.discs import disc_by_dcmtk, disc_by_pydicom, series_file
from tests.support.folders import names_in
from tests.support.studies import many_jpegs, small_study
from xray_desktop.imaging.digest import file_sha256

if TYPE_CHECKING:
    from pathlib import Path


def score(command_line: CommandLine, models_dir: Path, report: Path, *studies: Path) -> list[dict[str, str]]:
    """Score studies and give the report's rows."""
    asked = [argument for study in studies for argument in ("--study", study)]
    run = command_line.run("--headless", *asked, "--models-dir", models_dir, "--report", report)
    assert run.returncode in (0, 3), run.stderr
    return read_report(report)


def test_an_archive_is_scored_as_its_folder_is(command_line, models_dir, tmp_path):
    paths = small_study(tmp_path / "study" / "ward 7")
    archive = zip_folder(tmp_path / "study.zip", tmp_path / "study")
    rows = score(command_line, models_dir, tmp_path / "out.csv", archive)
    assert [row["file"] for row in rows] == [f"study.zip/ward 7/{path.name}" for path in paths]
    assert [row["image_sha256"] for row in rows] == [file_sha256(path) for path in paths]
    plain = score(command_line, models_dir, tmp_path / "plain.csv", tmp_path / "study")
    assert [row["probability"] for row in rows] == [row["probability"] for row in plain]
    assert {row["status"] for row in rows} == {"scored"}
    # Nothing of a patient stays behind.
    assert names_in(command_line.data_dir / "sessions") == []


def test_a_disc_is_scored_in_the_order_of_its_records(command_line, models_dir, tmp_path):
    directory = disc_by_dcmtk(tmp_path / "disc")
    (directory.parent / "IMAGES" / "IM0002").unlink()
    rows = score(command_line, models_dir, tmp_path / "out.csv", directory)
    assert [(row["file"], row["status"]) for row in rows] == [
        ("IMAGES/IM0001", "scored"),
        ("IMAGES/IM0002", "failed"),
        ("IMAGES/IM0003", "scored"),
    ]
    assert "it is not there" in rows[1]["reason"]


def test_several_studies_are_one_report_and_told_apart(command_line, models_dir, tmp_path):
    disc = disc_by_pydicom(tmp_path / "disc", 1, 1)
    archive = zip_folder(tmp_path / "disc.zip", disc.parent)
    for name in ("one", "two"):
        series_file(tmp_path / name / "film.dcm")
    rows = score(command_line, models_dir, tmp_path / "out.csv", tmp_path / "one", tmp_path / "two", archive, disc)
    files = [row["file"] for row in rows]
    assert files[:2] == ["one/film.dcm", "two/film.dcm"]
    assert len(files) == len(set(files)) == 6
    assert {file.split("/")[0] for file in files[2:]} == {"disc.zip", "disc"}


def test_bad_members_are_rows_with_a_reason(command_line, models_dir, tmp_path):
    (good,) = small_study(tmp_path / "study", 1)
    content = good.read_bytes()
    archive = write_zip(tmp_path / "a.zip", {"good.jpeg": content, "locked.jpeg": content, "cut.jpeg": content[:300]})
    lock_entries(archive, ["locked.jpeg"])
    rows = {row["file"]: row for row in score(command_line, models_dir, tmp_path / "out.csv", archive)}
    assert rows["a.zip/good.jpeg"]["status"] == "scored"
    assert rows["a.zip/locked.jpeg"]["status"] == rows["a.zip/cut.jpeg"]["status"] == "failed"
    assert "password" in rows["a.zip/locked.jpeg"]["reason"]


def test_a_report_does_not_take_the_place_of_its_study(command_line, tmp_path):
    archive = write_zip(tmp_path / "a.zip", {"x.txt": b"x"})
    before = archive.read_bytes()
    run = command_line.run("--headless", "--study", archive, "--report", archive)
    assert run.returncode == 2
    assert "is an archive: the report would take its place" in run.stderr
    assert archive.read_bytes() == before


def test_an_archive_without_pictures_says_so(command_line, models_dir, tmp_path):
    archive = write_zip(tmp_path / "a.zip", {"x.txt": b"x"})
    run = command_line.run("--headless", "--study", archive, "--models-dir", models_dir, "--json")
    assert run.returncode == 1
    assert json.loads(run.stdout)["rows"][0]["reason"] == "There is no picture here: the only file is of another kind."


def test_stopped_half_way_it_leaves_nothing_behind(command_line, models_dir, tmp_path):
    many_jpegs(tmp_path / "many", 3000, side=128)
    archive = zip_folder(tmp_path / "many.zip", tmp_path / "many")
    shutil.rmtree(tmp_path / "many")
    sessions = command_line.data_dir / "sessions"
    command = command_line.command(
        *("--headless", "--study", archive, "--models-dir", models_dir, "--report", tmp_path / "out.csv")
    )
    process = subprocess.Popen(command, env=command_line.environment(), stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 60
    while not list(sessions.rglob("*.jpeg")) and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 3, errors
    assert names_in(sessions) == []
    rows = read_report(tmp_path / "out.csv")
    assert 0 < len(rows) < 3000
    assert "cancelled" in {row["status"] for row in rows}


def test_what_a_killed_run_left_goes_with_the_next(command_line, models_dir, tmp_path):
    many_jpegs(tmp_path / "many", 500, side=128)
    archive = zip_folder(tmp_path / "many.zip", tmp_path / "many")
    sessions = command_line.data_dir / "sessions"
    command = command_line.command(
        *("--headless", "--study", archive, "--models-dir", models_dir, "--report", tmp_path / "out.csv")
    )
    process = subprocess.Popen(command, env=command_line.environment(), stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 60
    while not list(sessions.rglob("*.jpeg")) and time.monotonic() < end:
        time.sleep(0.02)
    process.kill()
    process.communicate(timeout=60)
    assert list(sessions.rglob("*.jpeg"))
    small_study(tmp_path / "study", 1)
    score(command_line, models_dir, tmp_path / "out.csv", tmp_path / "study")
    assert names_in(sessions) == []
