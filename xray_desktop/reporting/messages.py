"""What is said when something cannot be written."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "The disk is full",
    errno.EDQUOT: "Your quota on this disk is used up",
    errno.EFBIG: "The file would be larger than this place allows",
    errno.EACCES: "You may not write to this place",
    errno.EPERM: "You may not write to this place",
    errno.EROFS: "This place is read-only",
    errno.ENOENT: "The folder does not exist",
    errno.ENOTDIR: "The folder does not exist",
    errno.EISDIR: "There is a folder of that name",
    errno.EEXIST: "There is something of that name that is no ordinary file",
    errno.ENAMETOOLONG: "The name is too long",
}


def unwritable(what: str, error: OSError) -> str:
    """Say why something cannot be written, and the way out.

    Parameters
    ----------
    what
        "report", "heat map".
    """
    reason = _REASONS.get(error.errno or 0, "The system refuses to write to this place")
    return f"{reason}, so the {what} is not written. What was there before is unchanged; choose another place."
