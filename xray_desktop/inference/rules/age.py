"""What the patient's age means for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.imaging.age import patient_age_years

if TYPE_CHECKING:
    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.model_file.card import InputContract

_MONTHS_UP_TO_YEARS = 3.0


def age_caveat(image: XrayImage, accepts: InputContract) -> str:
    """Say that a patient is younger or older than those that trained the model, or that the header is silent.

    Pictures without a header say nothing of their patient, and nothing is said of it.
    """
    ages = accepts.patient_age_years
    if ages is None or not (image.instance.sop_class_uid or image.instance.modality):
        return ""
    learned = f"the model learned from patients aged {ages[0]:g} to {ages[1]:g} years"
    age = patient_age_years(image.instance)
    if age is None:
        return f"The patient's age is not stated; {learned}, and nothing is known of others."
    # Somebody is five until the sixth birthday.
    if ages[0] <= age < ages[1] + 1.0:
        return ""
    return f"The patient is {_in_words(age)} old; {learned}, and nothing is known of others."


def _in_words(age_years: float) -> str:
    if age_years < _MONTHS_UP_TO_YEARS:
        months = int(age_years * 12.0 + 1e-6)
        return "1 month" if months == 1 else f"{months} months"
    return f"{int(age_years + 1e-6)} years"
