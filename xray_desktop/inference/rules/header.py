"""What the header says of a picture, against what the model card accepts. A picture without a header passes.

Modality (0008,0060) says how a picture was made; it decides, and not the SOP class, because radiographs are also met as
Secondary Capture and under the retired classes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.model_file.card import InputContract

_MODALITIES = {
    "CR": "a computed radiograph",
    "CT": "a computed tomography image",
    "DX": "a digital radiograph",
    "ES": "an endoscopy image",
    "IO": "an intra-oral radiograph",
    "MG": "a mammogram",
    "MR": "a magnetic resonance image",
    "NM": "a nuclear medicine image",
    "OP": "an ophthalmic photograph",
    "PT": "a positron emission tomography image",
    "PX": "a panoramic dental radiograph",
    "RF": "a radio-fluoroscopy image",
    "RG": "a film radiograph",
    "SM": "a slide microscopy image",
    "US": "an ultrasound image",
    "XA": "an X-ray angiography image",
    "XC": "a photograph",
}
"""DICOM PS3.3 C.7.3.1.1.1, the ones that are met beside chest radiographs."""

_VIEWS = {
    "LL": "a left lateral view",
    "RL": "a right lateral view",
    "LLD": "a left lateral decubitus view",
    "RLD": "a right lateral decubitus view",
    "LLO": "a left oblique view",
    "RLO": "a right oblique view",
    "LAT": "a lateral view",
    "LATERAL": "a lateral view",
}
"""DICOM PS3.3 C.8.1.1.1.1 (CR) and C.8.11.5 (DX), and two words that are met in practice."""

_SAYING_NOTHING = frozenset({"", "UNKNOWN", "UNDEFINED", "UNSPECIFIED", "NONE", "NA", "N/A"})
_LONGEST_SHOWN = 16
"""Of a code string, DICOM PS3.5 6.2, CS."""


def modality(image: XrayImage, accepts: InputContract) -> str:
    """Refuse what was not made as the model's pictures were."""
    stated, accepted = image.instance.modality, accepts.accepted_modalities
    if stated in accepted or not (stated or image.instance.sop_class_uid):
        return ""
    if not stated:
        return f"Its header does not say how this picture was made; the model judges {_list(accepted)} only."
    return f"This picture is {_modality_in_words(stated)}; the model judges {_list(accepted)} only."


def body_part(image: XrayImage, accepts: InputContract) -> str:
    """Refuse what shows another part of the body by Body Part Examined (0018,0015)."""
    stated = image.instance.body_part_examined.upper()
    if stated in _SAYING_NOTHING or any(part in stated for part in accepts.accepted_body_parts):
        return ""
    named = f"'{stated}'" if _may_be_shown(stated) else "another one"
    return (
        f"Its header names the body part {named}; the model judges {_list(accepts.accepted_body_parts[:1])} only. "
        "If the header is wrong, score it by hand."
    )


def view(image: XrayImage, accepts: InputContract) -> str:
    """Refuse what was taken from another side by View Position (0018,5101)."""
    stated = image.instance.view_position.upper()
    if stated in _SAYING_NOTHING or set(re.split(r"[^A-Z]+", stated)) & set(accepts.accepted_views):
        return ""
    if stated in _VIEWS:
        named = f"{_VIEWS[stated]} ({stated})" if len(stated) <= 3 else _VIEWS[stated]
    else:
        named = f"the view '{stated}'" if _may_be_shown(stated) else "another view"
    return (
        f"Its header says that this is {named}; the model judges {_list(accepts.accepted_views)} only. "
        "If the header is wrong, score it by hand."
    )


def _modality_in_words(stated: str) -> str:
    if stated in _MODALITIES:
        return f"{_MODALITIES[stated]} ({stated})"
    return f"of modality {stated}" if stated.isalnum() and len(stated) <= _LONGEST_SHOWN else "of an unknown modality"


def _may_be_shown(text: str) -> bool:
    """Whether a value from a file is a code string: whatever is none is not repeated on the screen."""
    return bool(re.fullmatch(r"[A-Z0-9 _-]+", text)) and len(text) <= _LONGEST_SHOWN


def _list(words: Sequence[str]) -> str:
    return " and ".join(words)
