"""One transform from source pixels to the model's input, and back for the heat map.

All coordinates are continuous and measured from the picture's upper left corner: pixel ``i`` covers ``[i, i + 1)`` and
its centre lies at ``i + 0.5``. Half-pixel shifts between resize, tensor and overlay are the usual cause of heat maps
that drift towards a corner; here they exist in one place, `Geometry.source_to_heatmap_matrix`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class AspectPolicy(StrEnum):
    """What happens to a picture whose proportions are not the model's."""

    STRETCH = "stretch"
    """The whole picture, proportions not kept: as in training on squashed images."""
    LETTERBOX = "letterbox"
    """The whole picture, proportions kept, black bars added."""
    CENTRE_CROP = "centre-crop"
    """The largest centred part of the right proportions."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """An axis-aligned rectangle in continuous pixel coordinates."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where each source pixel went in the tensor.

    Attributes
    ----------
    source_rows, source_columns
        Size of the source picture in pixels.
    tensor_rows, tensor_columns
        Size of the model's input.
    seen
        The part of the source that the model sees, in source pixels.
    content
        Where that part lies in the tensor, in tensor pixels; the rest is padding.
    """

    source_rows: int
    source_columns: int
    tensor_rows: int
    tensor_columns: int
    seen: Rectangle
    content: Rectangle

    @property
    def scale_x(self) -> float:
        """Tensor columns for one source column."""
        return self.content.width / self.seen.width

    @property
    def scale_y(self) -> float:
        """Tensor rows for one source row."""
        return self.content.height / self.seen.height

    def source_to_tensor(self, x: float, y: float) -> tuple[float, float]:
        """Place a point of the source in the tensor."""
        return (
            self.content.left + (x - self.seen.left) * self.scale_x,
            self.content.top + (y - self.seen.top) * self.scale_y,
        )

    def tensor_to_source(self, x: float, y: float) -> tuple[float, float]:
        """Place a point of the tensor in the source; the inverse of `source_to_tensor`."""
        return (
            self.seen.left + (x - self.content.left) / self.scale_x,
            self.seen.top + (y - self.content.top) / self.scale_y,
        )

    def source_to_heatmap_matrix(
        self, heatmap_rows: int, heatmap_columns: int, picture_rows: int, picture_columns: int
    ) -> NDArray[np.float64]:
        """Map pixel indices of a picture of the source to cell indices of the heat map.

        Parameters
        ----------
        heatmap_rows, heatmap_columns
            Cells of the heat map; they tile the whole tensor.
        picture_rows, picture_columns
            Size at which the source is drawn: its own, or a reduced one.

        Returns
        -------
        ndarray
            Shape ``[2, 3]``, float64: ``heatmap_index = matrix @ [column, row, 1]`` with indices at pixel centres.
        """
        import numpy as np

        source_per_picture_x = self.source_columns / picture_columns
        source_per_picture_y = self.source_rows / picture_rows
        cells_per_tensor_x = heatmap_columns / self.tensor_columns
        cells_per_tensor_y = heatmap_rows / self.tensor_rows
        gain_x = source_per_picture_x * self.scale_x * cells_per_tensor_x
        gain_y = source_per_picture_y * self.scale_y * cells_per_tensor_y
        origin_x, origin_y = self.source_to_tensor(0.0, 0.0)
        return np.array(
            [
                [gain_x, 0.0, 0.5 * gain_x + origin_x * cells_per_tensor_x - 0.5],
                [0.0, gain_y, 0.5 * gain_y + origin_y * cells_per_tensor_y - 0.5],
            ]
        )


def plan_geometry(
    source_rows: int, source_columns: int, tensor_rows: int, tensor_columns: int, aspect: AspectPolicy
) -> Geometry:
    """Decide which part of a source picture goes where in the tensor.

    Letterbox bars and centre crops are cut at whole pixels, so that the resize needs no sub-pixel offsets.

    Parameters
    ----------
    source_rows, source_columns, tensor_rows, tensor_columns
        Sizes in pixels, at least 1.
    aspect
        The card's policy.
    """
    seen = Rectangle(0.0, 0.0, float(source_columns), float(source_rows))
    content = Rectangle(0.0, 0.0, float(tensor_columns), float(tensor_rows))
    if aspect is AspectPolicy.LETTERBOX:
        scale = min(tensor_columns / source_columns, tensor_rows / source_rows)
        content = _centred(source_columns * scale, source_rows * scale, tensor_columns, tensor_rows)
    elif aspect is AspectPolicy.CENTRE_CROP:
        scale = min(source_columns / tensor_columns, source_rows / tensor_rows)
        seen = _centred(tensor_columns * scale, tensor_rows * scale, source_columns, source_rows)
    return Geometry(source_rows, source_columns, tensor_rows, tensor_columns, seen, content)


def _centred(width: float, height: float, outer_width: int, outer_height: int) -> Rectangle:
    whole_width = max(1, min(outer_width, round(width)))
    whole_height = max(1, min(outer_height, round(height)))
    return Rectangle(
        float((outer_width - whole_width) // 2),
        float((outer_height - whole_height) // 2),
        float(whole_width),
        float(whole_height),
    )
