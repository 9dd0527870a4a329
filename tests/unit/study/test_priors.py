"""Other studies of the same patient, and only where that is certain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.series_info import SeriesInfo
from xray_desktop.study.priors import PatientIndex

PLACE = SeriesInfo(
    "Smith^John", "1", "19500101", "s-now", "20240301", "101500", "Chest", "s-now.1", 1, "PA", "DX", "CHEST", "PA", 1
)


def key(name: str) -> ImageKey:
    return ImageKey(Path("/study") / name)


@pytest.fixture
def index() -> PatientIndex:
    made = PatientIndex()
    made.add([(key("now"), PLACE)])
    return made


def add(index, name, **changes):
    index.add([(key(name), replace(PLACE, study_instance_uid=changes.pop("study", name), **changes))])


def test_earlier_studies_come_latest_first_then_the_later_ones_then_those_without_a_date(index):
    add(index, "oldest", study_date="20220101")
    add(index, "undated", study_date="")
    add(index, "later", study_date="20240401")
    add(index, "before", study_date="20240101")
    add(index, "next", study_date="20240302")
    add(index, "same day, earlier", study_time="080000")
    others = index.other_studies(key("now"))
    assert [other.keys[0] for other in others] == [
        key(name) for name in ("same day, earlier", "before", "oldest", "next", "later", "undated")
    ]
    assert [other.earlier for other in others] == [True] * 3 + [False] * 3
    assert index.priors(key("now")) == [key("same day, earlier"), key("before"), key("oldest")]


def test_the_image_most_alike_comes_first(index):
    for name, changes in {
        "knee": {"body_part_examined": "KNEE"},
        "lateral": {"view_position": "LL", "series_number": 2},
        "other series": {"series_description": "AP supine"},
        "second": {"instance_number": 2},
        "first": {},
    }.items():
        add(index, name, study="before", study_date="20230101", **changes)
    assert index.priors(key("now")) == [key(n) for n in ("first", "second", "other series", "lateral", "knee")]


@pytest.mark.parametrize(
    "changes",
    [
        {"patient_id": "2"},
        {"patient_id": ""},
        {"patient_birth_date": "19500102"},
        {"patient_name": "Smith^Johanna"},
    ],
)
def test_another_patient_is_never_shown(index, changes):
    add(index, "before", study_date="20230101", **changes)
    assert index.other_studies(key("now")) == []


def test_a_name_written_otherwise_is_the_same_patient(index):
    add(index, "before", study_date="20230101", patient_name="SMITH^JOHN^", patient_birth_date="")
    assert index.priors(key("now")) == [key("before")]


def test_patients_without_a_number_have_no_priors():
    index = PatientIndex()
    add(index, "now", patient_id="")
    add(index, "before", patient_id="", study_date="20230101")
    assert index.other_studies(key("now")) == []


def test_its_own_study_is_no_other(index):
    add(index, "lateral", study="s-now")
    assert index.other_studies(key("now")) == []


def test_an_image_that_is_unknown_has_none(index):
    assert index.priors(key("elsewhere")) == []
    index.clear()
    assert index.priors(key("now")) == []
