"""The scale that the heat maps of a study share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from xray_desktop.imaging.heatmap.style import CommonScale
from xray_desktop.imaging.image import ImageKey
from xray_desktop.services.report.study_scale import StudyScale
from xray_desktop.study.result import GateRecord, ImageResult, Status


def result(image: int, maximum: float | None, *, overridden: bool = False) -> ImageResult:
    key = ImageKey(Path(f"/study/{image}.png"))
    if maximum is None:
        return ImageResult(key, Status.NOT_SCORED, "Not a chest.")
    heatmap = np.array([[0.0, maximum / 2], [maximum, 0.0]], np.float32)
    gate = GateRecord("leg", "A leg.", overridden=True) if overridden else GateRecord()
    return ImageResult(key, Status.SCORED, scores=(0.5,), heatmap=heatmap, gate=gate)


def test_no_map_no_scale() -> None:
    study = StudyScale()
    assert study.scale is None
    study.take([result(0, None)])
    assert study.scale is None


def test_a_study_of_blank_maps_has_a_scale_of_nothing() -> None:
    study = StudyScale()
    study.take([result(0, 0.0)])
    assert study.scale == CommonScale(0.0, 1)


def test_what_the_user_had_scored_against_the_gate_does_not_set_the_scale() -> None:
    study = StudyScale()
    study.take([result(0, 2.0), result(1, 9.0, overridden=True)])
    assert study.scale == CommonScale(2.0, 1)


def test_another_model_begins_anew() -> None:
    study = StudyScale()
    study.take([result(0, 2.0)])
    study.forget()
    assert study.scale is None


def test_maps_that_are_all_alike_are_gone_through_once_when_they_come_again() -> None:
    class Watched(dict[ImageKey, float]):
        gone_through = 0

        def values(self):  # type: ignore[no-untyped-def]
            self.gone_through += 1
            return super().values()

    study = StudyScale()
    study._maxima = Watched()
    study.take([result(image, 1.0) for image in range(100)])
    study.take([result(image, 1.0) for image in range(100)])
    assert study._maxima.gone_through <= 1
    assert study.scale == CommonScale(1.0, 100)


_MAXIMA = st.none() | st.integers(0, 5).map(float)


@given(st.lists(st.lists(st.tuples(st.integers(0, 4), _MAXIMA, st.booleans()))))
def test_it_is_what_counting_everything_anew_gives(batches: list[list[tuple[int, float | None, bool]]]) -> None:
    study, last = StudyScale(), {}
    for batch in batches:
        study.take([result(image, maximum, overridden=overridden) for image, maximum, overridden in batch])
        last.update({image: None if overridden else maximum for image, maximum, overridden in batch})
        counted = [maximum for maximum in last.values() if maximum is not None]
        assert study.scale == (CommonScale(max(counted), len(counted)) if counted else None)
