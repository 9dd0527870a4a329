"""Temperature and operating points of an ensemble come from ensembles of held-out runs of its members' recipes."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import numpy as np
import pytest

from converter.cli import main
from converter.ensembling.held_out_ensembles import average_held_out_runs
from converter.ensembling.members import open_members
from converter.errors import ExportError
from converter.evaluation.calibration import sigmoid
from converter.evaluation.held_out import HeldOut
from converter.training.run_folder import RunFolder
from tests.converter.few_draws import draw_few
from tests.converter.held_out_runs import GROUPS, run_without, tiny_recipe, write_held_out_runs, write_set
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHORTER = "training.epochs=2"


@pytest.fixture(scope="module", autouse=True)
def _few_draws() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        draw_few(patch)
        yield


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Runs ``a`` and ``b`` of two recipes, held-out runs in ``shift/a`` and ``shift/b``, the members, ``mean.onnx``."""
    folder = tmp_path_factory.mktemp("ensemble")
    data = write_set(folder / "data")
    write_held_out_runs(data, folder / "shift" / "a", ["early", "odd"])
    run_without(data, GROUPS["early"], folder / "shift" / "b" / "early" / "seed-1", tiny_recipe(SHORTER))
    run_without(data, range(9, 12), folder / "a", tiny_recipe("card.model_id=a"))
    run_without(data, range(9, 12), folder / "b", tiny_recipe(SHORTER, "card.model_id=b", seed=2))
    for name in ("a", "b"):
        held_out_runs = folder / "shift" / name
        command = ["export", str(folder / name), "-o", str(folder / f"{name}.onnx")]
        assert main([*command, "--chosen-on", str(held_out_runs)]) == 0
    assert _merge(folder, folder / "mean.onnx", "a", "b", "--weights", "3", "1") == 0
    return folder


def _merge(workshop: Path, output: Path, first: str, second: str, *more: str) -> int:
    files = [str(workshop / f"{name}.onnx") for name in ("a", "b")]
    held_out_runs = [str(workshop / "shift" / name) for name in (first, second)]
    return main(["ensemble", *files, "-o", str(output), "--chosen-on", *held_out_runs, *more])


def _mean(workshop: Path) -> tuple[np.ndarray, np.ndarray]:
    """Average by hand what runs say of the group that both held out; return labels and probabilities."""
    mean: np.ndarray = np.zeros(0)
    for name, weight in (("a", 0.75), ("b", 0.25)):
        scores = HeldOut.load(RunFolder(workshop / "shift" / name / "early" / "seed-1").held_out_file)
        own = weight * sigmoid(scores.logits / read_card(workshop / f"{name}.onnx").calibration.temperature)
        mean = mean + own if len(mean) else own
    return scores.labels, mean


def test_the_points_are_those_of_averaged_held_out_runs(workshop: Path) -> None:
    card = read_card(workshop / "mean.onnx")
    labels, mean = _mean(workshop)
    tempered = sigmoid(np.log(mean / (1 - mean)) / card.calibration.temperature)
    for point in card.operating_points:
        assert point.sensitivity.value == pytest.approx((tempered[labels == 1] >= point.threshold).mean())
        assert point.specificity.value == pytest.approx((tempered[labels == 0] < point.threshold).mean())
        assert point.sensitivity.n + point.specificity.n == len(labels)
        assert "1 ensemble of held-out runs of the members' recipes" in point.chosen_on
        assert "odd" not in point.chosen_on
    together, first, second = card.validation
    assert together.images == first.images == second.images == len(labels)
    assert first.split.startswith("a 0.1.0 alone")
    assert ModelSession.open(workshop / "mean.onnx", "cpu").self_test().passed


