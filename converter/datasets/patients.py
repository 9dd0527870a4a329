"""Who is on a picture: what a manifest says, else what the file's name tells.

Known names are those of the published paediatric set: ``person12_bacteria_47``, ``IM-0115-0001`` and
``NORMAL2-IM-0927-0001``; the part before the image number is the patient. Any other file counts as a patient of its
own.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MANIFEST = "manifest.csv"

_KNOWN_NAMES = re.compile(r"(?P<patient>person\d+|(?:NORMAL2-)?IM-\d+)(?=[_-])")


def patient_of_name(stem: str) -> str:
    """Tell the patient from a file's name without its extension."""
    known = _KNOWN_NAMES.match(stem)
    return known["patient"] if known else stem


def patients_of_folder(folder: Path) -> dict[Path, str]:
    """Read which patient is on which file from a ``manifest.csv`` in a folder or beside it.

    Returns
    -------
    dict
        Patient by resolved path; empty where there is no manifest with the columns ``file`` and ``patient``.
    """
    for place in (folder, folder.parent):
        manifest = place / _MANIFEST
        if manifest.is_file():
            with manifest.open(newline="", encoding="utf-8") as stream:
                rows = list(csv.DictReader(stream))
            return {(place / row["file"]).resolve(): row["patient"] for row in rows if row.get("patient")}
    return {}
