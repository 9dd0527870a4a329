"""One row of a report: everything that is said of one image, and what was needed to say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One image or frame. The fields are the columns, in their order; empty or None where there is nothing to say.

    Attributes
    ----------
    file
        Path relative to the study, with ``/`` between folders.
    frame
        Counted from 0.
    image_sha256
        Of the file's bytes, in hexadecimal.
    sop_instance_uid
        From the header; empty for rasters.
    status
        ``scored``, ``not_scored``, ``failed`` or ``cancelled``.
    reason
        The sentence why it was not scored.
    label
        The model's name of the class.
    probability
        Of the positive class, 0 to 1.
    threshold
        0 to 1; an image at or above it is positive.
    operating_point
        The threshold's name in the model card, or ``custom``.
    recommendation
        What the user should do next.
    model_id, model_version, model_sha256
        Which model.
    provider
        The execution provider that ran, in onnxruntime's name.
    app_version
        Of this program.
    scored_at
        ISO 8601, UTC.
    gate
        ``accepted``, ``refused``, or ``overridden``: refused, and scored because the user said so. Empty where nobody
        asked: the image cannot be read, or the model has no gate and no rule refuses.
    gate_rule, gate_reason
        Which rule refused it, and the sentence; empty where none did.
    atypicality, atypicality_threshold
        How far the image lies from those that the model knows, and where its card draws the line; None where the model
        did not look at it or has no gate.
    caveat
        What has to be known beside a score: an age that the model has not learned from.
    second_model_id, second_model_version, second_model_sha256
        Which model gave a second opinion; empty where none was asked.
    second_probability, second_threshold
        What it said, and its own line; None unless both models scored the image.
    agreement
        ``agree`` or ``disagree``; empty unless both models scored the image. Where they disagree, ``label`` is
        ``models disagree``.
    patient_name, patient_id
        As the user entered them for a picture whose file has none; a DICOM header's own only where the user asked for
        that.
    notes
        What the user wrote on the image.
    """

    file: str
    frame: int = 0
    image_sha256: str = ""
    sop_instance_uid: str = ""
    status: str = ""
    reason: str = ""
    label: str = ""
    probability: float | None = None
    threshold: float | None = None
    operating_point: str = ""
    recommendation: str = ""
    model_id: str = ""
    model_version: str = ""
    model_sha256: str = ""
    provider: str = ""
    app_version: str = ""
    scored_at: str = ""
    gate: str = ""
    gate_rule: str = ""
    gate_reason: str = ""
    atypicality: float | None = None
    atypicality_threshold: float | None = None
    caveat: str = ""
    second_model_id: str = ""
    second_model_version: str = ""
    second_model_sha256: str = ""
    second_probability: float | None = None
    second_threshold: float | None = None
    agreement: str = ""
    patient_name: str = ""
    patient_id: str = ""
    notes: str = ""
