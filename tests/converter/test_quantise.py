"""A model file of 8-bit integers says so, with what it lost, or is not written."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import onnx
import pytest

from converter.cli import main
from converter.onnx_model import OnnxModel
from tests.converter.brightness import write_apart, write_grey, write_uncertain
from tests.converter.few_draws import few_draws as few_draws
from tests.support.tiny_model import write_model, write_tiny_model
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.metadata import read_card

SHIPPED = Path(__file__).resolve().parents[2] / "models" / "ped-pneumonia-squeezenet-2.0.0.onnx"

pytestmark = pytest.mark.usefixtures("few_draws")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_uncertain(tmp_path_factory.mktemp("uncertain") / "odds", count=80)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


def test_the_integers_are_declared_and_open_in_the_viewer(
    model: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, original = tmp_path / "int8.onnx", model.read_bytes()
    assert main(["quantise", str(model), f"--calibration={data}", "-o", str(output)]) == 0
    assert "AUC lost" in capsys.readouterr().out
    assert model.read_bytes() == original
    session = ModelSession.open(output, "cpu")
    assert session.self_test().passed
    assert session.run(np.full((3, 64, 64, 1), 90.0, np.float32)).heatmap.shape == (3, 8, 8)
    card = session.card
    made = card.quantisation
    assert made is not None
    assert made.from_sha256 == card.derivation[-1].from_sha256 == hashlib.sha256(original).hexdigest()
    assert made.bytes_after == output.stat().st_size
    assert made.bytes_before == len(original)
    assert made.calibration_images == 80
    assert "some of them set the ranges" in made.evaluated_on
    assert set(made.figures) == {"auc_before", "auc_after", "auc_loss"}
    assert (card.model_id, card.parity) == ("tiny-brightness-int8", ())
    assert card.validation[1].split.startswith("of the 32-bit file")


def test_only_the_backbone_is_of_integers(model: Path, data: Path, tmp_path: Path) -> None:
    output = tmp_path / "int8.onnx"
    assert main(["quantise", str(model), f"--calibration={data}", "-o", str(output)]) == 0
    graph = onnx.load(output).graph
    makers = {name: node.op_type for node in graph.node for name in node.output}
    fed = {node.op_type: {makers.get(name) for name in node.input} for node in graph.node}
    convolutions = [{makers.get(name) for name in node.input} for node in graph.node if node.op_type == "Conv"]
    assert Counter("DequantizeLinear" in inputs and len(inputs) == 1 for inputs in convolutions) == {True: 1, False: 1}
    assert fed["Gemm"] == {"Flatten", None}
    assert "QuantizeLinear" in fed["DequantizeLinear"]


def test_what_is_reported_is_what_the_two_files_say(model: Path, data: Path, tmp_path: Path) -> None:
    output, evaluation = tmp_path / "int8.onnx", write_uncertain(tmp_path / "new", count=60, seed=5)
    command = ["quantise", str(model), f"--calibration={data}", f"--evaluate={evaluation}", "-o", str(output)]
    assert main([*command, "--images=20"]) == 0
    made = read_card(output).quantisation
    assert made is not None
    files = sorted(evaluation.rglob("*.png"))
    greys = np.stack([cv2.imread(str(file), cv2.IMREAD_GRAYSCALE) for file in files]).astype(np.float32)[..., None]
    before, after = OnnxModel.open(model), OnnxModel.open(output)
    apart = np.abs(before.probabilities(greys) - after.probabilities(greys))
    assert made.max_probability_difference == pytest.approx(apart.max(), abs=1e-6)
    assert made.mean_probability_difference == pytest.approx(apart.mean(), abs=1e-6)
    assert apart.max() > 0.0
    assert made.calibration_images == 20
    assert made.evaluated_on == "60 images of 60 patients (new)"
    point = read_card(output).operating_point("balanced")
    assert point.sensitivity.n + point.specificity.n == 60
    assert point.threshold == read_card(model).operating_point("balanced").threshold


def test_a_loss_over_the_limit_writes_nothing(
    model: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Ranges of pictures darker than any other leave no integers for the rest.
    dark = write_grey(tmp_path / "dark", np.tile([0, 1, 2], 8), np.repeat([0, 1], 12))
    output = tmp_path / "int8.onnx"
    command = ["quantise", str(model), f"--calibration={dark}", f"--evaluate={data}", "-o", str(output)]
    assert main(command) == 1
    assert "is allowed. The file is not written." in capsys.readouterr().err
    assert not output.exists()
    assert main([*command, "--largest-loss=1"]) == 0
    made = read_card(output).quantisation
    assert made is not None
    assert made.figures["auc_loss"].value > 0.01


def test_integers_are_not_made_twice(
    model: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "int8.onnx", tmp_path / "again.onnx"
    assert main(["quantise", str(model), f"--calibration={data}", "-o", str(first)]) == 0
    assert main(["quantise", str(first), f"--calibration={data}", "-o", str(second)]) == 1
    assert "already" in capsys.readouterr().err
    assert not second.exists()


def test_integers_can_be_calibrated(model: Path, data: Path, tmp_path: Path) -> None:
    output = tmp_path / "int8.onnx"
    assert main(["quantise", str(model), f"--calibration={data}", "-o", str(output)]) == 0
    assert main(["calibrate", str(output), f"--data={data}"]) == 0
    assert main(["card", "validate", str(output)]) == 0
    assert [step.step for step in read_card(output).derivation] == ["quantise", "calibrate"]


def test_a_network_without_convolutions_is_refused(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_tiny_model(tmp_path / "tiny.onnx")
    proto = onnx.load(source)
    card = read_card(source)
    # The same cells by pooling: brightness above and below mid-grey.
    nodes = [node for node in proto.graph.node if node.output[0] not in {"signed", "evidence"}]
    helper = onnx.helper.make_node
    at = next(number for number, node in enumerate(nodes) if node.output[0] == "features")
    nodes[at:at] = [
        helper("AveragePool", ["scaled"], ["mean"], kernel_shape=[8, 8], strides=[8, 8]),
        helper("Concat", ["mean", "mean"], ["signed"], axis=1),
    ]
    nodes.append(helper("ReduceMax", ["features", "channel"], ["evidence"], keepdims=1))
    order = ["positive", "heatmap"]
    nodes.sort(key=lambda node: order.index(node.output[0]) + 1 if node.output[0] in order else 0)
    del proto.graph.node[:]
    proto.graph.node.extend(nodes)
    model = write_model(tmp_path / "pooled.onnx", proto, card.to_json())
    assert main(["quantise", str(model), f"--calibration={data}", "-o", str(tmp_path / "int8.onnx")]) == 1
    assert "no convolution" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [(["--method=guess"], "minmax"), (["--images=0"], "--images"), (["--largest-loss=2"], "--largest-loss")],
)
def test_wrong_usage(
    arguments: list[str], expected: str, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_apart(tmp_path / "data")
    command = ["quantise", str(model), f"--calibration={data}", "-o", str(tmp_path / "int8.onnx"), *arguments]
    assert main(command) == 2
    assert expected in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.real_data
def test_the_default_model_keeps_its_worth(real_data: Path, tmp_path: Path) -> None:
    output = tmp_path / "int8.onnx"
    command = ["quantise", str(SHIPPED), f"--calibration={real_data / 'native'}", "-o", str(output), "--images=40"]
    assert main(command) == 0
    made = read_card(output).quantisation
    assert made is not None
    assert made.figures["auc_after"].value > 0.99
    assert made.bytes_after < 0.35 * made.bytes_before
    assert made.mean_heatmap_correlation is not None
    assert made.mean_heatmap_correlation > 0.9
    assert main(["card", "validate", str(output)]) == 0
