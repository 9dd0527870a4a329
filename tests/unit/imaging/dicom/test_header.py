"""What a DICOM header says about showing its picture, honoured where it can be and repaired where it cannot."""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from tests.support.dicom_files import ABSENT, Table, Window, write_dicom
from tests.support.studies import grey_8_bit, small_picture
from xray_desktop.errors import DecodeError
from xray_desktop.imaging.image import VoiFunction, VoiLut, VoiWindow
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.synthetic import SYNTHETIC_MARK
from xray_desktop.imaging.voi import apply_voi, render
from xray_desktop.imaging.windows import FULL_RANGE, TRIMMED_RANGE

if TYPE_CHECKING:
    from pathlib import Path

_DEEP = small_picture(2)
_GREY = grey_8_bit(_DEEP)
_CURVE = Table((4095.0 * np.linspace(0.0, 1.0, 4096) ** 0.6).astype(np.uint16), bits=12, explanation="film")


def _read(tmp_path: Path, pixels: Any = _DEEP, **arguments: Any):
    return read_image(write_dicom(tmp_path / "a.dcm", pixels, **arguments))


# Windows and tables


def test_the_headers_windows_come_first_with_its_words(tmp_path):
    image = _read(tmp_path, window=Window([2000.0, 1000.0], [3000.0, 500.0], "SIGMOID", ["NORMAL", "BONE"]))
    assert image.vois[:2] == (
        VoiWindow(2000.0, 3000.0, VoiFunction.SIGMOID, "NORMAL"),
        VoiWindow(1000.0, 500.0, VoiFunction.SIGMOID, "BONE"),
    )
    assert [voi.explanation for voi in image.vois[2:]] == [TRIMMED_RANGE, FULL_RANGE]


def test_a_table_comes_before_a_window(tmp_path):
    image = _read(tmp_path, voi_lut=_CURVE, window=(2048.0, 4096.0))
    table, window = image.vois[:2]
    assert isinstance(table, VoiLut)
    assert isinstance(window, VoiWindow)
    assert (table.explanation, table.bits, table.first_value_mapped) == ("film", 12, 0)


def test_eight_bits_without_a_window_are_shown_as_they_are(tmp_path):
    np.testing.assert_array_equal(render(_read(tmp_path, _GREY, bits_stored=8)), _GREY)


def test_eight_bits_in_words_of_16_are_shown_as_they_are(tmp_path):
    np.testing.assert_array_equal(render(_read(tmp_path, _GREY.astype(np.uint16), bits_stored=8)), _GREY)


def test_a_dark_picture_of_many_bits_is_not_taken_for_one_of_8(tmp_path):
    image = _read(tmp_path, _DEEP >> 6, rescale=(1.0, 5.0))
    assert image.pixels.dtype == np.uint16
    assert render(image).max() == 255


def test_six_bits_without_a_window_fill_the_range(tmp_path):
    image = _read(tmp_path, _GREY >> 2, bits_stored=6)
    assert np.abs(render(image).astype(int) - np.round((_GREY >> 2) * (255 / 63))).max() <= 1


def test_more_bits_without_a_window_are_shown_without_a_thousandth_at_each_end(tmp_path):
    picture = _DEEP.copy()
    picture[0, :20] = 65535
    drawn = render(_read(tmp_path, picture, bits_stored=16))
    assert drawn[1:].std() > 30
    low, high = np.percentile(_DEEP, [0.1, 99.9])
    assert np.abs(drawn[1:] - np.clip((_DEEP[1:] - low) / (high - low) * 255, 0, 255)).mean() < 3


@pytest.mark.parametrize(
    ("center", "width"),
    [("100", "0"), ("100", "-50"), ("nan", "100"), ("100", "nan"), ("inf", "1"), ("60000", "100"), ("-9000", "100")],
)
def test_windows_that_would_show_nothing_are_set_aside_with_a_note(center, width, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP, window=(1111.0, 2222.0))
    content = path.read_bytes()
    for written, lie in ((b"1111.0", center), (b"2222.0", width)):
        assert content.count(written) == 1
        content = content.replace(written, lie.encode().ljust(6))
    path.write_bytes(content)
    image = read_image(path)
    assert image.vois[0].explanation == TRIMMED_RANGE
    assert len(image.notes) == 1
    assert "is set aside" in image.notes[0]
    assert render(image).std() > 20


