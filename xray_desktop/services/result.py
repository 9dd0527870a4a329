"""What the analysis says of one image; the row that the grid, the findings panel and the report share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from xray_desktop.imaging.geometry import Geometry
    from xray_desktop.imaging.image import ImageKey


class Status(StrEnum):
    """How far an image came."""

    SCORED = "scored"
    NOT_SCORED = "not_scored"
    """The gate refused it: the picture can be seen, the model may not judge it."""
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, eq=False)
class ImageResult:
    """The outcome for one image or frame.

    Attributes
    ----------
    key
        Which file and frame.
    status
        How far it came.
    reason
        A sentence where it was not scored; empty otherwise.
    image_sha256
        SHA-256 of the file's bytes in hexadecimal; empty where they cannot be read.
    sop_instance_uid
        From the header; empty for rasters.
    probability
        Probability of the positive class, 0–1; None unless scored.
    heatmap
        Grad-CAM of the positive class, shape ``[h, w]``, float32, zero or more, not normalised; None unless scored.
    geometry
        Places the heat map on the source; None unless scored.
    provider
        The execution provider that ran, in onnxruntime's name; empty unless scored.
    frame_count
        Frames in the file.
    synthetic
        The file says of itself that it is a drawing of ours: a score on it means nothing.
    scored_at
        UTC; None unless scored.
    """

    key: ImageKey
    status: Status
    reason: str = ""
    image_sha256: str = ""
    sop_instance_uid: str = ""
    probability: float | None = None
    heatmap: NDArray[np.float32] | None = None
    geometry: Geometry | None = None
    provider: str = ""
    frame_count: int = 1
    synthetic: bool = False
    scored_at: datetime | None = None
