"""What is said where several readers refuse for the same reason."""

from __future__ import annotations

CUT_SHORT = "This file ends too early: a part of the picture is missing. Copy it again from its source."
DAMAGED = "The picture in this file is damaged and cannot be decoded. Copy it again from its source."
TOO_MUCH_TIME = "Decoding this file takes longer than the time that is allowed. It is damaged, or made to do harm."
TOO_MUCH_MEMORY = "Decoding this file takes more memory than is allowed. It is damaged, or made to do harm."
DECODER_FAILED = "The picture in this file makes its decoder fail. Copy it again from its source."
EMPTY_FILE = "The file is empty."
NO_IMAGE = (
    "The content is no picture that this program reads, whatever the name says. "
    "It reads DICOM, JPEG, PNG, TIFF and BMP."
)
DECODER_MISSING = "The process that decodes pictures does not start. Restart the program, or install it again."


def rows_missing(missing: int, rows: int) -> str:
    """Say how much of a picture that ends too early is not there."""
    if missing >= rows:
        return "This file ends too early: the whole picture is missing. Copy it again from its source."
    verb = "is" if missing == 1 else "are"
    return f"This file ends too early: {missing} of {rows} rows {verb} missing. Copy it again from its source."


def frame_absent(frame: int, frame_count: int) -> str:
    """Say that a frame was asked for that a file does not hold."""
    held = "one frame" if frame_count == 1 else f"{frame_count} frames"
    return f"This file holds {held}; frame {frame + 1} is not among them."


def frames_missing(missing: int, frame_count: int) -> str:
    """Say that a header promises more frames than there are."""
    verb = "is" if missing == 1 else "are"
    return f"This file ends too early: {missing} of {frame_count} frames {verb} missing. Copy it again from its source."
