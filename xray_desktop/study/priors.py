"""Other studies of the same patient, for looking at an image beside an earlier one. Needs no Qt."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xray_desktop.imaging.series_info import same_patient
from xray_desktop.study.branch import place_branch, series_key, study_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.imaging.series_info import SeriesInfo
    from xray_desktop.study.branch import Branch

_STUDY_DEPTH = 3


@dataclass(frozen=True, slots=True)
class OtherStudy:
    """Another study of a patient.

    Attributes
    ----------
    place
        Of one of its images: date and description stand there.
    keys
        Its images; those most like the one asked about first: of the same body part, view, kind and series.
    earlier
        Made before the study of the image that was asked about.
    """

    place: SeriesInfo
    keys: tuple[ImageKey, ...]
    earlier: bool


@dataclass(slots=True)
class _Study:
    place: SeriesInfo
    images: dict[ImageKey, SeriesInfo] = field(default_factory=dict)


class PatientIndex:
    """What is open of each patient; an answer costs as much as that patient has images, whatever else is open."""

    def __init__(self) -> None:
        self._places: dict[ImageKey, SeriesInfo] = {}
        self._studies: defaultdict[str, dict[Branch, _Study]] = defaultdict(dict)

    def add(self, images: Iterable[tuple[ImageKey, SeriesInfo]]) -> None:
        """Take note of images and where they belong."""
        for key, place in images:
            self._places[key] = place
            if place.patient_id:
                study = place_branch(place)[:_STUDY_DEPTH]
                known = self._studies[place.patient_id].setdefault(study, _Study(place))
                known.images[key] = place

    def clear(self) -> None:
        """Forget everything."""
        self._places.clear()
        self._studies.clear()

    def other_studies(self, key: ImageKey) -> list[OtherStudy]:
        """List the other studies that are certainly of the same patient.

        The earlier ones come first, the latest of them at the head; then the later ones, the next one first; then those
        without a date.
        """
        place = self._places.get(key)
        if place is None or not place.patient_id:
            return []
        own = place_branch(place)[:_STUDY_DEPTH]
        others = [
            _other(study, place)
            for branch, study in self._studies[place.patient_id].items()
            if branch != own and same_patient(place, study.place)
        ]
        later = [other for other in others if not other.earlier]
        earlier = [other for other in others if other.earlier]
        return sorted(earlier, key=_latest_first) + sorted(later, key=_earliest_first)

    def priors(self, key: ImageKey) -> list[ImageKey]:
        """List the images of the earlier studies, the latest study first, the most alike of each first."""
        return [other for study in self.other_studies(key) if study.earlier for other in study.keys]


def _other(study: _Study, place: SeriesInfo) -> OtherStudy:
    keys = sorted(study.images, key=lambda key: _unlike(study.images[key], place))
    return OtherStudy(study.place, tuple(keys), _is_earlier(study.place, place))


def _is_earlier(one: SeriesInfo, other: SeriesInfo) -> bool:
    # Study keys go from the latest to the earliest.
    return bool(one.study_date and other.study_date) and _moment(one) < _moment(other)


def _moment(place: SeriesInfo) -> tuple[str, str]:
    return place.study_date.replace(".", ""), place.study_time


def _latest_first(study: OtherStudy) -> str:
    return study_key(study.place)


def _earliest_first(study: OtherStudy) -> tuple[bool, tuple[str, str]]:
    return not study.place.study_date, _moment(study.place)


def _unlike(place: SeriesInfo, wanted: SeriesInfo) -> tuple[object, ...]:
    """Sort images by how little they are like the wanted one, then by their place in the study."""
    instance = place.instance_number
    return (
        place.body_part_examined != wanted.body_part_examined,
        place.view_position != wanted.view_position,
        place.modality != wanted.modality,
        place.series_description != wanted.series_description,
        series_key(place),
        instance is None,
        instance or 0,
    )
