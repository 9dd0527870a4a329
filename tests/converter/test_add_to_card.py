"""Figures that `evaluate` measured go into the model file's card, never those of images that trained it in silence."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from converter.cli import main
from converter.datasets.labelled import find_labelled
from converter.export.derivation import images_digest
from tests.converter.brightness import write_grey
from tests.converter.few_draws import draw_few
from tests.converter.held_out_runs import run_without, tiny_recipe, write_set
from tests.support.tiny_model import write_tiny_model
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _few_draws() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        draw_few(patch)
        yield


@pytest.fixture(scope="module")
def grey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dark and bright pictures, one of each labelled the other way round."""
    greys = np.array([70, 80, 90, 180, 170, 175, 185, 75])
    return write_grey(tmp_path_factory.mktemp("grey") / "grey", greys, np.repeat([0, 1], 4))


def _add(model: Path, data: Path, title: str, *more: str) -> int:
    report = model.parent / "report"
    return main(["evaluate", str(model), f"--data={data}", f"--output={report}", f"--add-to-card={title}", *more])


def test_the_card_holds_what_was_measured(grey: Path, tmp_path: Path) -> None:
    model = write_tiny_model(tmp_path / "tiny.onnx")
    before, digest = read_card(model), hashlib.sha256(model.read_bytes()).hexdigest()
    assert _add(model, grey, "Grey squares") == 0
    card = read_card(model)
    entry = card.validation[-1]
    measured = json.loads((tmp_path / "report" / "metrics.json").read_text())["figures"]
    assert {name: figure.model_dump() for name, figure in entry.figures.items() if name in measured} == measured
    assert entry.figures["sensitivity"].value == 0.75
    assert entry.figures["sensitivity at high-sensitivity"].n == 4
    assert (entry.dataset, entry.images, entry.patients) == ("Grey squares", 8, 8)
    assert "not known whether" in entry.split
    assert entry.images_sha256 == images_digest(find_labelled(grey))
    assert card.validation[:-1] == before.validation
    step = card.derivation[-1]
    assert (step.step, step.from_sha256) == ("evaluate", digest)
    assert step.command[:2] == ("evaluate", "{model}")
    assert "--add-to-card=Grey squares" in step.command
    assert [(given.path, given.kind, given.sha256) for given in step.inputs] == [
        ("grey", "images", entry.images_sha256)
    ]
    assert str(tmp_path) not in card.to_json()
    assert ModelSession.open(model, "cpu").self_test().passed


def test_an_entry_of_the_same_title_is_replaced_and_another_file_may_be_written(grey: Path, tmp_path: Path) -> None:
    model, other = write_tiny_model(tmp_path / "tiny.onnx"), tmp_path / "other.onnx"
    assert _add(model, grey, "Grey squares") == 0
    before = model.read_bytes()
    assert _add(model, grey, "Grey squares", "--threshold=0.9", "-o", str(other)) == 0
    assert model.read_bytes() == before
    assert len(read_card(other).validation) == len(read_card(model).validation)
    assert "0.9000 (given by hand)" in read_card(other).validation[-1].split


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The set ``data``, the run ``run`` that holds out a quarter, and ``model.onnx``."""
    folder = tmp_path_factory.mktemp("trained")
    run_without(write_set(folder / "data"), range(9, 12), folder / "run", tiny_recipe())
    assert main(["export", str(folder / "run"), "-o", str(folder / "model.onnx")]) == 0
    return folder


def test_images_that_trained_the_model_are_refused(trained: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model, run = trained / "model.onnx", f"--run={trained / 'run'}"
    before = model.read_bytes()
    assert _add(model, trained / "data", "All images", run) == 1
    assert "36 of the 48 images trained this model" in " ".join(capsys.readouterr().err.split())
    assert model.read_bytes() == before


def test_held_out_images_are_told_from_those_that_trained(trained: Path) -> None:
    model, run = trained / "model.onnx", f"--run={trained / 'run'}"
    assert _add(model, trained / "data", "Held-out patients", run, "--held-out") == 0
    held_out = read_card(model).validation[-1]
    assert held_out.images == 12
    assert "None of the 12 images" in held_out.split
    assert _add(model, trained / "data", "Training images, for comparison", run) == 0
    remembered = read_card(model).validation[-1]
    assert remembered.images == 48
    assert "36 of the 48 images trained this model" in remembered.split


def test_only_a_model_file_has_a_card(trained: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _add(trained / "run", trained / "data", "Title") == 2
    assert "export the run first" in capsys.readouterr().err
