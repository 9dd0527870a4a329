"""The real radiographs: native pictures agree with their small twins, and bone is bright."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.support.dcmtk import VOI_NONE, render_with_dcmtk
from xray_desktop.imaging.preprocess import InputSpec, bone_bright_grey, preprocess
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.scan.scan import scan
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.imaging.thumbnails import make_thumbnail
from xray_desktop.imaging.voi import render

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real_data


def test_native_pictures_agree_with_their_twins(real_data: Path) -> None:
    differences = []
    for path in sorted((real_data / "native").glob("*/*")):
        twin = read_image(real_data / "chest_xray" / "train" / path.parent.name / path.name)
        small = preprocess(read_image(path), InputSpec(224, 224)).tensor[0, :, :, 0]
        differences.append(np.abs(small - bone_bright_grey(twin)).mean())
    assert len(differences) == 80
    assert max(differences) < 4.0
    assert np.mean(differences) < 2.6


def test_nothing_is_colour_and_all_is_shown_as_it_is(real_data: Path) -> None:
    for path in sorted((real_data / "native").glob("*/*"))[::8]:
        image = read_image(path)
        assert not image.colour
        np.testing.assert_array_equal(render(image), image.pixels)


def test_thumbnails_of_real_films(real_data: Path) -> None:
    for path in sorted((real_data / "native").glob("*/*"))[::16]:
        thumbnail = make_thumbnail(path, 0, 176)
        assert max(thumbnail.pixels.shape) == 176
        assert thumbnail.pixels.std() > 20


def test_the_whole_set_is_found(real_data: Path) -> None:
    kinds = [getattr(item, "kind", None) for item in scan([real_data / "native", real_data / "dicom"])]
    assert kinds.count(FileKind.JPEG) == 80
    assert kinds.count(FileKind.DICOM) == 3


@pytest.mark.parametrize("name", ["RG1_J2KI.dcm", "RG3_J2KR.dcm"])
def test_bone_is_bright_although_low_values_are(name: str, real_data: Path) -> None:
    image = read_image(real_data / "dicom" / name)
    assert image.inverse
    grey = bone_bright_grey(image)
    # More dose is a higher value: bone absorbs it, so the lowest stored values must be the brightest grey.
    low, high = np.percentile(image.pixels, [10, 90])
    assert grey[image.pixels <= low].mean() > grey[image.pixels >= high].mean() + 60


def test_the_shin_is_brighter_than_the_air_beside_it(real_data: Path) -> None:
    grey = bone_bright_grey(read_image(real_data / "dicom" / "RG3_J2KR.dcm"))
    rows, columns = grey.shape
    middle = grey[rows // 4 : rows // 2]
    # Collimation covers the outer quarters; between it and the calf lies air.
    air, bone = (middle[:, int(columns * left) : int(columns * right)] for left, right in ((0.27, 0.31), (0.46, 0.51)))
    assert bone.mean() > air.mean() + 80


@pytest.mark.parametrize("name", ["RG1_J2KI.dcm", "nih_dx_chest.dcm"])
def test_the_spine_is_brighter_than_the_lungs(name: str, real_data: Path) -> None:
    grey = bone_bright_grey(read_image(real_data / "dicom" / name))
    rows, columns = grey.shape
    band = grey[rows // 3 : rows // 2]

    def strip(centre: float) -> float:
        at = int(columns * centre)
        return float(band[:, at - columns // 40 : at + columns // 40].mean())

    spine = strip(0.5)
    assert spine > min(strip(x) for x in (0.25, 0.3, 0.35)) + 15
    assert spine > min(strip(x) for x in (0.65, 0.7, 0.75)) + 15


def test_dcmtk_draws_the_uncompressed_one_the_same(real_data: Path) -> None:
    path = real_data / "dicom" / "nih_dx_chest.dcm"
    theirs = render_with_dcmtk(path, *VOI_NONE).astype(int)
    assert np.abs(render(read_image(path)).astype(int) - theirs).max() <= 1