def test_other_images_are_measured_besides(workshop: Path, tmp_path: Path) -> None:
    assert _merge(workshop, tmp_path / "mean.onnx", "a", "b", f"--data={workshop / 'data'}", "--weights", "3", "1") == 0
    card = read_card(tmp_path / "mean.onnx")
    assert card.operating_points == read_card(workshop / "mean.onnx").operating_points
    assert len(card.validation) == 6
    assert "sensitivity at high-sensitivity" in card.validation[3].figures
    assert "chosen" not in card.validation[3].split


def test_the_file_says_what_the_members_keras_networks_say(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["verify", str(workshop / "mean.onnx"), f"--data={workshop / 'data'}", "--images=6", "--against"]
    assert main([*command, str(workshop / "a"), str(workshop / "b")]) == 0
    assert main([*command, str(workshop / "b"), str(workshop / "a")]) == 1
    assert "differ by" in capsys.readouterr().err
    assert main([*command, str(workshop / "a")]) == 2
    assert "2 members" in capsys.readouterr().err


def test_the_card_tells_how_to_make_it_again(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reproduce", str(workshop / "mean.onnx"), "--into=again", "--at=data=/images"]) == 0
    script = capsys.readouterr().out
    assert str(workshop) not in script
    commands = [shlex.split(line)[1:] for line in script.splitlines() if line.startswith("xray-converter")]
    assert [command[0] for command in commands] == [
        *("train", "shift", "shift", "shift", "export"),
        *("train", "shift", "export", "ensemble"),
    ]
    plan, early, odd, first = commands[1:5]
    assert plan == ["shift", "plan", "--data", "/images", "--output", "again/plan"]
    assert "training.epochs=3" in early
    assert early[-10:] == [
        *("--validations", "early", "--seeds", "1", "--name", "a"),
        *("--plan", "again/plan", "--output", "again/member-1/held-out-runs"),
    ]
    assert "odd" in odd
    assert first == [
        *("export", "again/member-1/run", "-o", "again/member-1/a.onnx"),
        *("--chosen-on", "again/member-1/held-out-runs/a"),
    ]
    members = ["again/member-1/a.onnx", "again/member-2/b.onnx"]
    held_out_runs = ["again/member-1/held-out-runs/a", "again/member-2/held-out-runs/b"]
    assert commands[-1] == [
        *("ensemble", *members, "-o", "again/mean.onnx"),
        *("--chosen-on", *held_out_runs, "--weights", "3", "1"),
    ]
    assert "laid down by another command" in script


def test_held_out_runs_of_another_member_are_refused(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _merge(workshop, tmp_path / "mean.onnx", "b", "a") == 1
    assert "training.epochs differs" in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "mean.onnx").exists()


def test_every_member_names_its_held_out_runs(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(workshop / f"{name}.onnx") for name in ("a", "b")]
    output = ["-o", str(tmp_path / "mean.onnx")]
    assert main(["ensemble", *files, *output, "--chosen-on", str(workshop / "shift" / "a")]) == 2
    assert "one for each member" in " ".join(capsys.readouterr().err.split())
    assert main(["ensemble", *files, *output]) == 2
    assert "--chosen-on" in capsys.readouterr().err


def test_members_of_one_recipe_are_averaged_over_different_seeds(workshop: Path) -> None:
    member = open_members([workshop / "a.onnx", workshop / "b.onnx"])[0]
    folder = workshop / "shift" / "a"
    with pytest.raises(ExportError, match="one network with itself"):
        average_held_out_runs([member, member], [folder, folder])
    for group in ("early", "odd"):
        run_without(workshop / "data", GROUPS[group], folder / group / "seed-2", tiny_recipe(seed=2))
    paired = average_held_out_runs([member, member], [folder, folder])
    scores = [HeldOut.load(folder / "early" / f"seed-{seed}" / "held_out.npz").logits for seed in (1, 2)]
    rows = paired.together.validations == "early"
    for alone, order in zip(paired.alone, ([0, 1], [1, 0]), strict=True):
        expected = np.concatenate([scores[seed] for seed in order])
        np.testing.assert_array_equal(alone.scores.logits[rows], expected)
