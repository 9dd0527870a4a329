"""Temperature and operating points of an export come from groups that other runs of the recipe held out."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from converter.cli import main
from converter.evaluation.held_out import HeldOut
from converter.training.run_folder import RunFolder
from tests.converter.few_draws import draw_few
from tests.converter.held_out_runs import FAST, GROUPS, tiny_recipe, write_held_out_runs, write_set
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xray_desktop.model_file.card import ModelCard


@pytest.fixture(scope="module", autouse=True)
def _few_draws() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        draw_few(patch)
        yield


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The set ``data``, the run ``run``, held-out runs in ``shift/tiny``, and ``model.onnx`` chosen on two groups."""
    folder = tmp_path_factory.mktemp("chosen-on")
    data = write_set(folder / "data")
    fast = [f"--set={change}" for change in FAST]
    assert main(["train", "--recipe=cnn28", *fast, f"--data={data}", f"--output={folder / 'run'}"]) == 0
    write_held_out_runs(data, folder / "shift" / "tiny", ["early", "odd"])
    assert _export(folder, folder / "model.onnx", folder / "shift" / "tiny") == 0
    return folder


def _export(workshop: Path, output: Path, *chosen_on: Path, run: str = "run") -> int:
    named = ["--chosen-on", *map(str, chosen_on)] if chosen_on else []
    return main(["export", str(workshop / run), "-o", str(output), *named])


def _rows(workshop: Path, group: str) -> tuple[HeldOut, np.ndarray]:
    run = RunFolder(workshop / "shift" / "tiny" / group / "seed-1")
    images = np.array([row["sha256"] for row in run.split_rows() if row["part"] == "held-out"])
    return HeldOut.load(run.held_out_file), images


def _mean_over_groups(workshop: Path, card: ModelCard, name: str, label: int) -> float:
    shares = []
    for group in ("early", "odd"):
        scores, _ = _rows(workshop, group)
        called = scores.logits / card.calibration.temperature >= np.log(
            1 / (1 / card.operating_point(name).threshold - 1)
        )
        shares.append((called == label)[scores.labels == label].mean())
    return float(np.mean(shares))


def test_the_points_are_measured_on_the_groups_that_other_runs_held_out(workshop: Path) -> None:
    card = read_card(workshop / "model.onnx")
    different = len(np.unique(np.concatenate([_rows(workshop, group)[1] for group in ("early", "odd")])))
    assert different < sum(len(_rows(workshop, group)[1]) for group in ("early", "odd"))
    for point in card.operating_points:
        assert point.sensitivity.value == pytest.approx(_mean_over_groups(workshop, card, point.name, 1))
        assert point.specificity.value == pytest.approx(_mean_over_groups(workshop, card, point.name, 0))
        assert point.sensitivity.n + point.specificity.n == different
        assert f"early ({4 * len(GROUPS['early'])} images)" in point.chosen_on
        assert "2 held-out runs of this network's recipe" in point.chosen_on
    assert card.default_operating_point == "balanced"
    assert card.calibration.fitted_on == card.operating_points[0].chosen_on.rpartition(";")[0]


def test_the_card_keeps_the_networks_own_held_out_patients_apart_from_the_groups(workshop: Path) -> None:
    card = read_card(workshop / "model.onnx")
    shifted, own, stressed = card.validation
    assert {"specificity in early", "sensitivity in odd", "auc", "expected_calibration_error"} <= set(shifted.figures)
    assert "thresholds were chosen on these" in shifted.split
    assert "chosen" not in own.split
    assert {"sensitivity at high-sensitivity", "specificity at high-specificity"} <= set(own.figures)
    assert own.images == len(HeldOut.load(workshop / "run" / "held_out.npz").labels)
    assert stressed.images == own.images
    assert card.calibration.expected_calibration_error is not None
    assert card.calibration.expected_calibration_error_before is not None


