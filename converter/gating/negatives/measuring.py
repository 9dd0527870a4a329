"""Pictures that measure what the gate lets through: real ones that came with installed packages, and typeset pages.

What is not installed is left out: scikit-image brings photographs, pydicom and pydicom-data bring CT, MR, ultrasound
and the radiograph of a leg.
"""

from __future__ import annotations

import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.gating.negatives.bones import hands, pelves
from converter.gating.negatives.choosing import turned_chests
from converter.gating.negatives.pages import charts, pages
from converter.gating.negatives.pictures import picture_of, turned, without_header
from xray_desktop.errors import XrayError
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.scan.scan import ScannedFile, scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from xray_desktop.imaging.image import XrayImage

PACKAGES = {"skimage": "scikit-image", "data_store": "pydicom-data"}
"""Modules that bring pictures, and how they are called where they are installed from."""

_PHOTOGRAPHS = (
    "astronaut", "brick", "camera", "cat", "cell", "clock", "coffee", "coins", "colorwheel", "grass",
    "gravel", "horse", "hubble_deep_field", "immunohistochemistry", "logo", "microaneurysms", "moon", "retina",
    "rocket",
)  # fmt: skip
_PRINTED = ("page", "text")
_FEWEST_PIXELS = 60
_MOST_FRAMES = 10
_SECTIONS = ("CT", "MR")
_NOISE_SEED = 20261


def pictures_for_measuring(chests: Sequence[XrayImage], folder: Path | None = None) -> dict[str, list[XrayImage]]:
    """Return pictures by kind; a kind of which there is none is left out.

    Parameters
    ----------
    chests
        Chest radiographs that the gate is measured on; they are turned and inverted.
    folder
        More pictures: each subfolder is a kind by its name, and so is the folder itself for what lies in it.
    """
    kinds = {**_photographs(), **_radiology(), **_drawn(), **turned_chests(chests)}
    for name, pictures in (_of_folder(folder) if folder else {}).items():
        kinds[name] = [*kinds.get(name, []), *pictures]
    return {name: pictures for name, pictures in kinds.items() if pictures}


def missing_packages() -> list[str]:
    """Name the packages whose pictures are not at hand."""
    return [name for module, name in PACKAGES.items() if find_spec(module) is None]


def _photographs() -> dict[str, list[XrayImage]]:
    if find_spec("skimage") is None:
        return {}
    from skimage import data

    photographs = [_as_bytes(getattr(data, name)()) for name in _PHOTOGRAPHS]
    printed = [picture_of(_as_bytes(getattr(data, name)())) for name in _PRINTED]
    coloured = [samples for samples in photographs if samples.ndim == 3]
    return {
        "colour photograph": [picture_of(samples) for samples in coloured],
        "grey photograph": [picture_of(samples, as_grey=True) for samples in photographs],
        "text page": [*printed, *pages()],
    }


def _as_bytes(samples: NDArray[Any]) -> NDArray[Any]:
    return samples if samples.dtype in (np.uint8, bool) else np.rint(255.0 * samples).astype(np.uint8)


def _radiology() -> dict[str, list[XrayImage]]:
    """Read pydicom's files, their headers forgotten; of several encodings of one picture the first is taken."""
    kinds: dict[str, list[XrayImage]] = {"CT or MR slice": [], "ultrasound or nuclear image": [], "leg radiograph": []}
    seen: set[bytes] = set()
    for image in _dicom_images():
        look = image.pixels[:: max(1, image.rows // 16), :: max(1, image.columns // 16)].astype(np.float64)
        mark = np.rint(8.0 * (look - look.mean()) / (look.std() + 1e-9)).astype(np.int8).tobytes()
        if mark in seen:
            continue
        seen.add(mark)
        bare = without_header(image)
        if image.instance.modality in _SECTIONS:
            kinds["CT or MR slice"].append(bare)
        elif image.instance.modality in ("US", "NM"):
            kinds["ultrasound or nuclear image"].append(bare)
        elif image.instance.body_part_examined == "EXTREMITY" and not kinds["leg radiograph"]:
            eight = [turned(bare, turns, mirrored=mirrored) for turns in range(4) for mirrored in (False, True)]
            kinds["leg radiograph"] = eight
    return kinds


def _dicom_images() -> Iterator[XrayImage]:
    from pydicom.data import get_testdata_files

    with warnings.catch_warnings():
        # Files that it would have to fetch first.
        warnings.simplefilter("ignore")
        names = sorted(get_testdata_files("*.dcm"))
    for name in names:
        for frame in range(_MOST_FRAMES):
            image = _read(Path(name), frame)
            if image is None or min(image.rows, image.columns) < _FEWEST_PIXELS:
                break
            yield image
            if frame + 1 >= image.frame_count:
                break


def _drawn() -> dict[str, list[XrayImage]]:
    rng = np.random.default_rng(_NOISE_SEED)
    sizes = [(int(rng.integers(160, 600)), int(rng.integers(160, 600))) for _ in range(40)]
    grains = [rng.integers(0, 256, size, dtype=np.uint8) for size in sizes]
    specks = [np.where(rng.random(size) < 0.1, np.uint8(255), np.uint8(0)) for size in sizes]
    ramps = [np.add.outer(np.linspace(0, 128, rows), np.linspace(0, 127, columns)) for rows, columns in sizes[:10]]
    return {
        "noise": [picture_of(drawing) for drawing in (*grains, *specks)],
        "blank plate": [picture_of(np.full((300, 400), level, np.uint8)) for level in range(0, 256, 15)],
        "shaded plate": [picture_of(turned_ramp) for ramp in ramps for turned_ramp in (ramp, ramp[::-1])],
        "chart": charts(),
        "drawn hand": [picture_of(drawing) for drawing in hands()],
        "drawn pelvis and hips": [picture_of(drawing) for drawing in pelves()],
    }


def _of_folder(folder: Path) -> dict[str, list[XrayImage]]:
    kinds: dict[str, list[XrayImage]] = {}
    for item in scan([folder]):
        image = _read(item.path) if isinstance(item, ScannedFile) else None
        if image is not None and isinstance(item, ScannedFile):
            parts = item.path.relative_to(folder.absolute()).parts
            kinds.setdefault(parts[0] if len(parts) > 1 else folder.absolute().name, []).append(without_header(image))
    return kinds


def _read(path: Path, frame: int = 0) -> XrayImage | None:
    try:
        return read_image(path, frame)
    except XrayError:
        return None
