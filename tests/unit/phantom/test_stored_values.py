"""Stored values and the VOI beside them lead back to the picture, in either polarity."""

from __future__ import annotations

import numpy as np
import pytest
from pydicom import Dataset
from pydicom.pixels import apply_voi_lut

from xray_desktop.phantom import draw_chest
from xray_desktop.phantom.stored_values import Presentation, StoredValues, store

_PICTURE = draw_chest(4, 120, 128).pixels


def _shown(values: StoredValues) -> np.ndarray:
    """Apply the VOI as pydicom does, scaled to 0 to 1."""
    dataset = Dataset()
    dataset.BitsStored, dataset.PixelRepresentation = values.bits_stored, 0
    dataset.PhotometricInterpretation = "MONOCHROME2"
    for keyword, value in values.attributes.items():
        setattr(dataset, keyword, value)
    largest = 2**values.bits_stored - 1
    if values.table is not None:
        return values.table[values.pixels] / 65535.0
    return apply_voi_lut(values.pixels, dataset) / largest


@pytest.mark.parametrize("bits", [8, 10, 12, 16])
@pytest.mark.parametrize("presentation", list(Presentation))
def test_the_voi_gives_the_picture_back(presentation, bits):
    values = store(_PICTURE, bits, presentation)
    assert values.pixels.dtype == (np.uint8 if bits == 8 else np.uint16)
    assert values.pixels.max() < 2**bits
    difference = np.abs(_shown(values) - np.clip(_PICTURE, 0.02, 0.98)).max()
    assert difference < 0.03


@pytest.mark.parametrize("presentation", [Presentation.FULL_RANGE, Presentation.WINDOW, Presentation.SIGMOID])
def test_the_inverse_twin_shows_the_same_picture(presentation):
    upright = _shown(store(_PICTURE, 12, presentation))
    inverse = 1.0 - _shown(store(_PICTURE, 12, presentation, inverse=True))
    np.testing.assert_allclose(inverse, upright, atol=1e-6)