@pytest.mark.parametrize("text", ["", "abc", "1\\2\\3\\4", "1e999", "0x10"])
def test_windows_that_are_no_numbers_do_no_harm(text, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP, window=(11111.0, 22222.0))
    path.write_bytes(path.read_bytes().replace(b"11111.0 ", text.encode().ljust(8)))
    image = read_image(path)
    assert render(image).std() > 5
    assert all(math.isfinite(voi.center) for voi in image.vois if isinstance(voi, VoiWindow))


def test_a_sigmoid_narrower_than_one_is_kept(tmp_path):
    image = _read(tmp_path, rescale=(0.001, 0.0), window=Window(2.0, 0.5, "SIGMOID"))
    assert image.vois[0] == VoiWindow(2.0, 0.5, VoiFunction.SIGMOID, "Window 1")
    assert not image.notes


@pytest.mark.parametrize(
    "table",
    [
        Table(np.zeros(4096, np.uint16), bits=12),
        Table(np.full(16, 9, np.uint16), first_value_mapped=60000, bits=12),
        Table(np.arange(4, dtype=np.uint16), first_value_mapped=60000, bits=12),
    ],
    ids=["all black", "flat", "beside the data"],
)
def test_tables_that_would_show_nothing_are_set_aside(table, tmp_path):
    image = _read(tmp_path, voi_lut=table)
    assert image.vois[0].explanation == TRIMMED_RANGE
    assert len(image.notes) == 1


@pytest.mark.parametrize("descriptor", [None, [0, 0], [4, 0, 16, 1]])
def test_damaged_tables_are_set_aside_with_a_note(descriptor, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP, voi_lut=_CURVE, modality_lut=_CURVE, rescale=(2.0, 0.0))
    dataset = pydicom.dcmread(path)
    for sequence in (dataset.VOILUTSequence, dataset.ModalityLUTSequence):
        if descriptor is None:
            del sequence[0].LUTData
        else:
            sequence[0].add_new("LUTDescriptor", "US", descriptor)
    dataset.save_as(path)
    image = read_image(path)
    np.testing.assert_array_equal(image.pixels, 2 * _DEEP)
    assert image.vois[0].explanation == TRIMMED_RANGE
    assert image.notes == (
        "The header's table of modality values is damaged and is set aside.",
        "A table in the header is damaged and is set aside.",
    )


def test_a_presentation_table_is_told(tmp_path):
    image = _read(tmp_path, attributes={"PresentationLUTSequence": [Dataset()]})
    assert image.notes == ("The header holds a presentation table, as no picture should; it is set aside.",)


def test_a_table_of_65536_entries_is_written_as_0(tmp_path):
    image = _read(tmp_path, _DEEP << 4, bits_stored=16, voi_lut=Table(np.arange(65536, dtype=np.uint16)[::-1].copy()))
    table = image.vois[0]
    assert isinstance(table, VoiLut)
    assert len(table.table) == 65536
    assert np.abs(render(image).astype(int) - (255 - _GREY)).max() <= 1


def test_a_table_shorter_or_longer_than_it_says(tmp_path):
    def shorten(factor: float):
        path = write_dicom(tmp_path / "a.dcm", _DEEP, voi_lut=_CURVE)
        dataset = pydicom.dcmread(path)
        item = dataset.VOILUTSequence[0]
        item["LUTDescriptor"].value = [int(4096 * factor), 0, 12]
        dataset.save_as(path)
        return read_image(path).vois[0]

    longer, shorter = shorten(2.0), shorten(0.5)
    assert isinstance(longer, VoiLut)
    assert isinstance(shorter, VoiLut)
    assert (len(longer.table), len(shorter.table)) == (8192, 2048)
    assert longer.table[-1] == 4095


