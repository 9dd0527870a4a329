"""Several model files become one whose answer is the average of theirs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import onnx
import onnxruntime
import pytest
from keras import layers
from onnx import numpy_helper

from converter.cli import main
from converter.ensembling import card as card_module
from converter.ensembling import ensemble as ensemble_module
from converter.ensembling.members import open_members
from converter.ensembling.merge import bilinear_weights, merge
from converter.evaluation.metrics import measure
from converter.export.card import known_answer
from converter.export.parity import varied_inputs
from converter.export.write import write_model_file
from converter.onnx_model import OnnxModel
from tests.converter.tiny import export_graph, images, network, pooled, run_onnx, write_folder
from tests.support.tiny_model import tiny_card
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.card import METADATA_KEY, HeatmapContract, InputContract, ModelCard, Parity
from xray_desktop.model_file.checks import check_model_file
from xray_desktop.model_file.metadata import read_card, write_card

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import keras

SIDE = 16


def _coarse(maps: Any) -> Any:
    """A head behind feature maps of a quarter of the side by a half, so that the heat map's grid is another one."""
    maps = layers.MaxPooling2D((4, 2))(maps)
    maps = layers.Conv2D(3, 1, activation="relu", bias_initializer="random_normal", name="coarse")(maps)
    return layers.GlobalAveragePooling2D()(maps)


MEMBERS = (("fine", pooled, "feature", 6), ("other", pooled, "feature", 2), ("coarse", _coarse, "coarse", 7))


