"""The printed commands make the same model file again."""

from __future__ import annotations

import shlex
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from converter.cli import main
from converter.finishing.recipe_arguments import recipe_arguments
from converter.onnx_model import OnnxModel
from converter.recipe import load_recipe
from tests.converter.few_draws import few_draws as few_draws
from tests.converter.held_out_runs import FAST, write_set
from tests.converter.tiny import images
from tests.support.tiny_model import write_tiny_model
from xray_desktop.model_file.metadata import read_card
from xray_desktop.settings.paths import shipped_models_dir

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.model_file.card import ModelCard


def _reproduced(model: str, capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    capsys.readouterr()
    assert main(["reproduce", model, "--into=again", "--at=pictures=moved"]) == 0
    lines = capsys.readouterr().out.splitlines()
    return [shlex.split(line)[1:] for line in lines if not line.startswith("#") and line]


def _measured(card: ModelCard) -> tuple[object, ...]:
    return card.operating_points, card.calibration, card.validation, card.training, card.limitations


@pytest.mark.slow
@pytest.mark.usefixtures("few_draws")
def test_the_commands_make_the_same_network_and_the_same_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_set(tmp_path / "pictures")
    fast = [part for change in FAST for part in ("--set", change)]
    limitations = 'limitations=["One.", "Two, with a quote\'s sake."]'
    for command in (
        ["train", "--recipe", "cnn28", *fast, "--data", "pictures", "--output", "run"],
        ["export", "run", "-o", "first.onnx", "--set", "card.model_id=again"],
        ["operating-points", "first.onnx", "--data", "pictures", "--youden", "-o", "second.onnx"],
        ["card", "edit", "second.onnx", "--set", limitations],
        ["evaluate", "second.onnx", "--data", "pictures", "--run", "run", "--held-out", "--add-to-card", "Held out"],
    ):
        assert main(command) == 0
    (tmp_path / "pictures").rename(tmp_path / "moved")
    commands = _reproduced("second.onnx", capsys)
    assert [command[0] for command in commands] == ["train", "export", "operating-points", "card", "evaluate"]
    for command in commands:
        assert main(command) == 0, command
    before, after = (OnnxModel.open(tmp_path / folder / "second.onnx") for folder in (".", "again"))
    batch = images(8, side=16)
    np.testing.assert_array_equal(before.probabilities(batch), after.probabilities(batch))
    np.testing.assert_array_equal(before.heatmaps(batch), after.heatmaps(batch))
    for one, other in zip(_measured(before.card), _measured(after.card), strict=True):
        assert str(one).replace("(pictures)", "(moved)") == str(other)


def test_the_shipped_ensemble_tells_its_members_apart(capsys: pytest.CaptureFixture[str]) -> None:
    model = next(shipped_models_dir().glob("ped-pneumonia-2*.onnx"))
    members = len(read_card(model).members)
    assert main(["reproduce", str(model), "--into=again"]) == 0
    commands = [line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("xray-converter")]
    trained = [command[-1] for command in commands if command[1] == "train"]
    gate = next(command for command in commands if command[1] == "gate")
    given = [value for option, value in pairwise(gate) if option == "--run"]
    assert given == trained
    assert len(set(given)) == members
    chosen_on = [command[command.index("--chosen-on") + 1] for command in commands if command[1] == "export"]
    assert len(chosen_on) == members
    # Held-out runs are trained once for each recipe.
    assert len(set(chosen_on)) == sum(command[1:3] == ["shift", "run"] for command in commands)


def test_what_the_card_does_not_know_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe = load_recipe("cnn28", ["training.seed=7"]).model_dump(mode="json")
    model = write_tiny_model(tmp_path / "tiny.onnx")
    training = read_card(model).training.model_copy(update={"recipe": recipe})
    write_tiny_model(model, training=training)
    assert main(["reproduce", str(model), "--at=IMAGES=/images/of mine"]) == 0
    script = capsys.readouterr().out
    assert "does not say which images" in script
    assert "train --recipe cnn28 --set training.seed=7 --data '/images/of mine' --output reproduced/run" in script


def test_arguments_ask_for_the_very_recipe() -> None:
    changes = ["training.epochs=3", "training.class_weights=[1.5, 0.5]", "card.title=It's another", "name=mine"]
    recipe = load_recipe("mobilenetv2-robust", [*changes, "weights.source=file", "weights.path=first.h5"])
    arguments = recipe_arguments(recipe, {"first.h5": "../weights/first.h5"})
    again = load_recipe(arguments[1], arguments[3::2])
    assert again.weights.path == "../weights/first.h5"
    assert again.model_copy(update={"weights": recipe.weights}) == recipe


def test_a_place_needs_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reproduce", str(write_tiny_model(tmp_path / "tiny.onnx")), "--at=somewhere"]) == 2
    assert "NAME=PATH" in capsys.readouterr().err
