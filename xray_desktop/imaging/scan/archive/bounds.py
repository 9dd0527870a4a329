"""How much one archive may ask for before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

_MEBI = 1 << 20
_GIBI = 1 << 30


class OverBound(Exception):  # noqa: N818 - becomes a sentence of the walk, never an error of its own
    """An archive or one of its files asks for too much.

    Attributes
    ----------
    sentence
        Which bound, for the user.
    ends_archive
        Nothing more may be unpacked from the archive.
    """

    def __init__(self, sentence: str, *, ends_archive: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.ends_archive = ends_archive


@dataclass(frozen=True, slots=True)
class ArchiveBounds:
    """Bounds on one archive, with the archives inside it.

    Attributes
    ----------
    members
        Files and folders in it.
    directory_bytes
        Size of its central directory.
    member_bytes
        One file, unpacked.
    total_bytes
        All files, unpacked.
    ratio
        Unpacked bytes for each packed one; of a film that is all black there are about a thousand, so that it is asked
        for only from `ratio_from_bytes` on, in one file, and `total_ratio_from_bytes`, in all.
    free_bytes
        What has to stay free on the disk.
    depth
        Archives inside archives that are opened.
    """

    members: int = 200_000
    directory_bytes: int = 48 * _MEBI
    member_bytes: int = 2 * _GIBI
    total_bytes: int = 64 * _GIBI
    ratio: int = 250
    ratio_from_bytes: int = 64 * _MEBI
    total_ratio_from_bytes: int = 1 * _GIBI
    free_bytes: int = 64 * _MEBI
    depth: int = 1


DEFAULT_BOUNDS = ArchiveBounds()


class Budget:
    """What an archive has taken so far, the archives inside it included.

    Parameters
    ----------
    bounds
        What it may take.
    packed_bytes
        Size of the archive itself.
    """

    def __init__(self, bounds: ArchiveBounds, packed_bytes: int) -> None:
        self.bounds = bounds
        self._members = 0
        self._unpacked_bytes = 0
        self._total = min(bounds.total_bytes, max(bounds.total_ratio_from_bytes, bounds.ratio * packed_bytes))

    def count_member(self) -> None:
        """Count a file or folder.

        Raises
        ------
        OverBound
            There are more than may be.
        """
        self._members += 1
        if self._members > self.bounds.members:
            raise OverBound(
                f"This archive holds more than the {self.bounds.members:,} files that are read of one archive. "
                "Unpack it and open its folder.",
                ends_archive=True,
            )

    def check_member(self, unpacked_bytes: int, packed_bytes: int) -> None:
        """Refuse one file by what it is, or says it is, when unpacked.

        Raises
        ------
        OverBound
            It is too large, or packed too tightly to be a picture.
        """
        bounds = self.bounds
        if unpacked_bytes > bounds.member_bytes:
            size = _size(bounds.member_bytes)
            raise OverBound(f"This file in the archive is larger than the {size} that are unpacked of one file.")
        if unpacked_bytes > max(bounds.ratio_from_bytes, bounds.ratio * packed_bytes):
            raise OverBound(
                f"This file in the archive becomes more than {bounds.ratio} times larger when it is unpacked, as no "
                "picture does. It is damaged, or made to do harm."
            )

    def take(self, unpacked_bytes: int) -> None:
        """Count bytes that were unpacked.

        Raises
        ------
        OverBound
            There are more than may be.
        """
        self._unpacked_bytes += unpacked_bytes
        if self._unpacked_bytes > self._total:
            raise OverBound(
                f"The files in this archive take more than the {_size(self._total)} that are unpacked of it. "
                "The rest is left out.",
                ends_archive=True,
            )


def _size(number: int) -> str:
    return f"{number / _GIBI:.0f} GB" if number >= _GIBI else f"{number / _MEBI:.0f} MB"
