"""How many images hang where in a study, kept up to date at a cost that does not grow with it. Needs no Qt."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from xray_desktop.study.branch import ALL, FOLDERS, PATIENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xray_desktop.imaging.series_info import SeriesInfo
    from xray_desktop.study.branch import Branch
    from xray_desktop.study.row import Row


class StudyTree:
    """Counts of images for every branch, and what the header of one of its images says."""

    def __init__(self) -> None:
        self._counts: Counter[Branch] = Counter()
        self._places: dict[Branch, SeriesInfo] = {}
        self._has_subfolders = False
        # Ordered as they changed; a parent always before what hangs below it.
        self._changed: dict[Branch, None] = {}

    def add(self, rows: Iterable[Row]) -> None:
        """Count rows that are new; one whose branch is not known yet counts in the whole alone."""
        rows = list(rows)
        self._note_places(rows)
        for branch, number in Counter(row.branch for row in rows).items():
            self._count(branch, number, above=ALL)

    def place(self, rows: Iterable[Row]) -> None:
        """Count rows below their branches that counted in the whole alone before."""
        rows = list(rows)
        self._note_places(rows)
        for branch, number in Counter(row.branch for row in rows).items():
            if branch:
                self._count(branch, number, above=branch[:1])

    def _note_places(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if row.place is not None and row.branch not in self._places:
                for depth in range(2, len(row.branch) + 1):
                    self._places.setdefault(row.branch[:depth], row.place)

    def _count(self, branch: Branch, number: int, above: Branch) -> None:
        self._has_subfolders = self._has_subfolders or (len(branch) > 1 and branch[:1] == FOLDERS)
        if branch[:1] == (PATIENT,) and not self._counts[(PATIENT,)] and self._counts[FOLDERS]:
            # From the first patient on, what belongs to none has a branch.
            self._changed[FOLDERS] = None
        for depth in range(len(above), len(branch) + 1):
            self._counts[branch[:depth]] += number
            self._changed[branch[:depth]] = None

    def count(self, branch: Branch) -> int:
        """Tell how many images hang below a branch."""
        return self._counts[branch]

    def place_of(self, branch: Branch) -> SeriesInfo | None:
        """Return what the header of the first image below says; None for folders."""
        return self._places.get(branch)

    @property
    def has_folders(self) -> bool:
        """Whether the images that belong to no patient are worth a branch of their own."""
        return bool(self._counts[FOLDERS]) and (self._has_subfolders or bool(self._counts[(PATIENT,)]))

    def take_changed(self, at_most: int) -> list[Branch]:
        """List branches whose count is not what it was when they were listed last, parents first."""
        taken = [branch for branch, _ in zip(self._changed, range(at_most), strict=False)]
        for branch in taken:
            del self._changed[branch]
        return taken

    @property
    def has_changed(self) -> bool:
        """Whether there is something to list."""
        return bool(self._changed)