def _write_member(file: Path, model: keras.Model, layer: str, seed: int) -> Path:
    """Write a real export of a network under a card whose figures are made up."""
    graph = export_graph(model, layer)
    side, (rows, columns) = model.inputs[0].shape[1], model.get_layer(layer).output.shape[1:3]
    parity = Parity(
        batch_size=1,
        images=4,
        inputs="drawings",
        max_probability_difference=seed * 1e-6,
        max_heatmap_difference=seed * 1e-5,
        probability_tolerance=1e-4,
        heatmap_tolerance=1e-3,
    )
    card = tiny_card(
        model_id=file.stem,
        input=InputContract(rows=side, columns=side),
        heatmap=HeatmapContract(layer=layer, rows=rows, columns=columns),
        known_answer=known_answer(OnnxModel(graph)),
        parity=(parity, parity.model_copy(update={"batch_size": 3})),
    )
    onnx.helper.set_model_props(graph, {METADATA_KEY: card.to_json()})
    write_model_file(graph.SerializeToString(), file)
    return file


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The set ``data``, members ``fine`` and ``other`` (maps of 16 x 16) and ``coarse`` (4 x 8), and ``mean.onnx``."""
    folder = tmp_path_factory.mktemp("ensemble")
    write_folder(folder / "data", patients=8, side=24)
    for name, head, layer, seed in MEMBERS:
        _write_member(folder / f"{name}.onnx", network(head, side=SIDE, seed=seed), layer, seed)
    more = ["--weights", "3", "1", "--id=both", "--title=Both"]
    with pytest.MonkeyPatch.context() as patch:
        # The default number of draws takes half a minute for three models.
        patch.setattr(card_module, "measure", partial(measure, draws=50))
        assert _merge(folder, folder / "mean.onnx", ["coarse", "fine"], *more) == 0
    return folder


def _merge(workshop: Path, output: Path, members: Sequence[str], *more: str) -> int:
    files = [str(workshop / f"{name}.onnx") for name in members]
    return main(["ensemble", *files, "-o", str(output), f"--data={workshop / 'data'}", *more])


def _average(files: Sequence[Path], batch: np.ndarray, weights: Sequence[float] | None = None) -> list[np.ndarray]:
    """Merge, and run the merged graph without calibration; return probabilities and heat maps."""
    model = merge(open_members(files, weights), temperature=1.0)
    onnx.checker.check_model(model, full_check=True)
    probability, heatmap = run_onnx(model, batch)
    return [probability[:, 0], heatmap]


def _run(file: Path, batch: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    session = onnxruntime.InferenceSession(file.read_bytes(), providers=["CPUExecutionProvider"])
    probability, heatmap = session.run(["probability", "heatmap"], {"image": batch})
    return probability[:, 0], heatmap


def _expected(
    workshop: Path, members: Sequence[str], weights: Sequence[float], grid: tuple[int, int], batch: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    probability = np.zeros(len(batch))
    heatmap = np.zeros((len(batch), *grid))
    for name, weight in zip(members, weights, strict=True):
        own_probability, own_maps = _run(workshop / f"{name}.onnx", batch)
        probability += weight * own_probability
        for number, own in enumerate(own_maps):
            if own.max() > 0.0:
                heatmap[number] += weight * cv2.resize(own / own.max(), (grid[1], grid[0]))
    return probability, heatmap


@pytest.mark.parametrize("batch_size", [1, 3])
def test_the_answer_is_the_weighted_average_of_the_members(workshop: Path, batch_size: int) -> None:
    members = ["coarse", "fine"]
    batch = np.concatenate([varied_inputs(SIDE, SIDE), images(4, side=SIDE)])
    model = merge(open_members([workshop / f"{name}.onnx" for name in members], [3.0, 1.0]), temperature=1.0)
    strongest = []
    for start in range(0, len(batch), batch_size):
        part = batch[start : start + batch_size]
        probability, heatmap = run_onnx(model, part)
        expected, maps = _expected(workshop, members, [0.75, 0.25], (SIDE, SIDE), part)
        np.testing.assert_allclose(probability[:, 0], expected, atol=1e-6)
        np.testing.assert_allclose(heatmap, maps, atol=1e-5)
        strongest.append(heatmap.max())
    assert max(strongest) > 0.9
    assert np.ptp(_expected(workshop, members, [0.75, 0.25], (SIDE, SIDE), batch)[0]) > 0.01


@pytest.mark.parametrize("temperature", [0.4, 2.5])
def test_the_temperature_divides_the_logit_of_the_average(workshop: Path, temperature: float) -> None:
    files, weights = [workshop / "coarse.onnx", workshop / "fine.onnx"], [3.0, 1.0]
    batch = images(5, side=SIDE)
    plain = _average(files, batch, weights)[0].astype(np.float64)
    tempered, _ = run_onnx(merge(open_members(files, weights), temperature), batch)
    logits = np.log(plain / (1.0 - plain))
    np.testing.assert_allclose(tempered[:, 0], 1.0 / (1.0 + np.exp(-logits / temperature)), atol=1e-5)


def test_a_temperature_leaves_certainty_finite(workshop: Path) -> None:
    members = open_members([workshop / "fine.onnx", workshop / "other.onnx"])
    for member in members:
        last = next(node for node in member.proto.graph.node if "probability" in node.output)
        member.proto.graph.initializer.append(numpy_helper.from_array(np.array(1.0, np.float32), "certain"))
        last.op_type = "Max"
        last.input.append("certain")
    for temperature in (0.05, 0.7, 20.0):
        probability, _ = run_onnx(merge(members, temperature), images(2, side=SIDE))
        np.testing.assert_array_equal(probability, 1.0)


def test_the_card_names_the_members_and_measures_each(workshop: Path) -> None:
    output = workshop / "mean.onnx"
    card = check_model_file(output).card
    assert (card.model_id, card.title, card.labels) == ("both", "Both", ("NORMAL", "PNEUMONIA"))
    assert [(member.model_id, member.weight) for member in card.members] == [("coarse", 0.75), ("fine", 0.25)]
    assert [member.sha256 for member in card.members] == [
        check_model_file(workshop / f"{name}.onnx").sha256 for name in ("coarse", "fine")
    ]
    assert card.members[0].parity == read_card(workshop / "coarse.onnx").parity
    assert [parity.batch_size for parity in card.parity] == [1, 3, 1, 3]
    assert "against the average of its members" in card.parity[0].inputs
    worst = max(member.parity[0].max_probability_difference for member in card.members)
    assert card.parity[2].max_probability_difference == worst
    assert (card.heatmap.rows, card.heatmap.columns) == (SIDE, SIDE)
    assert len(card.validation) == 3
    assert all(part.figures["auc"].low <= part.figures["auc"].value for part in card.validation)
    assert "coarse" in card.validation[1].split
    assert "fine" in card.validation[2].split
    assert len(card.training.recipe["members"]) == 2
    assert ModelSession.open(output, "cpu").self_test().passed


def test_an_ensemble_can_be_a_member(workshop: Path) -> None:
    batch = images(3, side=SIDE)
    files = [workshop / "mean.onnx", workshop / "other.onnx"]
    expected = np.mean([_run(file, batch)[0] for file in files], axis=0)
    np.testing.assert_allclose(_average(files, batch)[0], expected, atol=1e-6)


def _with_blank_maps(file: Path, to: Path) -> None:
    """Write a copy of a model whose heat map is always blank: one with all-negative evidence."""
    model = onnx.load(file)
    last = next(node for node in model.graph.node if "heatmap" in node.output)
    model.graph.initializer.append(numpy_helper.from_array(np.array(0.0, np.float32), "nothing"))
    model.graph.node.append(onnx.helper.make_node("Mul", [last.input[0], "nothing"], ["blank"], name="blank"))
    model.graph.node.append(onnx.helper.make_node("Identity", ["blank"], ["heatmap"], name="heatmap_again"))
    model.graph.node.remove(last)
    card = read_card(file)
    answer = card.known_answer.model_copy(update={"heatmap": tuple(0.0 for _ in card.known_answer.heatmap)})
    blank = card.model_copy(update={"model_id": to.stem, "known_answer": answer})
    onnx.helper.set_model_props(model, {METADATA_KEY: blank.to_json()})
    write_model_file(model.SerializeToString(), to)


def test_blank_maps_stay_blank(workshop: Path, tmp_path: Path) -> None:
    for name in ("fine", "other"):
        _with_blank_maps(workshop / f"{name}.onnx", tmp_path / f"{name}-blank.onnx")
    blank = [tmp_path / f"{name}-blank.onnx" for name in ("fine", "other")]
    batch = images(3, side=SIDE)
    assert not _average(blank, batch)[1].any()
    own = _run(workshop / "other.onnx", batch)[1]
    half = 0.5 * own / own.max(axis=(1, 2), keepdims=True)
    np.testing.assert_allclose(_average([blank[0], workshop / "other.onnx"], batch)[1], half, atol=1e-6)


def test_bilinear_weights_interpolate_as_opencv_does() -> None:
    coarse = np.random.default_rng(0).uniform(0.0, 1.0, (5, 7)).astype(np.float32)
    finer = bilinear_weights(5, 13) @ coarse @ bilinear_weights(7, 16).T
    np.testing.assert_allclose(finer, cv2.resize(coarse, (16, 13)), atol=1e-6)
    np.testing.assert_allclose(bilinear_weights(5, 13).sum(axis=1), 1.0, atol=1e-6)


def _sentence(capsys: pytest.CaptureFixture[str]) -> str:
    error = capsys.readouterr().err
    assert "Traceback" not in error
    return error.strip().splitlines()[-1]


def _changed(workshop: Path, tmp_path: Path, **changes: Any) -> Path:
    """Write a copy of ``other.onnx`` whose card says something else."""
    file = tmp_path / "changed.onnx"
    file.write_bytes((workshop / "other.onnx").read_bytes())
    card = read_card(file)
    write_card(file, ModelCard.model_validate({**card.model_dump(), **changes}))
    return file


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"labels": ("HEALTHY", "ILL")}, "name their classes differently"),
        ({"input": {"rows": SIDE, "columns": SIDE, "kernel": "bilinear"}}, "kernel"),
        ({"input": {"rows": SIDE, "columns": SIDE, "accepted_modalities": ("CR",)}}, "accepted modalities"),
    ],
)
def test_members_have_to_speak_of_the_same(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, Any], said: str
) -> None:
    file = _changed(workshop, tmp_path, **changes)
    output = tmp_path / "mean.onnx"
    output.write_bytes(b"before")
    command = ["ensemble", str(workshop / "fine.onnx"), str(file), "-o", str(output), f"--data={workshop / 'data'}"]
    assert main(command) == 1
    assert said in _sentence(capsys)
    assert output.read_bytes() == b"before"


def test_another_input_size_is_refused(workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = _write_member(tmp_path / "small.onnx", network(pooled, side=12, seed=4), "feature", 4)
    files = [str(workshop / "fine.onnx"), str(small)]
    command = ["ensemble", *files, "-o", str(tmp_path / "mean.onnx"), f"--data={workshop / 'data'}"]
    assert main(command) == 1
    assert "16 x 16 and 12 x 12" in _sentence(capsys)
    assert not (tmp_path / "mean.onnx").exists()


@pytest.mark.parametrize(
    ("members", "more", "said"),
    [
        (["fine"], [], "two models or more"),
        (["fine", "fine"], [], "given twice"),
        (["fine", "other"], ["--weights", "1"], "2 models, but 1 weights"),
        (["fine", "other"], ["--weights", "1", "0"], "above zero"),
        (["fine", "other"], ["--weights", "1", "nan"], "above zero"),
        (["fine", "other"], ["--id", "No Name"], "ID"),
    ],
)
def test_wrong_usage(
    workshop: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    members: list[str],
    more: list[str],
    said: str,
) -> None:
    assert _merge(workshop, tmp_path / "mean.onnx", members, *more) == 2
    assert said in _sentence(capsys)
    assert not (tmp_path / "mean.onnx").exists()


def test_a_run_folder_is_exported_first(workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "run").mkdir()
    for name in ("recipe.json", "split.csv"):
        (tmp_path / "run" / name).write_text("")
    command = ["ensemble", str(workshop / "fine.onnx"), str(tmp_path / "run"), "-o", str(tmp_path / "mean.onnx")]
    assert main([*command, f"--data={workshop / 'data'}"]) == 2
    assert "xray-converter export" in _sentence(capsys)


def test_a_merge_that_is_not_the_average_is_not_written(
    workshop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    honest = ensemble_module.merge

    def nudged(members: Any, temperature: float) -> onnx.ModelProto:
        model = honest(members, temperature)
        share = next(tensor for tensor in model.graph.initializer if tensor.name == "ensemble/constant_1")
        share.CopyFrom(numpy_helper.from_array(np.array(0.51, np.float32), share.name))
        return model

    monkeypatch.setattr(ensemble_module, "merge", nudged)
    output = tmp_path / "mean.onnx"
    output.write_bytes(b"before")
    assert _merge(workshop, output, ["fine", "other"]) == 1
    assert "differ by" in _sentence(capsys)
    assert output.read_bytes() == b"before"
