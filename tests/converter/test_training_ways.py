"""What a recipe or a flag may ask of a run beyond the plain way."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import keras
import numpy as np
import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from converter.cli import main
from converter.errors import RecipeError
from converter.recipe import load_recipe
from converter.training.run_folder import RunFolder
from tests.converter.tiny import write_folder
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from pathlib import Path

FAST = [
    "--set=input.rows=16",
    "--set=input.columns=16",
    "--set=training.batch_size=4",
    "--set=training.epochs=2",
]
TINY = ["train", "--recipe=baseline-cnn", *FAST]
PLAIN = ["train", "--recipe=cnn28", *FAST]
"""Is traced in a third of the time."""
ALL_TRAIN = [
    "--set=training.validation_share=0",
    "--set=training.keep=last",
    "--set=training.plateau_patience=0",
    "--set=training.early_stopping_patience=0",
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "data", patients=10, side=24)


@pytest.mark.slow
@pytest.mark.parametrize(("precision", "way"), [("mixed_bfloat16", TINY), ("mixed_float16", PLAIN)])
def test_mixed_precision_ends_in_float32(data: Path, tmp_path: Path, precision: str, way: list[str]) -> None:
    run = tmp_path / "run"
    assert main([*way, f"--precision={precision}", f"--data={data}", f"--output={run}"]) == 0
    assert RunFolder(run).recipe().training.precision == precision
    network = keras.saving.load_model(run / "model.keras")
    assert {layer.compute_dtype for layer in network.layers} == {"float32"}
    assert keras.mixed_precision.global_policy().name == "float32"
    assert main(["export", str(run), "-o", str(tmp_path / "model.onnx")]) == 0


def test_all_images_may_train_and_others_are_needed_for_the_card(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run, model = tmp_path / "run", tmp_path / "model.onnx"
    assert main([*PLAIN, *ALL_TRAIN, f"--data={data}", f"--output={run}"]) == 0
    assert RunFolder(run).finished
    assert {row["part"] for row in RunFolder(run).split_rows()} == {"train"}
    assert main(["export", str(run), "-o", str(model)]) == 1
    assert "--data" in capsys.readouterr().err.strip().splitlines()[-1]
    assert main(["export", str(run), f"--data={data}", "-o", str(model)]) == 1
    assert "20 of the 20 images given trained this network" in capsys.readouterr().err.strip().splitlines()[-1]
    assert not model.exists()
    others = write_folder(tmp_path / "others", patients=10, side=24, seed=9)
    assert main(["export", str(run), f"--data={others}", "-o", str(model)]) == 0
    card = read_card(model)
    assert card.training.images == 20
    assert card.validation[0].images == 20
    assert "none of which trained the model" in card.validation[0].split


def test_nothing_can_be_watched_without_held_out_images() -> None:
    with pytest.raises(RecipeError, match="no images are left to watch"):
        load_recipe("baseline-cnn", ["training.validation_share=0"])


def test_an_epoch_may_have_more_steps_than_a_pass(data: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    assert main([*PLAIN, "--set=training.steps_per_epoch=9", f"--data={data}", f"--output={run}"]) == 0
    events = EventAccumulator(str(run / "tensorboard" / "train")).Reload()
    assert {"epoch_loss", "epoch_validation_auc", "epoch_validation_loss"} <= set(events.Tags()["tensors"])
    assert len((run / "log.csv").read_text().splitlines()) == 3


def test_the_mean_of_the_weights_is_kept(data: Path, tmp_path: Path) -> None:
    settings = ["--set=training.keep=last", "--set=training.plateau_patience=0"]
    weights = {}
    for momentum in (0.0, 0.5, 0.999):
        run = tmp_path / f"{momentum}"
        averaging = f"--set=training.weight_averaging={momentum}"
        assert main([*PLAIN, *settings, averaging, f"--data={data}", f"--output={run}"]) == 0
        weights[momentum] = np.concatenate(
            [weight.numpy().ravel() for weight in keras.saving.load_model(run / "model.keras").trainable_weights]
        )
    way = np.abs(weights[0.5] - weights[0.0]).sum(), np.abs(weights[0.999] - weights[0.0]).sum()
    assert 0.0 < way[0] < way[1]


def test_the_best_epoch_and_the_mean_of_all_cannot_both_be_kept() -> None:
    with pytest.raises(RecipeError, match="keep"):
        load_recipe("baseline-cnn", ["training.weight_averaging=0.9"])


@pytest.mark.slow
def test_pathogens_and_a_teacher_shape_the_training_and_leave_the_network_as_it_is(tmp_path: Path) -> None:
    data = write_folder(tmp_path / "data", patients=10, side=24)
    for number, file in enumerate(sorted((data / "PNEUMONIA").iterdir())):
        kind = "bacteria" if number % 2 else "virus"
        file.rename(file.with_name(f"person{number // 2 + 1}_{kind}_{number}{file.suffix}"))
    taught, teacher = tmp_path / "taught", tmp_path / "teacher.onnx"
    assert main([*PLAIN, f"--data={data}", f"--output={tmp_path / 'first'}"]) == 0
    assert main(["export", str(tmp_path / "first"), "-o", str(teacher)]) == 0
    further = ["auxiliary=pathogen", f"teacher={teacher}", "teacher_share=0.5", "mix_up=0.3"]
    sets = [f"--set=training.{setting}" for setting in further]
    assert main([*PLAIN, *sets, f"--data={data}", f"--output={taught}"]) == 0
    assert "pathogen_loss" in (taught / "log.csv").read_text().splitlines()[0]
    network, first = (keras.saving.load_model(run / "model.keras") for run in (taught, tmp_path / "first"))
    assert [weight.shape for weight in network.weights] == [weight.shape for weight in first.weights]
    assert any(np.abs(a - b).max() > 0 for a, b in zip(network.get_weights(), first.get_weights(), strict=True))


def test_a_teacher_that_is_not_there_is_told(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    teacher = f"--set=training.teacher={tmp_path / 'none.onnx'}"
    assert main([*PLAIN, teacher, f"--data={data}", f"--output={tmp_path / 'run'}"]) == 1
    assert "Traceback" not in capsys.readouterr().err


_TWO_DEVICES = """
import sys
import tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
from converter.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_two_devices_share_each_batch(data: Path, tmp_path: Path) -> None:
    """The gradients of the two halves add up to those of one device; cnn28 has no layer that looks at whole batches."""
    settings = ["train", "--recipe=cnn28", "--set=training.batch_size=4", "--set=training.epochs=2", f"--data={data}"]
    assert main([*settings, f"--output={tmp_path / 'one'}"]) == 0
    shared = [sys.executable, "-c", _TWO_DEVICES, *settings, "--devices=all", f"--output={tmp_path / 'two'}"]
    answer = subprocess.run(shared, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    kept = [keras.saving.load_model(tmp_path / run / "model.keras").get_weights() for run in ("one", "two")]
    for one, two in zip(*kept, strict=True):
        np.testing.assert_allclose(two, one, rtol=1e-3, atol=1e-4)
