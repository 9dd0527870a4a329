"""The card as the user reads, changes and checks it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import onnx
import pytest
from onnx import numpy_helper

from converter.cli import main
from tests.support.tiny_model import TinyNetwork, build_network, tiny_card, write_model, write_tiny_model
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.card import Calibration, EnsembleMember, Parity, Validation
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


def _parity(difference: float) -> Parity:
    return Parity(
        batch_size=3,
        images=8,
        inputs="drawn patterns",
        max_probability_difference=difference,
        max_heatmap_difference=0.0,
        probability_tolerance=1e-4,
        heatmap_tolerance=1e-3,
    )


def test_every_part_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    member = EnsembleMember(model_id="part-one", model_version="2.3.4", sha256="ab" * 32, weight=1.0)
    model = write_tiny_model(tmp_path / "tiny.onnx", members=(member,), parity=(_parity(1e-6),))
    assert main(["card", "edit", str(model), "--set=title=[red]Square[/red] brackets"]) == 0
    capsys.readouterr()
    assert main(["card", "show", str(model)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    card = read_card(model)
    texts = [
        card.title,
        card.summary,
        card.intended_use,
        *card.limitations,
        card.licence,
        "64 x 64 grey pixels",
        "8 x 8 cells",
        "balanced (default)",
        "high-sensitivity",
        "fiat",
        "0.900 (0.800 to 0.950)",
        "0.9000 (0.8000 to 0.9500)",
        "Clopper-Pearson",
        "Batch size 3: 1.0e-06",
        card.training.population,
        "part-one 2.3.4",
        "Edited by hand: title.",
        card.derivation[0].from_sha256,
        f"{card.known_answer.probability:.6f}",
    ]
    assert [text for text in texts if text not in shown] == []


def test_json_is_the_card_itself(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["card", "show", str(model), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(read_card(model).to_json())


def test_names_and_texts_are_edited_and_nothing_else_moves(model: Path, tmp_path: Path) -> None:
    output, before = tmp_path / "edited.onnx", read_card(model)
    original = model.read_bytes()
    changes = {
        "title": "A new = title",
        "model_version": "1.0.1",
        "limitations": '["One.", "Two."]',
        "default_operating_point": "high-sensitivity",
        "training.attribution": "Somebody, 2026",
    }
    given = [f"--set={key}={value}" for key, value in changes.items()]
    assert main(["card", "edit", str(model), *given, "-o", str(output)]) == 0
    assert model.read_bytes() == original
    card = read_card(output)
    assert (card.title, card.model_version) == ("A new = title", "1.0.1")
    assert card.limitations == ("One.", "Two.")
    assert card.default_operating_point == "high-sensitivity"
    assert card.training.attribution == "Somebody, 2026"
    assert card.training.model_copy(update={"attribution": before.training.attribution}) == before.training
    for untouched in ("operating_points", "validation", "known_answer", "calibration", "summary"):
        assert getattr(card, untouched) == getattr(before, untouched)
    assert onnx.load(output).graph == onnx.load(model).graph
    assert ModelSession.open(output, "cpu").self_test().passed
    assert main(["card", "edit", str(output), "--set=limitations=Only one, with a comma."]) == 0
    assert read_card(output).limitations == ("Only one, with a comma.",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("parity=3", "cannot be edited by hand"),
        ("validation=x", "cannot be edited by hand"),
        ("training.images=3", "cannot be edited by hand"),
        ("labels=a", "cannot be edited by hand"),
        ("quantisation=x", "cannot be edited by hand"),
        ("foo=1", "no field 'foo'"),
        ("title", "key=value"),
        ("title=", "without its title"),
        ("limitations=[1]", "limitations"),
        ("limitations=[", "list of texts"),
        ("limitations=[]", "limitations"),
        ("model_version=2", "1.0.1"),
        ("model_id=With Spaces", "small letters"),
        ("default_operating_point=x", "x is not among them"),
    ],
)
def test_what_cannot_be_edited(change: str, expected: str, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = model.read_bytes()
    assert main(["card", "edit", str(model), f"--set={change}"]) == 2
    assert expected in capsys.readouterr().err
    assert model.read_bytes() == before


def test_a_sound_file_is_called_sound(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["card", "validate", str(model)]) == 0
    assert "sound" in capsys.readouterr().err


def _few_images() -> Validation:
    return tiny_card().validation[0].model_copy(update={"images": 50, "patients": 60})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"parity": (_parity(0.5),)}, "differ by more than is allowed"),
        ({"calibration": Calibration(method="temperature", temperature=2.0)}, "not in the network"),
        ({"validation": (_few_images(),)}, "more patients than images"),
        ({"validation": (_few_images(),)}, "a figure of more images"),
    ],
)
def test_a_card_that_does_not_fit_is_told(
    changes: dict[str, Any], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = write_tiny_model(tmp_path / "tiny.onnx", **changes)
    assert main(["card", "validate", str(model)]) == 1
    assert expected in " ".join(capsys.readouterr().err.split())


def test_another_network_than_the_card_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network = build_network(TinyNetwork())
    dense = next(tensor for tensor in network.graph.initializer if tensor.name == "dense")
    dense.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(dense) * 0.9, "dense"))
    sound = write_tiny_model(tmp_path / "sound.onnx")
    broken = write_model(tmp_path / "broken.onnx", network, tiny_card().to_json())
    (tmp_path / "none.onnx").write_text("no model")
    assert main(["card", "validate", str(broken), str(sound), str(tmp_path / "none.onnx")]) == 1
    told = capsys.readouterr().err
    assert "does not give its known answer" in told
    assert "sound.onnx: the card is sound" in told
    assert "no ONNX model" in told


def test_integers_that_the_card_conceals(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proto = onnx.load(model)
    helper = onnx.helper
    logit = next(node for node in proto.graph.node if node.output[0] == "probability")
    place = list(proto.graph.node).index(logit)
    constants = {"scale": 0.05, "zero": 128}
    proto.graph.initializer.extend(
        [
            helper.make_tensor("scale", onnx.TensorProto.FLOAT, [], [constants["scale"]]),
            helper.make_tensor("zero", onnx.TensorProto.UINT8, [], [constants["zero"]]),
        ]
    )
    proto.graph.node.insert(place, helper.make_node("DequantizeLinear", ["small", "scale", "zero"], ["coarse"]))
    proto.graph.node.insert(place, helper.make_node("QuantizeLinear", ["logit", "scale", "zero"], ["small"]))
    proto.graph.node[place + 2].input[0] = "coarse"
    known = tiny_card().known_answer.model_copy(update={"probability_tolerance": 0.1})
    write_model(model, proto, tiny_card(known_answer=known).to_json())
    assert main(["card", "validate", str(model)]) == 1
    assert "the card does not say so" in " ".join(capsys.readouterr().err.split())