def test_a_table_that_holds_more_bits_than_it_says(tmp_path):
    image = _read(tmp_path, voi_lut=Table(_CURVE.values, bits=8))
    assert isinstance(image.vois[0], VoiLut)
    assert image.vois[0].bits == 12
    assert apply_voi(image.pixels, image.vois[0]).max() <= 1.0


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian])
@pytest.mark.parametrize("vr", ["OW", "US"])
def test_tables_of_both_value_representations_and_orders(vr, syntax, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP, voi_lut=_CURVE)
    dataset = pydicom.dcmread(path)
    item = dataset.VOILUTSequence[0]
    del item["LUTData"]
    order = ">u2" if syntax == ExplicitVRBigEndian else "<u2"
    item.add_new("LUTData", vr, _CURVE.values.astype(order).tobytes() if vr == "OW" else _CURVE.values.tolist())
    native = _DEEP.astype(">u2").tobytes() if syntax == ExplicitVRBigEndian else _DEEP.tobytes()
    dataset.PixelData = native
    dataset.file_meta.TransferSyntaxUID = syntax
    pydicom.dcmwrite(
        tmp_path / "b.dcm",
        dataset,
        implicit_vr=syntax.is_implicit_VR,
        little_endian=syntax.is_little_endian,
        force_encoding=True,
    )
    table = read_image(tmp_path / "b.dcm").vois[0]
    assert isinstance(table, VoiLut)
    np.testing.assert_array_equal(table.table, _CURVE.values)


def test_a_signed_table_written_as_unsigned(tmp_path):
    picture = _DEEP.astype(np.int16) - np.int16(2000)
    path = write_dicom(tmp_path / "a.dcm", picture, bits_stored=13, voi_lut=Table(_CURVE.values, -2000, 12))
    dataset = pydicom.dcmread(path)
    item = dataset.VOILUTSequence[0]
    del item["LUTDescriptor"]
    item.add_new("LUTDescriptor", "US", [4096, 65536 - 2000, 12])
    dataset.save_as(path)
    table = read_image(path).vois[0]
    assert isinstance(table, VoiLut)
    assert table.first_value_mapped == -2000


# Modality LUT


@pytest.mark.parametrize(
    ("rescale", "dtype"),
    [
        ((1.0, 0.0), np.uint16),
        ((1.0, -1024.0), np.int16),
        ((-20.0, 0.0), np.int32),
        ((0.5, 0.25), np.float32),
        ((16.0, 0.0), np.uint16),
        ((1e6, 0.0), np.float32),
    ],
)
def test_rescaled_values_are_exact_in_the_smallest_type(rescale, dtype, tmp_path):
    pixels = _read(tmp_path, rescale=rescale).pixels
    assert pixels.dtype == dtype
    expected = _DEEP.astype(np.float64) * rescale[0] + rescale[1]
    np.testing.assert_allclose(pixels, expected, rtol=1e-6)


