"""Which pictures a model may judge. This first gate reads the header alone.

Modality (0008,0060) says how a picture was made; it decides, and not the SOP class, because radiographs are also met as
Secondary Capture and under the retired classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.imaging.image import InstanceInfo

_WORDS = {
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


def refusal(instance: InstanceInfo, accepted_modalities: Sequence[str]) -> str:
    """Say why a model may not judge a picture; empty where it may.

    Pictures without a header (JPEG, PNG, ...) say nothing of how they were made and are not held to it.

    Parameters
    ----------
    instance
        The picture's header.
    accepted_modalities
        As the model card lists them.
    """
    if not instance.sop_class_uid and not instance.modality:
        return ""
    if instance.modality in accepted_modalities:
        return ""
    meant_for = " and ".join(accepted_modalities)
    if not instance.modality:
        return f"Its header does not say how this picture was made; the model judges {meant_for} only."
    return f"This picture is {_in_words(instance.modality)}; the model judges {meant_for} only."


def _in_words(modality: str) -> str:
    if modality in _WORDS:
        return f"{_WORDS[modality]} ({modality})"
    # The value comes from a file and is shown: whatever is no code string (PS3.5 6.2, CS) is not repeated.
    return f"of modality {modality}" if modality.isalnum() and len(modality) <= 16 else "of an unknown modality"
