"""Whatever is wrong, the user reads one sentence and nothing that was there is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from converter.cli import main
from tests.converter.tiny import network, pooled, write_folder

if TYPE_CHECKING:
    from pathlib import Path

TINY = ["--recipe=baseline-cnn", "--set=input.rows=16", "--set=input.columns=16", "--set=training.epochs=1"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "data", patients=4, side=24)


def _sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the last line on standard error, which is all that is said of the failure."""
    error = capsys.readouterr().err
    assert "Traceback" not in error
    last = error.strip().splitlines()[-1]
    assert last.startswith("xray-converter: ")
    assert last.endswith(".")
    return last


def _train(data: Path, output: Path, *more: str) -> int:
    return main(["train", *TINY, f"--data={data}", f"--output={output}", *more])


def test_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    assert _train(tmp_path / "data", tmp_path / "run") == 1
    assert "NORMAL and PNEUMONIA" in _sentence(capsys)


def test_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _train(tmp_path / "data", tmp_path / "run") == 1
    assert "does not exist" in _sentence(capsys)


def test_one_class_only(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(data / "PNEUMONIA")
    assert _train(data, tmp_path / "run") == 1
    assert "no images of the class PNEUMONIA" in _sentence(capsys)


def test_a_run_folder_that_is_in_use_stays_as_it_is(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "notes.txt").write_text("mine")
    assert _train(data, tmp_path / "run") == 1
    assert "--output" in _sentence(capsys)
    assert [file.name for file in (tmp_path / "run").iterdir()] == ["notes.txt"]


def test_a_run_folder_that_cannot_be_made(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert _train(data, tmp_path / "file" / "run") == 1
    assert "cannot be made" in _sentence(capsys)


def test_an_unknown_recipe_is_a_matter_of_usage(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--recipe=nothing", f"--data={data}", f"--output={tmp_path / 'run'}"]) == 2
    assert "baseline-cnn" in _sentence(capsys)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("arguments", [[], ["fly"], ["verify", "model.onnx"]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: xray-converter" in capsys.readouterr().err


def test_a_new_run_needs_a_recipe_and_images(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["train"], ["train", *TINY], ["train", f"--data={data}"]):
        assert main(arguments) == 2
        assert "--recipe and --data" in _sentence(capsys)


def test_a_loss_that_is_no_number_ends_training(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    explode = ["--set=training.optimiser=sgd", "--set=training.learning_rate=1e38", "--set=training.batch_size=2"]
    assert _train(data, tmp_path / "run", *explode, "--set=training.epochs=3") == 1
    assert "no longer a number" in _sentence(capsys)
    assert main(["export", str(tmp_path / "run"), "-o", str(tmp_path / "model.onnx")]) == 1
    assert _sentence(capsys)
    assert not (tmp_path / "model.onnx").exists()


def test_a_layer_to_freeze_that_is_not_there(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _train(data, tmp_path / "run", "--set=network.frozen_through=nowhere") == 2
    assert "nowhere" in _sentence(capsys)


def test_an_export_needs_to_know_the_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network(pooled, side=16).save(tmp_path / "model.keras")
    command = ["export", str(tmp_path / "model.keras"), "-o", str(tmp_path / "model.onnx")]
    assert main(command) == 2
    assert "--data" in _sentence(capsys)
    assert main([*command, f"--data={tmp_path}"]) == 2
    assert "--recipe" in _sentence(capsys)


def test_an_export_of_another_size_than_the_recipe_says(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    network(pooled, side=12).save(tmp_path / "model.keras")
    command = ["export", str(tmp_path / "model.keras"), "-o", str(tmp_path / "model.onnx"), *TINY, f"--data={data}"]
    assert main(command) == 1
    assert "(12, 12, 1)" in _sentence(capsys)


def test_an_export_makes_its_folder_or_says_that_it_cannot(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    network(pooled, side=16).save(tmp_path / "model.keras")
    command = ["export", str(tmp_path / "model.keras"), *TINY, f"--data={data}", "-o"]
    assert main([*command, str(tmp_path / "new" / "model.onnx")]) == 0
    assert (tmp_path / "new" / "model.onnx").is_file()
    capsys.readouterr()
    assert main([*command, str(tmp_path / "model.keras" / "model.onnx")]) == 1
    assert "cannot be written" in _sentence(capsys)


def test_a_model_file_is_called_onnx(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path), "-o", str(tmp_path / "model.tflite")]) == 2
    assert ".onnx" in _sentence(capsys)


@pytest.mark.parametrize("content", [None, b"", b"no model"])
def test_a_model_file_that_is_none(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "model.onnx").write_bytes(content)
    assert main(["evaluate", str(tmp_path / "model.onnx"), f"--data={data}"]) == 1
    assert _sentence(capsys)


def test_keras_models_have_no_operating_points(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network(pooled, side=16).save(tmp_path / "model.keras")
    command = ["evaluate", str(tmp_path / "model.keras"), f"--data={data}", "--operating-point=balanced"]
    command += TINY
    assert main(command) == 2
    assert "--threshold" in _sentence(capsys)


def test_an_interruption_is_one_word(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("converter.training.run.train", interrupt)
    assert _train(data, tmp_path / "run") == 130
    assert "Stopped" in _sentence(capsys)


def test_what_was_not_foreseen_is_told_and_shown_on_request(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("converter.training.run.train", fail)
    assert _train(data, tmp_path / "run") == 1
    assert "--debug" in _sentence(capsys)
    with pytest.raises(ZeroDivisionError):
        _train(data, tmp_path / "other", "--debug")


def test_help_does_not_wait_for_tensorflow() -> None:
    code = (
        "import atexit, sys; atexit.register(lambda: print('tensorflow' in sys.modules)); "
        "from converter.cli import main; main(['--help'])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "False"


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("xray-converter ")