@pytest.mark.parametrize("slope", ["0", "nan", "x"])
def test_unusable_rescale_values_are_set_aside_with_a_note(slope, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", _DEEP, rescale=(123.25, 0.0))
    path.write_bytes(path.read_bytes().replace(b"123.25", slope.encode().ljust(6)))
    image = read_image(path)
    np.testing.assert_array_equal(image.pixels, _DEEP)
    assert "rescale" in image.notes[0]


def test_a_modality_table_wins_over_rescale_values(tmp_path):
    image = _read(tmp_path, modality_lut=_CURVE, rescale=(2.0, 5.0))
    np.testing.assert_array_equal(image.pixels, _CURVE.values[_DEEP])


# Polarity


@pytest.mark.parametrize(
    ("photometric", "shape", "inverse"),
    [
        ("MONOCHROME1", ABSENT, True),
        ("MONOCHROME2", ABSENT, False),
        ("MONOCHROME2", "INVERSE", True),
        ("MONOCHROME1", "INVERSE", True),
        ("MONOCHROME2", "IDENTITY", False),
        ("MONOCHROME1", "IDENTITY", True),
    ],
)
def test_polarity(photometric, shape, inverse, tmp_path):
    attributes = {} if shape is ABSENT else {"PresentationLUTShape": shape}
    image = _read(tmp_path, photometric=photometric, window=(2048.0, 4096.0), attributes=attributes)
    assert image.inverse is inverse
    contradictory = (photometric, shape) in {("MONOCHROME2", "INVERSE"), ("MONOCHROME1", "IDENTITY")}
    told = ("The header calls low values both white and black; they are shown white.",)
    assert image.notes == (told if contradictory else ())
    brighter = render(image)[_DEEP > 2000].mean() > render(image)[_DEEP < 1500].mean()
    assert brighter is not inverse


# Enhanced objects


def test_functional_groups_describe_each_frame(tmp_path):
    def group(center: float, intercept: float) -> Dataset:
        voi, values, macro = Dataset(), Dataset(), Dataset()
        voi.WindowCenter, voi.WindowWidth = center, 100.0
        values.RescaleSlope, values.RescaleIntercept = 1.0, intercept
        macro.FrameVOILUTSequence = Sequence([voi])
        macro.PixelValueTransformationSequence = Sequence([values])
        return macro

    stack = np.stack([_DEEP, _DEEP])
    path = write_dicom(tmp_path / "a.dcm", stack, frames=2, window=(9.0, 9.0))
    dataset = pydicom.dcmread(path)
    dataset.PerFrameFunctionalGroupsSequence = Sequence([group(1000.0, 0.0), group(2000.0, 500.0)])
    dataset.save_as(path)
    first, second = read_image(path, 0), read_image(path, 1)
    assert (first.vois[0].center, second.vois[0].center) == (1000.0, 2000.0)
    np.testing.assert_array_equal(second.pixels, first.pixels + 500)


def test_each_frame_has_its_own_table_and_windows(tmp_path):
    def group(number: int) -> Dataset:
        voi, table, macro = Dataset(), Dataset(), Dataset()
        table.add_new("LUTDescriptor", "US", [2, 1000 * number, 8])
        table.add_new("LUTData", "OW", np.array([0, 255], "<u2").tobytes())
        table.LUTExplanation = f"frame {number}"
        voi.VOILUTSequence = [table]
        voi.WindowCenter, voi.WindowWidth = [1000.0 * number, 2000.0], [300.0, 3000.0]
        voi.WindowCenterWidthExplanation = [f"soft {number}", f"wide {number}"]
        macro.FrameVOILUTSequence = [voi]
        return macro

    words = {"PerFrameFunctionalGroupsSequence": [group(1), group(2)]}
    path = write_dicom(tmp_path / "a.dcm", np.stack([_DEEP, _DEEP]), frames=2, window=(9.0, 9.0), attributes=words)
    for frame in range(2):
        vois = read_image(path, frame).vois
        assert [voi.explanation for voi in vois[:3]] == [f"{name} {frame + 1}" for name in ("frame", "soft", "wide")]
        assert vois[0].first_value_mapped == 1000 * (frame + 1)
        assert vois[1].center == 1000.0 * (frame + 1)


def test_what_all_frames_share_counts_where_a_frame_says_nothing_usable(tmp_path):
    def group(width: float) -> Dataset:
        voi, macro = Dataset(), Dataset()
        voi.WindowCenter, voi.WindowWidth = 2000.0, width
        macro.FrameVOILUTSequence = [voi]
        return macro

    words = {
        "SharedFunctionalGroupsSequence": [group(3000.0)],
        "PerFrameFunctionalGroupsSequence": [group(0.0), Dataset()],
    }
    path = write_dicom(tmp_path / "a.dcm", np.stack([_DEEP, _DEEP]), frames=2, attributes=words)
    first, second = read_image(path, 0), read_image(path, 1)
    assert (first.vois[0].width, second.vois[0].width) == (3000.0, 3000.0)
    assert (len(first.notes), len(second.notes)) == (1, 0)


# Padding


def test_padding_does_not_darken_the_picture(tmp_path):
    picture = _DEEP.astype(np.int16)
    picture[:, :60] = -2000
    plain = _read(tmp_path, picture, bits_stored=16)
    padded = _read(tmp_path, picture, bits_stored=16, attributes={"PixelPaddingValue": -2000})
    assert plain.vois[0].center < padded.vois[0].center
    assert padded.vois[0].width < plain.vois[0].width - 1500
    ranged = _read(
        tmp_path, picture, bits_stored=16, attributes={"PixelPaddingValue": -2000, "PixelPaddingRangeLimit": 1000}
    )
    assert ranged.vois[0].width < padded.vois[0].width


# Words


def test_the_headers_words(tmp_path):
    attributes = {
        "PatientName": "Müller^Änne",
        "SpecificCharacterSet": "ISO_IR 100",
        "PatientBirthDate": "19500102",
        "PatientSex": "F",
        "StudyDate": "20200304",
        "StudyDescription": "Thorax",
        "SeriesDescription": "PA",
        "ImageLaterality": "L",
        "PixelSpacing": [0.2, 0.25],
        "ImagerPixelSpacing": [0.3, 0.35],
    }
    image = _read(tmp_path, attributes=attributes)
    info = image.instance
    assert (info.patient_name, info.patient_id, info.patient_birth_date) == ("Müller^Änne", "TEST-01", "19500102")
    assert (info.modality, info.body_part_examined, info.view_position, info.laterality) == ("CR", "CHEST", "PA", "L")
    assert (info.study_description, info.series_description) == ("Thorax", "PA")
    assert (info.pixel_spacing_mm, info.imager_pixel_spacing_mm) == ((0.2, 0.25), (0.3, 0.35))
    assert (info.photometric_interpretation, info.bits_stored) == ("MONOCHROME2", 12)
    assert info.sop_instance_uid.startswith("1.")


def test_what_else_says_how_large_a_pixel_is(tmp_path):
    attributes = {
        "NominalScannedPixelSpacing": [0.17, 0.18],
        "PixelSpacingCalibrationType": "GEOMETRY",
        "EstimatedRadiographicMagnificationFactor": 1.05,
        "PixelAspectRatio": [4, 3],
    }
    info = _read(tmp_path, attributes=attributes).instance
    assert info.nominal_scanned_pixel_spacing_mm == (0.17, 0.18)
    assert info.pixel_spacing_calibration_type == "GEOMETRY"
    assert info.estimated_radiographic_magnification_factor == 1.05
    assert info.pixel_aspect_ratio == (4.0, 3.0)


@pytest.mark.parametrize("spacing", [["0", "0"], ["0.2", "0"], ["-1", "1"], ["0.2"], ["0.1", "0.1", "0.1"]])
def test_a_spacing_that_measures_nothing_is_none(spacing, tmp_path):
    assert _read(tmp_path, attributes={"PixelSpacing": spacing}).instance.pixel_spacing_mm is None


def test_names_cannot_break_a_line_or_turn_it_round(tmp_path):
    name = "Evil\r\n\x1b[31mName\u202egpj"
    attributes = {"SpecificCharacterSet": "ISO_IR 192", "StudyDescription": name}
    shown = _read(tmp_path, attributes=attributes).instance.study_description
    assert shown.isprintable()
    assert "Evil" in shown


def test_a_drawing_of_ours_says_so(tmp_path):
    assert _read(tmp_path, attributes={"ImageComments": f"{SYNTHETIC_MARK}, seed 4"}).synthetic
    assert not _read(tmp_path).synthetic


def test_nothing_is_logged_and_nothing_printed(tmp_path, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    path = write_dicom(tmp_path / "a.dcm", _DEEP, attributes={"PatientName": "Secret^Name"})
    content = path.read_bytes().replace(b"PA", b"\xff\xfe", 1).replace(b"TEST-01 ", b"\xffSecret ")
    path.write_bytes(content)
    read_image(path)
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("keyword", ["Rows", "BitsAllocated", "WindowCenter", "PixelSpacing", "NumberOfFrames"])
def test_elements_of_the_wrong_value_representation(keyword, tmp_path):
    path = write_dicom(
        tmp_path / "a.dcm",
        _DEEP,
        window=(2048.0, 4096.0),
        attributes={"NumberOfFrames": 1, "PixelSpacing": [0.1, 0.1]},
    )
    content = bytearray(path.read_bytes())
    tag = pydicom.tag.Tag(keyword)
    needle = tag.group.to_bytes(2, "little") + tag.element.to_bytes(2, "little")
    at = content.rindex(needle)
    content[at + 4 : at + 6] = b"LO"
    path.write_bytes(bytes(content))
    try:
        shape = read_image(path).pixels.shape
    except DecodeError:
        # What the header does not say cannot be guessed; any other exception is a fault of ours.
        return
    assert shape == _DEEP.shape
