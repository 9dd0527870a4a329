"""The gates of the models that the program ships with, on real radiographs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from xray_desktop.imaging.image import InstanceInfo
from xray_desktop.imaging.preprocess import preprocess
from xray_desktop.imaging.reader import read_image
from xray_desktop.inference.gate import atypical, refusal
from xray_desktop.inference.session import ModelSession
from xray_desktop.settings.paths import shipped_models_dir

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.imaging.image import XrayImage

pytestmark = pytest.mark.real_data

MODELS = sorted(shipped_models_dir().glob("*.onnx"))


@pytest.fixture(params=MODELS, ids=lambda path: path.name)
def gated(request: pytest.FixtureRequest) -> ModelSession:
    return ModelSession.open(request.param, "cpu")


@pytest.fixture(scope="module")
def chests(real_data: Path) -> list[XrayImage]:
    paths = [path for name in ("NORMAL", "PNEUMONIA") for path in sorted((real_data / "native" / name).iterdir())[:20]]
    return [read_image(path) for path in paths]


def _refused(session: ModelSession, image: XrayImage) -> str:
    rule = refusal(image, session.card)
    if rule is None:
        output = session.run(preprocess(image, session.card.input.spec()).tensor)
        assert output.atypicality is not None
        rule = atypical(float(output.atypicality[0]), session.card)
    return rule.rule if rule else ""


def _share(session: ModelSession, images: list[XrayImage]) -> float:
    return sum(bool(_refused(session, image)) for image in images) / len(images)


def test_chests_are_let_through(gated: ModelSession, chests: list[XrayImage]) -> None:
    assert _share(gated, chests) <= 0.1


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_turned_chests_are_refused(gated: ModelSession, chests: list[XrayImage], quarter_turns: int) -> None:
    turned = [replace(chest, pixels=np.ascontiguousarray(np.rot90(chest.pixels, quarter_turns))) for chest in chests]
    assert _share(gated, turned) >= 0.9


def test_inverted_chests_are_refused(gated: ModelSession, chests: list[XrayImage]) -> None:
    assert _share(gated, [replace(chest, inverse=True) for chest in chests]) >= 0.9


def test_the_leg_is_refused_by_its_header_and_without_it(gated: ModelSession, real_data: Path) -> None:
    leg = read_image(real_data / "dicom" / "RG3_J2KR.dcm")
    assert _refused(gated, leg) == "body-part"
    assert _refused(gated, replace(leg, instance=InstanceInfo())) == "atypical"
