"""What a card notes of the paths that a command was given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from converter.export.derivation import shared_name
from converter.training.run_folder import RunFolder
from tests.converter.held_out_runs import tiny_recipe


@pytest.mark.parametrize("runs_in", ["", "project", "project/images", "project/images/data"])
def test_an_absolute_path_has_the_same_name_wherever_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs_in: str
) -> None:
    data = tmp_path / "project" / "images" / "data"
    data.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / runs_in)
    assert shared_name(data) == "data"
    assert shared_name(data / "early" / "seed-2") == "data/early/seed-2"


def test_a_relative_path_stays_as_it_was_typed() -> None:
    assert shared_name(Path("../shared/data")) == "../shared/data"


def test_a_run_knows_its_images_by_the_path_that_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    run = RunFolder.create(Path("run"))
    run.begin(tiny_recipe(), Path("../images"))
    assert run.data_as_given() == Path("../images")
    assert run.data() == tmp_path / "images"


def test_a_run_of_an_older_version_knows_where_its_images_are(tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "run")
    (run.path / "run.json").write_text(json.dumps({"data": str(tmp_path / "images")}))
    assert run.data_as_given() == tmp_path / "images"
