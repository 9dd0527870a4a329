"""The demo study: every file opens upright and bone bright, is valid, and says that it is drawn."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.uid import UID

from xray_desktop.imaging.preprocess import bone_bright_grey
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.synthetic import SYNTHETIC_MARK
from xray_desktop.phantom import write_demo_study

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

_DICOM_NAMES = (
    "IM000001",
    "IM000002",
    "implicit.dcm",
    "deflated.dcm",
    "jpeg-baseline.dcm",
    "follow-up.dcm",
    "digital/jpeg-lossless.dcm",
    "digital/jpeg-ls.dcm",
    "digital/jpeg-2000.dcm",
    "digital/high-throughput-jpeg-2000.dcm",
)
_RASTER_NAMES = ("child-1.jpeg", "child-2.jpeg", "adult-1.jpg", "adult-2.png")
_NAMES = (*_RASTER_NAMES, *(f"dicom/{name}" for name in _DICOM_NAMES))
# dicom3tools reads neither deflated datasets nor HTJ2K.
_BEYOND_DCIODVFY = ("deflated.dcm", "digital/high-throughput-jpeg-2000.dcm")


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo_study(folder)
    return folder


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def test_the_study_is_complete_and_small(study):
    files = _files(study)
    assert set(files) == {"README.txt", *_NAMES}
    assert sum(path.stat().st_size for path in files.values()) < 15_000_000


def test_the_same_files_each_time(study, tmp_path):
    write_demo_study(tmp_path)

    def digests(folder: Path) -> dict[str, str]:
        return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in _files(folder).items()}

    assert digests(tmp_path) == digests(study)


def test_the_text_says_what_they_are(study):
    text = (study / "README.txt").read_text(encoding="utf-8")
    assert "synthetic" in text
    assert "means\nnothing" in text


@pytest.mark.parametrize("name", _NAMES)
def test_every_file_opens_as_synthetic_and_bone_bright(study, name):
    image = read_image(study / name)
    assert image.synthetic
    assert not image.colour
    grey = bone_bright_grey(image)
    rows, columns = grey.shape
    middle, top, bottom = columns // 2, int(0.3 * rows), int(0.6 * rows)
    spine = grey[top:bottom, middle - columns // 30 : middle + columns // 30].mean()
    lung = grey[top:bottom, int(0.22 * columns) : int(0.34 * columns)].mean()
    air = grey[int(0.6 * rows), : int(0.02 * columns)].mean()
    assert air < 20.0
    assert air < lung < spine - 40.0


def test_the_twins_of_opposite_polarity_show_the_same(study):
    upright, inverse = (read_image(study / "dicom" / name) for name in ("IM000001", "IM000002"))
    assert not upright.inverse
    assert inverse.inverse
    np.testing.assert_allclose(bone_bright_grey(inverse), bone_bright_grey(upright), atol=1e-3)


def test_the_file_of_several_frames_shows_an_opacity_that_clears(study):
    frames = [bone_bright_grey(read_image(study / "dicom" / "follow-up.dcm", frame)) for frame in range(3)]
    rows, columns = frames[0].shape
    place = np.s_[int(0.5 * rows) : int(0.62 * rows), int(0.25 * columns) : int(0.37 * columns)]
    means = [float(frame[place].mean()) for frame in frames]
    assert means[0] > means[1] + 3.0
    assert means[1] > means[2] + 3.0


@pytest.mark.parametrize("name", _DICOM_NAMES)
def test_the_header_names_no_patient_and_says_so(study, name):
    dataset = dcmread(study / "dicom" / name)
    assert str(dataset.PatientName).startswith("Phantom^")
    assert dataset.PatientID.startswith("SYNTHETIC-")
    assert not dataset.PatientBirthDate
    assert dataset.BurnedInAnnotation == "YES"
    assert dataset.QualityControlImage == "YES"
    assert SYNTHETIC_MARK in dataset.ImageComments
    assert dataset.Modality == ("OT" if name == "follow-up.dcm" else "DX" if "digital" in name else "CR")
    assert UID(dataset.SOPInstanceUID).is_valid
    assert dataset.file_meta.MediaStorageSOPInstanceUID == dataset.SOPInstanceUID


def test_the_study_mixes_syntaxes_photometrics_and_depths(study):
    datasets = [dcmread(study / "dicom" / name) for name in _DICOM_NAMES]
    assert len({dataset.SOPInstanceUID for dataset in datasets}) == len(datasets)
    assert len({dataset.file_meta.TransferSyntaxUID for dataset in datasets}) == 9
    assert {dataset.PhotometricInterpretation for dataset in datasets} == {"MONOCHROME1", "MONOCHROME2"}
    assert {dataset.BitsStored for dataset in datasets} == {8, 10, 12, 14, 15, 16}
    assert any("VOILUTSequence" in dataset for dataset in datasets)
    assert any(dataset.get("VOILUTFunction") == "SIGMOID" for dataset in datasets)
    assert any("WindowCenter" not in dataset and "VOILUTSequence" not in dataset for dataset in datasets)


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="dciodvfy (Debian: dicom3tools) is not installed")
@pytest.mark.parametrize("name", [name for name in _DICOM_NAMES if name not in _BEYOND_DCIODVFY])
def test_the_objects_are_valid(study, name):
    told = subprocess.run(["dciodvfy", study / "dicom" / name], capture_output=True, text=True, check=False).stderr
    assert "Error" not in told
    assert "Warning" not in told


@pytest.mark.skipif(shutil.which("dcmftest") is None, reason="dcmftest (Debian: dcmtk) is not installed")
@pytest.mark.parametrize("name", _DICOM_NAMES)
def test_the_files_are_part_10(study, name):
    told = subprocess.run(["dcmftest", study / "dicom" / name], capture_output=True, text=True, check=False)
    assert told.stdout.startswith("yes")
