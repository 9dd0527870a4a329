"""A study comes in small batches, in scan order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.broken_files import text, thumbs_db, unreadable, write_broken_study
from tests.support.studies import many_jpegs, small_study
from xray_desktop.imaging.scan.scan import ScanFailure, ScannedFile
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.open_study import MAX_BATCH, ScanSummary, open_study

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Batches = list[list[ScannedFile | ScanFailure]]


def collect(roots: Sequence[Path], token: CancellationToken | None = None) -> tuple[Batches, ScanSummary]:
    batches: Batches = []
    summary = open_study(roots, lambda batch: batches.append(list(batch)), token or CancellationToken())
    return batches, summary


def test_every_file_comes_once_in_scan_order(tmp_path: Path) -> None:
    paths = small_study(tmp_path / "study")
    text(tmp_path / "study" / "notes.txt")
    thumbs_db(tmp_path / "study" / "Thumbs.db")
    batches, summary = collect([tmp_path / "study"])
    assert [entry.path for batch in batches for entry in batch] == paths
    assert summary == ScanSummary(files=len(paths), skipped=2, failures=0, cancelled=False)
    assert summary.sentence == ""


def test_the_first_one_comes_at_once_and_the_rest_in_bounded_batches(tmp_path: Path) -> None:
    many_jpegs(tmp_path / "many", 3 * MAX_BATCH, side=64)
    batches, summary = collect([tmp_path / "many"])
    assert len(batches[0]) == 1
    assert max(len(batch) for batch in batches) <= MAX_BATCH
    assert len(batches) < 3 * MAX_BATCH / 10
    assert sum(len(batch) for batch in batches) == summary.files == 3 * MAX_BATCH


def test_a_batch_is_not_changed_after_it_was_handed_on(tmp_path: Path) -> None:
    many_jpegs(tmp_path / "many", 50, side=64)
    kept: list[Sequence[ScannedFile | ScanFailure]] = []
    lengths: list[int] = []

    def keep(batch: Sequence[ScannedFile | ScanFailure]) -> None:
        kept.append(batch)
        lengths.append(len(batch))

    open_study([tmp_path / "many"], keep, CancellationToken())
    assert [len(batch) for batch in kept] == lengths


def test_broken_files_are_entries_too(tmp_path: Path) -> None:
    write_broken_study(tmp_path / "broken")
    batches, summary = collect([tmp_path / "broken"])
    assert summary.files == sum(len(batch) for batch in batches) > 10
    assert summary.skipped == 3


def test_an_unreadable_folder_is_an_entry_with_a_sentence(tmp_path: Path) -> None:
    small_study(tmp_path / "study", count=1)
    (tmp_path / "study" / "locked").mkdir()
    with unreadable(tmp_path / "study" / "locked"):
        batches, summary = collect([tmp_path / "study"])
    failures = [entry for batch in batches for entry in batch if isinstance(entry, ScanFailure)]
    assert [failure.relative for failure in failures] == ["locked"]
    assert failures[0].sentence.endswith(".")
    assert (summary.files, summary.failures) == (1, 1)


def test_stops_between_two_files(tmp_path: Path) -> None:
    many_jpegs(tmp_path / "many", 500, side=64)
    token = CancellationToken()
    seen: list[ScannedFile | ScanFailure] = []

    def stop_at_once(batch: Sequence[ScannedFile | ScanFailure]) -> None:
        seen.extend(batch)
        token.cancel()

    summary = open_study([tmp_path / "many"], stop_at_once, token)
    assert summary.cancelled
    assert len(seen) == summary.files == 1


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        (0, "There is no picture here: the folder is empty."),
        (1, "There is no picture here: the only file is of another kind."),
        (3, "There is no picture here: all 3 files are of other kinds."),
    ],
)
def test_a_folder_without_pictures_says_so(tmp_path: Path, others: int, sentence: str) -> None:
    for number in range(others):
        text(tmp_path / f"{number}.txt")
    batches, summary = collect([tmp_path])
    assert batches == []
    assert summary.sentence == sentence