def test_a_network_that_all_images_trained_gets_its_points_from_held_out_runs_alone(
    workshop: Path, tmp_path: Path
) -> None:
    shutil.copytree(workshop / "run", tmp_path / "all")
    (tmp_path / "all" / "held_out.npz").unlink()
    assert _export(tmp_path, tmp_path / "all.onnx", workshop / "shift" / "tiny", run="all") == 0
    card = read_card(tmp_path / "all.onnx")
    assert len(card.validation) == 1
    assert card.operating_points == read_card(workshop / "model.onnx").operating_points


def test_a_random_validation_is_no_group(workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(workshop / "shift" / "tiny" / "odd", tmp_path / "tiny" / "random")
    assert _export(workshop, tmp_path / "model.onnx", tmp_path / "tiny") == 1
    assert "at random and no group" in " ".join(capsys.readouterr().err.split())
    assert _export(workshop, tmp_path / "model.onnx", tmp_path) == 1
    assert "is no run folder and holds none" in " ".join(capsys.readouterr().err.split())


def test_the_groups_are_those_of_the_manifest_that_a_run_was_trained_by(workshop: Path, tmp_path: Path) -> None:
    held_out_run = shutil.copytree(workshop / "shift" / "tiny" / "odd" / "seed-1", tmp_path / "mixed" / "seed-1")
    rows = RunFolder(held_out_run).split_rows()
    groups = {"IM-0001": "random", "person1": "random", "IM-0003": "dark", "person5": "dark"}
    for row in rows:
        row["group"] = groups.get(row["patient"], "bright") if row["part"] == "held-out" else ""
    with (tmp_path / "mixed.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    (held_out_run / "run.json").write_text(json.dumps({"data": str(tmp_path / "mixed.csv")}))
    assert _export(workshop, tmp_path / "model.onnx", held_out_run) == 0
    card = read_card(tmp_path / "model.onnx")
    held_out = sum(row["part"] == "held-out" for row in rows)
    assert card.validation[0].images == held_out - 4
    assert {"specificity in dark", "specificity in bright"} <= set(card.validation[0].figures)
    assert "random" not in card.operating_points[0].chosen_on
    (tmp_path / "mixed.csv").unlink()
    assert _export(workshop, tmp_path / "again.onnx", held_out_run) == 1


def _changed(workshop: Path, tmp_path: Path, file: str, before: str, after: str) -> Path:
    held_out_run = shutil.copytree(workshop / "shift" / "tiny" / "odd" / "seed-1", tmp_path / "odd" / "seed-1")
    text = (held_out_run / file).read_text()
    assert before in text
    (held_out_run / file).write_text(text.replace(before, after))
    return held_out_run


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("recipe.json", '"learning_rate": 0.001', '"learning_rate": 0.002', "training.learning_rate differs"),
        ("split.csv", "IM-0001,", "IM-0000,", "trained on images or patients that it holds out"),
        ("split.csv", "NORMAL,IM-0001", "PNEUMONIA,IM-0001", "not of the images that its split.csv holds out"),
    ],
)
def test_what_is_no_held_out_run_of_the_recipe_is_refused(
    workshop: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    before: str,
    after: str,
    said: str,
) -> None:
    assert _export(workshop, tmp_path / "model.onnx", _changed(workshop, tmp_path, file, before, after)) == 1
    error = " ".join(capsys.readouterr().err.split())
    assert said in error
    assert "odd/seed-1" in error
    assert not (tmp_path / "model.onnx").exists()


def test_a_held_out_run_may_differ_in_its_seed_and_its_card(workshop: Path, tmp_path: Path) -> None:
    held_out_run = _changed(workshop, tmp_path, "recipe.json", '"seed": 1', '"seed": 5')
    (held_out_run / "recipe.json").write_text(tiny_recipe("card.title=Another", seed=5).model_dump_json())
    assert _export(workshop, tmp_path / "model.onnx", held_out_run) == 0
