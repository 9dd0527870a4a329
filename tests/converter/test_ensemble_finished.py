"""A finished ensemble is calibrated, gets operating points and is compared with its members' files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest

from converter.cli import main
from converter.onnx_model import OnnxModel
from tests.converter.brightness import write_uncertain
from tests.converter.few_draws import draw_few
from tests.support.tiny_model import TinyNetwork, write_tiny_model
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROBES = np.arange(0, 256, 5, dtype=np.float32)[:, None, None, None] * np.ones((1, 64, 64, 1), np.float32)
SHARES = {"steep": 0.75, "flat": 0.25}


@pytest.fixture(scope="module", autouse=True)
def _few_draws() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        draw_few(patch)
        yield


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_uncertain(tmp_path_factory.mktemp("uncertain") / "odds", count=160, temperature=2.0)


@pytest.fixture
def members(tmp_path: Path) -> dict[str, Path]:
    gains = {"steep": 60.0, "flat": 15.0}
    return {
        name: write_tiny_model(tmp_path / f"{name}.onnx", TinyNetwork(gain=gain), model_id=name)
        for name, gain in gains.items()
    }


@pytest.fixture
def ensemble(members: dict[str, Path], data: Path, tmp_path: Path) -> Path:
    file = tmp_path / "mean.onnx"
    command = ["ensemble", *map(str, members.values()), "-o", str(file), f"--data={data}", "--weights", "3", "1"]
    assert main([*command, "--no-calibration"]) == 0
    return file


def _mean(members: dict[str, Path]) -> np.ndarray:
    own = [share * OnnxModel.open(members[name]).probabilities(PROBES) for name, share in SHARES.items()]
    return np.clip(np.sum(own, axis=0), 0.0, 1.0)


def test_the_logit_of_the_mean_is_divided_by_the_temperature(
    ensemble: Path, members: dict[str, Path], data: Path
) -> None:
    maps, mean = OnnxModel.open(ensemble).heatmaps(PROBES), _mean(members)
    temperatures = []
    for _ in range(2):
        assert main(["calibrate", str(ensemble), f"--data={data}"]) == 0
        after = OnnxModel.open(ensemble)
        power = 1.0 / after.card.calibration.temperature
        temperatures.append(after.card.calibration.temperature)
        expected = mean**power / (mean**power + (1.0 - mean) ** power)
        np.testing.assert_allclose(after.probabilities(PROBES), expected, atol=1e-5)
        assert np.array_equal(after.heatmaps(PROBES), maps)
    assert temperatures[0] > 1.3
    assert temperatures[1] == pytest.approx(temperatures[0], rel=1e-3)
    operators = [node.op_type for node in onnx.load(ensemble).graph.node]
    assert operators.count("Pow") == 2
    assert main(["card", "validate", str(ensemble)]) == 0


def test_it_gets_operating_points(ensemble: Path, data: Path) -> None:
    assert main(["operating-points", str(ensemble), f"--data={data}", "--sensitivity=0.9", "--replace"]) == 0
    card = read_card(ensemble)
    assert [point.name for point in card.operating_points] == ["sensitivity-90"]
    assert [step.step for step in card.derivation] == ["ensemble", "operating-points"]


def test_it_says_what_its_members_files_say(
    ensemble: Path, members: dict[str, Path], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["verify", str(ensemble), f"--data={data}", "--images=6", "--against"]
    assert main([*command, str(members["steep"]), str(members["flat"])]) == 0
    assert main([*command, str(members["flat"]), str(members["steep"])]) == 1
    assert "its SHA-256 differs" in " ".join(capsys.readouterr().err.split())
