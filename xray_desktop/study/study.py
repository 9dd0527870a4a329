"""The open study: what was found, what the models say of it, and what of it is shown.

One thread owns a study, the one that made it: the window's, or that of a run without a window. Whatever comes from
another thread is handed over to the owner first.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from itertools import count, islice
from threading import get_ident
from types import MappingProxyType
from typing import TYPE_CHECKING

from xray_desktop.findings.finding import Threshold, judge
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.items import ScannedFile
from xray_desktop.study.arrangement import Arrangement, series_neighbour
from xray_desktop.study.branch import folder_branch, place_branch
from xray_desktop.study.changes import Forgotten, Rearranged, RoleChanged, RowsAdded, RowsChanged
from xray_desktop.study.counts import Tally
from xray_desktop.study.priors import PatientIndex
from xray_desktop.study.result import Role, Status
from xray_desktop.study.row import RowState, SecondScore, frames_after, row_of_entry
from xray_desktop.study.shown_rows import ShownRows
from xray_desktop.study.tree import StudyTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from xray_desktop.findings.finding import Finding
    from xray_desktop.imaging.series_info import SeriesInfo
    from xray_desktop.imaging.sniff import FileKind
    from xray_desktop.imaging.thumbnails import Thumbnail
    from xray_desktop.study.changes import Change
    from xray_desktop.study.counts import Counts
    from xray_desktop.study.result import ImageResult, ScoredBy
    from xray_desktop.study.row import Entry, Row

ROWS_AT_ONCE = 500
"""Rows that are changed in one go; 10 ms where all were scored and are not any more."""
NO_MODEL = Threshold(0.5)
"""The line while no model is in use; nothing is held against it."""


@dataclass(frozen=True, slots=True)
class StudySnapshot:
    """What a report says of a study, as it stood at one moment; any thread may read it.

    Attributes
    ----------
    entries
        What the walk found, in scan order.
    first, second
        Who scored; None where nobody did.
    results
        What they said, by role and image.
    """

    entries: tuple[Entry, ...]
    first: ScoredBy | None
    second: ScoredBy | None
    results: Mapping[Role, Mapping[ImageKey, ImageResult]]

    def result(self, key: ImageKey, by: Role = Role.FIRST) -> ImageResult | None:
        """Return what a model says of an image; None where it says nothing."""
        return self.results[by].get(key)


class Study:
    """Entries, rows, results and roles of one study; tells its observers what changed, in batches.

    Results are kept by image and by the SHA-256 of the model that gave them; a role says which model is asked for what.
    Another model in a role brings its own results, so that those of the one before never show under it.

    Only the thread that made it may call it.

    Attributes
    ----------
    entries
        What the walk found, in scan order.
    tree
        How many images hang where.
    patients
        Other studies of the same patients.
    synthetic
        An image says of itself that it is a drawing.
    kinds
        What each file is, by content; None where only its name claims an image.
    """

    def __init__(self) -> None:
        self._owner = get_ident()
        self._observers: list[Callable[[Change], None]] = []
        self._roles: dict[Role, ScoredBy | None] = dict.fromkeys(Role)
        self._begin(Arrangement())

    def _begin(self, arrangement: Arrangement) -> None:
        self.entries: list[Entry] = []
        self.tree = StudyTree()
        self.patients = PatientIndex()
        self.synthetic = False
        self.kinds: dict[Path, FileKind | None] = {}
        self._origins: dict[Path, Path] = {}
        self._copies: dict[Path, Path] = {}
        self._noted: set[Path] = set()
        self._shown = ShownRows(arrangement, self.threshold)
        self._tally = Tally()
        # By the model's SHA-256; nobody's results are those of a model without a role.
        self._results: dict[str, dict[ImageKey, ImageResult]] = {}
        self._pending: deque[Iterator[ImageKey]] = deque()

    def observe(self, observer: Callable[[Change], None]) -> None:
        """Have an observer told of every change, after it happened; in the order in which they came to observe."""
        self._observers.append(observer)

    def _tell(self, change: Change) -> None:
        for observer in self._observers:
            observer(change)

    def _check_thread(self) -> None:
        assert get_ident() == self._owner, "a study belongs to the thread that made it"  # noqa: S101 - costs nothing

    # --- images --------------------------------------------------------------------------------

    @property
    def files(self) -> list[ScannedFile]:
        """What can be looked at, in scan order."""
        return [entry for entry in self.entries if isinstance(entry, ScannedFile)]

    @property
    def rows(self) -> Sequence[Row]:
        """All images, shown or not, in the order in which they were found; the list is another for another study."""
        return self._shown.rows

    def row_of(self, key: ImageKey) -> Row | None:
        """Return what is known of an image; None where it is none of the study."""
        return self._shown.row_of(key)

    def origin(self, key: ImageKey) -> Path:
        """Return the file of an image as the user knows it; of an unpacked one, its way through the archive."""
        return self._origins.get(key.path, key.path)

    def copy_of(self, origin: Path) -> Path:
        """Return the unpacked copy of a file in an archive; any other path as it is."""
        return self._copies.get(origin, origin)

    def forget(self) -> None:
        """Let everything go but the roles, the order and the kind of results that are shown."""
        self._check_thread()
        self._begin(replace(self.arrangement, text="", branch=()))
        self._tell(Forgotten())

    def add(self, entries: Sequence[Entry]) -> None:
        """Take what the walk found next."""
        self._check_thread()
        rows = [row_of_entry(place, entry) for place, entry in enumerate(entries, start=len(self.entries))]
        self.entries += entries
        for entry in entries:
            if isinstance(entry, ScannedFile):
                self.kinds[entry.path] = entry.kind
                if entry.origin is not None:
                    self._origins[entry.path], self._copies[entry.origin] = entry.origin, entry.path
        self._add_rows(rows)

    def _add_rows(self, rows: Iterable[Row]) -> None:
        added = self._shown.add(rows)
        if not added:
            return
        for row in added:
            self._tally.add(row)
        self.tree.add(added)
        self._note_place(added)
        places = self._shown.show_added(len(added))
        self._tell(RowsAdded(tuple(added), range(0) if places is None else places))
        if places is None:
            self._rearrange(by_results=True)

    def _add_frames(self, first: Row, last: int) -> None:
        """Make rows for the frames after the first."""
        self._add_rows([row for row in frames_after(first, last) if self.row_of(row.key) is None])

    def take_places(self, placed: Iterable[tuple[Path, SeriesInfo | None]]) -> None:
        """Note where the images of some files belong, now that their headers are read; None where to no patient."""
        self._check_thread()
        rows = [row for path, place in placed for row in self._placed(path, place)]
        self.tree.place(rows)
        self._note_place(rows)
        self._shown.note_places()
        self._replace(rows)

    def _placed(self, path: Path, place: SeriesInfo | None) -> Iterator[Row]:
        """Return the rows of a file's frames with their place; what belongs to no patient hangs in its folder."""
        for frame in count():
            row = self.row_of(ImageKey(path, frame))
            if row is None:
                return
            yield row.placed(folder_branch(row.folder) if place is None else place_branch(place), place)

    def _note_place(self, rows: Iterable[Row]) -> None:
        self.patients.add((row.key, row.place) for row in rows if row.place is not None)

    def priors(self, key: ImageKey) -> list[ImageKey]:
        """List the images of earlier studies of the same patient; see `PatientIndex.priors`."""
        return self.patients.priors(key)

    def take_unreadable(self, key: ImageKey, sentence: str) -> None:
        """Note that an image cannot be read, where nothing is known of it yet."""
        self._check_thread()
        row = self.row_of(key)
        if row is not None and row.state is RowState.WAITING:
            self._replace([row.failed(sentence)])

    def take_thumbnail(self, thumbnail: Thumbnail) -> None:
        """Note what a thumbnail tells before there is a result: further frames, and that it is a drawing."""
        self._check_thread()
        row = self.row_of(thumbnail.key)
        if row is None:
            return
        if thumbnail.synthetic and not row.synthetic:
            self.synthetic, row = True, row.drawn()
            self._replace([row])
        if row.key.frame == 0:
            self._add_frames(row, thumbnail.frame_count - 1)

    # --- roles ---------------------------------------------------------------------------------

    @property
    def first(self) -> ScoredBy | None:
        """The model in use; None where there is none."""
        return self._roles[Role.FIRST]

    @property
    def second(self) -> ScoredBy | None:
        """The model that gives a second opinion; None where none does."""
        return self._roles[Role.SECOND]

    @property
    def threshold(self) -> Threshold:
        """The first model's; `NO_MODEL` where there is none."""
        return NO_MODEL if self.first is None else self.first.threshold

    def assign(self, role: Role, by: ScoredBy | None) -> None:
        """Put a model into a role, or another threshold of the one that has it; None vacates the role.

        What the model said of this study before stands under it, where it still had a role; results of a model that
        has none any more are let go.
        """
        self._check_thread()
        before, self._roles[role] = self._roles[role], by
        if before == by:
            return
        is_other = before is None or by is None or before.sha256 != by.sha256
        if is_other:
            kept = {each.sha256 for each in self._roles.values() if each is not None}
            self._results = {sha256: results for sha256, results in self._results.items() if sha256 in kept}
        self._shown.threshold = self.threshold
        if is_other or role is Role.SECOND:
            self._take_back(role)
        self._tell(RoleChanged(role))
        if is_other or role is Role.SECOND:
            self._update(self.results(role))
        if role is Role.FIRST and self.arrangement.depends_on_threshold:
            self._rearrange(by_results=False)

    def set_threshold(self, role: Role, threshold: Threshold) -> None:
        """Hold the scores of the model that has a role against another line; nothing where none has it."""
        by = self._roles[role]
        if by is not None:
            self.assign(role, replace(by, threshold=threshold))

    def forget_results(self, role: Role = Role.FIRST) -> None:
        """Begin anew with the model that has a role: it said nothing yet."""
        self._check_thread()
        by = self._roles[role]
        if by is not None and self._results.pop(by.sha256, {}):
            for each, other in self._roles.items():
                if other is not None and other.sha256 == by.sha256:
                    self._take_back(each)
                    self._tell(RoleChanged(each))

    def _take_back(self, role: Role) -> None:
        """Have all rows as they were before the model of a role spoke: at once, so that no old answer shows."""
        rows = self._shown.rows
        if role is Role.FIRST:
            rows[:] = [row.unscored for row in rows]
            self._tally.take_back_all(failed=sum(1 for row in rows if row.failure))
        else:
            rows[:] = [row.alone for row in rows]
            self._tally.take_back_second()

    # --- results -------------------------------------------------------------------------------

    def _kept(self, by: Role) -> dict[ImageKey, ImageResult]:
        scored_by = self._roles[by]
        return {} if scored_by is None else self._results.setdefault(scored_by.sha256, {})

    def results(self, by: Role = Role.FIRST) -> Mapping[ImageKey, ImageResult]:
        """Return all that a model said so far, by image, in the order in which it came."""
        return MappingProxyType(self._kept(by))

    def result(self, key: ImageKey, by: Role = Role.FIRST) -> ImageResult | None:
        """Return what a model says of an image; None where it says nothing yet, or no model has the role.

        All rows are made through this.
        """
        return self._kept(by).get(key)

    def score(self, key: ImageKey, by: Role = Role.FIRST) -> float | None:
        """Return the probability that a model gives an image, 0–1; None unless scored.

        The one way to a score, for whatever shows it: what may not be seen yet is withheld in `result`.
        """
        result = self.result(key, by)
        return None if result is None else result.probability

    def finding(self, key: ImageKey, by: Role = Role.FIRST) -> Finding | None:
        """Return the score that a model gives an image, held against that model's own line; None unless scored."""
        scored_by, score = self._roles[by], self.score(key, by)
        return None if scored_by is None or score is None else judge(score, scored_by.threshold, *scored_by.card.labels)

    def take_results(self, results: Iterable[ImageResult], by: Role = Role.FIRST) -> None:
        """Take what the model that has a role says of some images; of images that are none of the study, nothing.

        Rows follow at most `ROWS_AT_ONCE` at a time; see `advance`.
        """
        self._check_thread()
        if self._roles[by] is None:
            return
        kept, keys = self._kept(by), []
        for result in results:
            if self._finds_row(result):
                kept[result.key] = result
                keys.append(result.key)
                self.synthetic = self.synthetic or result.synthetic
        self._update(keys)

    def _finds_row(self, result: ImageResult) -> bool:
        """Make rows for all frames of a file that turns out to have several; tell whether the image has a row."""
        key = result.key
        found = self.row_of(key)
        if found is not None and (key.frame or result.frame_count == 1):
            return True
        first = found if key.frame == 0 else self.row_of(ImageKey(key.path))
        if first is not None:
            self._add_frames(first, max(result.frame_count - 1, key.frame))
        return first is not None

    def unscored_files(self) -> list[ScannedFile]:
        """List the files of which the model in use says nothing yet."""
        known = self.results()
        return [file for file in self.files if ImageKey(file.path) not in known]

    def scored_files(self) -> list[ScannedFile]:
        """List the files of which the model in use scored at least one frame: a second opinion is asked of these."""
        scored = {key.path for key, result in self.results().items() if result.status is Status.SCORED}
        return [file for file in self.files if file.path in scored]

    def reopen_cancelled(self) -> list[ScannedFile]:
        """Make what was stopped wait again, and return its files."""
        self._check_thread()
        kept = self._kept(Role.FIRST)
        stopped = [key for key, result in kept.items() if result.status is Status.CANCELLED]
        for key in stopped:
            del kept[key]
        self._update(stopped)
        paths = {key.path for key in stopped}
        return [file for file in self.files if file.path in paths]

    # --- rows follow results -------------------------------------------------------------------

    @property
    def has_pending(self) -> bool:
        """Whether rows still have to follow the results; `advance` has them do it."""
        return bool(self._pending)

    def advance(self) -> None:
        """Have the next rows follow the results, at most `ROWS_AT_ONCE`; a row is made as it is known then."""
        self._check_thread()
        room = ROWS_AT_ONCE
        while self._pending and room:
            # Taken out meanwhile: an observer may bring further results.
            keys = self._pending.popleft()
            part = list(islice(keys, room))
            if len(part) == room:
                self._pending.appendleft(keys)
            room -= len(part)
            self._replace([row for key in part if (row := self._as_known(key)) is not None])
        if self._pending:
            self._tell(RowsChanged((), range(0)))

    def _update(self, keys: Iterable[ImageKey]) -> None:
        # A copy: what comes meanwhile would change the mapping that is being walked.
        self._pending.append(iter(list(keys)))
        self.advance()

    def _as_known(self, key: ImageKey) -> Row | None:
        """Return an image's row with what the models say now; None where that is what it says already."""
        row = self.row_of(key)
        if row is None:
            return None
        first = self.result(key)
        changed = row.with_results(first, self._second_score(key, first))
        return None if changed is row else changed

    def _second_score(self, key: ImageKey, first: ImageResult | None) -> SecondScore | None:
        # What the first model may not judge has no probability from the second one either.
        if self.second is None or first is None or first.status is not Status.SCORED:
            return None
        second = self.result(key, Role.SECOND)
        return None if second is None or second.probability is None else SecondScore(second, self.second.threshold)

    def _replace(self, rows: Sequence[Row]) -> None:
        """Put rows in the place of those with the same key."""
        if not rows:
            return
        before, places = self._shown.replace(rows)
        for old, new in zip(before, rows, strict=True):
            self._tally.remove(old)
            self._tally.add(new)
        self._tell(RowsChanged(tuple(rows), places))

    # --- what is shown -------------------------------------------------------------------------

    @property
    def shown(self) -> Sequence[int]:
        """Where in `rows` the image at each place lies; another list after each `Rearranged` or `Forgotten`."""
        return self._shown.shown

    def row_at(self, place: int) -> Row:
        """Return the image shown at a place."""
        return self._shown.row_at(place)

    def place_of(self, key: ImageKey) -> int | None:
        """Return the place where an image is shown; None where it is hidden or unknown."""
        return self._shown.place_of(key)

    def series_neighbour(self, place: int, series: int) -> int | None:
        """Return the place of the first image of a neighbouring series; see `xray_desktop.study.arrangement`."""
        return series_neighbour(self.row_at, len(self.shown), place, series)

    @property
    def arrangement(self) -> Arrangement:
        """What the user asked to see."""
        return self._shown.arrangement

    def arrange(self, arrangement: Arrangement) -> None:
        """Show other images, or in another order."""
        self._check_thread()
        self._shown.arrangement = arrangement
        self._rearrange(by_results=False)

    @property
    def wants_rearranging(self) -> bool:
        """Whether `rearrange` may show something else."""
        return self._shown.wants_rearranging

    def rearrange(self) -> None:
        """Show what the arrangement asks for, now that results, headers or further images have come."""
        self._check_thread()
        if self.wants_rearranging:
            self._rearrange(by_results=True)

    def _rearrange(self, *, by_results: bool) -> None:
        if self._shown.rearrange():
            self._tell(Rearranged(by_results))

    # --- figures and notes ---------------------------------------------------------------------

    @property
    def counts(self) -> Counts:
        """How many images are where, the scored ones split at the first model's line."""
        return self._tally.counts(self.threshold)

    def histogram(self, bins: int) -> tuple[int, ...]:
        """Count the first model's probabilities in equal parts of 0 to 1; the last part includes 1."""
        return self._tally.histogram(bins)

    def refusals(self) -> list[tuple[str, int]]:
        """List why images are not scored, the most frequent reason first, each with the number of its images."""
        return self._tally.refusals()

    def has_notes(self, path: Path) -> bool:
        """Tell whether a file is known to have notes of the user's."""
        return path in self._noted

    def take_notes(self, present: Mapping[Path, bool]) -> None:
        """Note which files have notes of the user's, and which have none; none of those that are not here any more."""
        self._check_thread()
        self._noted.difference_update(present)
        self._noted.update(path for path, there in present.items() if there and self.row_of(ImageKey(path)) is not None)

    def snapshot(self) -> StudySnapshot:
        """Return what a report says, as it is now, to be read by another thread; does not look at each image."""
        results = {role: self._kept(role).copy() for role in Role}
        return StudySnapshot(tuple(self.entries), self.first, self.second, results)
