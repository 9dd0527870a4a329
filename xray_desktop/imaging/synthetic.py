"""How a drawing of ours says of itself that it is none of a patient."""

SYNTHETIC_MARK = "xray-desktop synthetic phantom"
"""Stands in Image Comments (0020,4000) of a DICOM file and in the comment of a JPEG."""
