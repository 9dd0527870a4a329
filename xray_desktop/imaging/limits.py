"""How much one file may ask for before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from xray_desktop.errors import CorruptPixelData, TooLarge

_MEBI = 1 << 20


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """Bounds on the decoding of one file.

    Attributes
    ----------
    seconds
        Wall-clock time for one file in a decode worker.
    memory_bytes
        Address space that a decode worker may take for one file, over what its program occupies.
    frame_pixels
        Rows times columns that a header may declare: four times the largest stitched radiographs.
    file_bytes
        Size of a picture file that has to be held in memory whole.
    inflated_bytes
        Size of a deflated DICOM data set once it is inflated.
    """

    seconds: float = 20.0
    memory_bytes: int = 1024 * _MEBI
    frame_pixels: int = 100_000_000
    file_bytes: int = 512 * _MEBI
    inflated_bytes: int = 512 * _MEBI

    def check_frame(self, rows: int, columns: int) -> None:
        """Refuse a declared size before anything is allocated for it.

        Raises
        ------
        CorruptPixelData
            There is no row or no column.
        TooLarge
            The picture has more than `frame_pixels` pixels.
        """
        if rows < 1 or columns < 1:
            raise CorruptPixelData("The file does not say how large its picture is. Export it again at its source.")
        if rows * columns > self.frame_pixels:
            raise TooLarge(
                f"The file claims a picture of {columns} × {rows} pixels; "
                f"at most {self.frame_pixels // 1_000_000} million pixels are read."
            )


DEFAULT_LIMITS = DecodeLimits()
