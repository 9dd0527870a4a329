"""Every recipe from labelled images to a verified model file, through the command line: one real epoch on few images.

The networks are the published ones on fewer pixels, from no weights: what is tested is the way, not the result.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import keras
import onnx
import pytest

from converter.cli import main
from converter.recipe import recipe_names
from tests.conftest import _real_data_dir
from tests.converter.tiny import write_folder
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

GO_ON = ("vgg19-finetune", "vgg19-long")
SIDE = {"cnn28": 28, "baseline-cnn": 64}
OTHERS_SIDE = 64
PATIENTS = {"train": 14, "others": 6}
"""Of each class."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two labelled sets, ``train`` and ``others``: of real radiographs where they are there, else drawn."""
    folder = tmp_path_factory.mktemp("images")
    real = _real_data_dir() / "chest_xray" / "train"
    for name, first in (("train", 0), ("others", PATIENTS["train"])):
        if real.is_dir():
            _link_patients(real, folder / name, first, PATIENTS[name])
        else:
            write_folder(folder / name, patients=PATIENTS[name], seed=first)
    return folder


def _link_patients(real: Path, to: Path, first: int, count: int) -> None:
    for label in ("NORMAL", "PNEUMONIA"):
        (to / label).mkdir(parents=True)
        # One file of each patient: a patient's name ends before the image's number.
        patients = {
            file.stem.rpartition("-" if label == "NORMAL" else "_")[0]: file for file in real.glob(f"{label}/*")
        }
        for patient in sorted(patients)[first : first + count]:
            file = patients[patient]
            (to / label / file.name).symlink_to(file)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def frozen(data: Path, runs: Path) -> Path:
    """The run folder that the recipes that go on start from."""
    assert main(_train("vgg19-frozen", data, runs)) == 0
    return runs / "vgg19-frozen"


def _train(name: str, data: Path, runs: Path) -> list[str]:
    side = SIDE.get(name, OTHERS_SIDE)
    weights = [f"weights.path={runs / 'vgg19-frozen'}"] if name in GO_ON else ["weights.source=none"]
    steps = ["training.steps_per_epoch=3"] if name == "vgg19-long" else []
    share = [] if name == "densenet121-full" else ["training.validation_share=0.15"]
    changes = [f"input.rows={side}", f"input.columns={side}", "training.batch_size=8", "training.epochs=1"]
    given = [f"--set={change}" for change in (*changes, *weights, *steps, *share)]
    return ["train", f"--recipe={name}", *given, f"--data={data / 'train'}", f"--output={runs / name}"]


@pytest.mark.parametrize("name", recipe_names())
def test_a_recipe_trains_exports_and_is_verified(
    name: str, data: Path, runs: Path, frozen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keras.backend.clear_session()
    gc.collect()
    if name != frozen.name:
        assert main(_train(name, data, runs)) == 0
    model = runs / f"{name}.onnx"
    # Where all images trained, thresholds are chosen on others.
    others = [f"--data={data / 'others'}"] if name == "densenet121-full" else []
    assert main(["export", str(runs / name), "-o", str(model), *others]) == 0
    onnx.checker.check_model(str(model), full_check=True)
    card = read_card(model)
    assert [parity.batch_size for parity in card.parity] == [1, 3]
    assert card.training.recipe["name"] == name
    capsys.readouterr()
    against = ["--against", str(runs / name), f"--data={data / 'others'}", "--images=6"]
    assert main(["verify", str(model), *against]) == 0
    said = capsys.readouterr().err
    assert "batch size 1" in said
    assert "batch size 3" in said


@pytest.mark.parametrize("name", GO_ON)
def test_going_on_leaves_the_frozen_layers_as_they_were(name: str, data: Path, runs: Path, frozen: Path) -> None:
    if not (runs / name).is_dir():
        assert main(_train(name, data, runs)) == 0
    before, after = (keras.saving.load_model(folder / "model.keras", compile=False) for folder in (frozen, runs / name))
    for layer, now in ((layer, after.get_layer(layer.name)) for layer in before.layers if layer.weights):
        same = all((old == new).all() for old, new in zip(layer.get_weights(), now.get_weights(), strict=True))
        trains = layer.name in {"block5_conv3", "block5_conv4", "dense_4608", "dense_1152", "probability"}
        assert same is not trains, layer.name
