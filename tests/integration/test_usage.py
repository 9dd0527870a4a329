"""What the program answers without a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.studies import many_jpegs
from tests.support.tiny_model import TinyNetwork, build_network, tiny_card, write_model, write_tiny_model
from xray_desktop import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import CommandLine


def test_version(command_line: CommandLine) -> None:
    run = command_line.run("--version")
    assert (run.returncode, run.stdout, run.stderr) == (0, f"xray-desktop {__version__}\n", "")


def test_wrong_usage(command_line: CommandLine) -> None:
    run = command_line.run("--headless", "absent")
    assert (run.returncode, run.stdout) == (2, "")
    assert "there is no file or folder absent" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--model", "giant"), "no model of that name. Known are: "),
        (("--operating-point", "best"), "no operating point 'best'. It has: balanced, high-sensitivity."),
    ],
)
def test_names_that_only_the_models_know(
    command_line: CommandLine, models_dir: Path, tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    many_jpegs(tmp_path / "study", 1)
    report = tmp_path / "out.csv"
    run = command_line.run("--headless", tmp_path / "study", "--report", report, "--models-dir", models_dir, *arguments)
    assert run.returncode == 2
    assert sentence in run.stderr
    assert not report.exists()


def test_list_models(command_line: CommandLine, models_dir: Path) -> None:
    write_model(models_dir / "bare.onnx", build_network(), None)
    own = command_line.data_dir / "models"
    own.mkdir(parents=True)
    write_tiny_model(own / "own.onnx", model_id="own-model")
    run = command_line.run("--list-models", "--models-dir", models_dir)
    assert run.returncode == 0
    lines = run.stdout.splitlines()
    tiny = next(line for line in lines if line.startswith("tiny-brightness"))
    for word in ("1.0.0", "Brightness, for tests", "balanced", "0.5", str(models_dir / "tiny.onnx")):
        assert word in tiny
    assert any(line.startswith("own-model") for line in lines)
    assert "no model card" in next(line for line in lines if "bare.onnx" in line)


def test_self_test_says_the_provider_and_the_differences(command_line: CommandLine, models_dir: Path) -> None:
    run = command_line.run("--self-test", "--models-dir", models_dir, "--model", "tiny-brightness")
    assert run.returncode == 0
    assert "tiny-brightness 1.0.0 on CPU (onnxruntime)" in run.stdout
    assert "gives its known answer" in run.stdout
    assert "Differences: probability 0.0e+00, heat map 0.0e+00." in run.stdout


def test_self_test_fails_where_one_model_does(command_line: CommandLine, models_dir: Path) -> None:
    write_model(models_dir / "other.onnx", build_network(TinyNetwork(bias=2.0)), tiny_card().to_json())
    run = command_line.run("--self-test", "--models-dir", models_dir)
    assert run.returncode == 1
    assert "gives its known answer" in run.stdout
    assert "does not give its known answer" in run.stdout


def test_a_window_without_a_display_is_a_sentence(command_line: CommandLine) -> None:
    run = command_line.run()
    assert run.returncode == 1
    assert "There is no display" in run.stderr
    assert "--headless" in run.stderr


def test_a_data_folder_that_cannot_be_made_is_a_sentence(command_line: CommandLine) -> None:
    command_line.data_dir.touch()
    run = command_line.run("--list-models")
    assert run.returncode == 1
    assert "--data-dir" in run.stderr
