"""The last word of a headless run."""

from __future__ import annotations

from collections import Counter

import pytest

from xray_desktop.cli.summary import RunSummary


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (
            RunSummary(81, 3, Counter(scored=80, failed=1), 14.23, synthetic=False),
            "81 files: 80 scored, 0 not scored, 1 failed, 3 skipped; 14.2 images/s",
        ),
        (
            RunSummary(1, 0, Counter(not_scored=1), 0.5, synthetic=False),
            "1 file: 0 scored, 1 not scored, 0 failed, 0 skipped; 0.5 images/s",
        ),
        (
            RunSummary(10, 0, Counter(scored=4, cancelled=6), 2.0, synthetic=False),
            "10 files: 4 scored, 0 not scored, 0 failed, 6 cancelled, 0 skipped; 2.0 images/s",
        ),
        (
            RunSummary(2, 0, Counter(scored=3, not_scored=1), 2.0, synthetic=False),
            "2 files (4 images): 3 scored, 1 not scored, 0 failed, 0 skipped; 2.0 images/s",
        ),
        (
            RunSummary(
                *(9, 0, Counter(scored=5, not_scored=4), 2.0),
                synthetic=False,
                refusals=Counter(atypical=1, modality=3),
                overridden=2,
            ),
            "9 files: 5 scored (2 although not accepted), 4 not scored (3 by modality, 1 by atypical), 0 failed, "
            "0 skipped; 2.0 images/s",
        ),
        (
            RunSummary(12, 0, Counter(scored=12), 9.0, synthetic=True),
            "12 files: 12 scored, 0 not scored, 0 failed, 0 skipped; 9.0 images/s. "
            "The pictures are synthetic: a score on them means nothing.",
        ),
    ],
)
def test_line(summary: RunSummary, line: str) -> None:
    assert summary.line() == line


def test_values() -> None:
    assert RunSummary(81, 3, Counter(scored=80, failed=1), 14.236, synthetic=False).as_json() == {
        "files": 81,
        "scored": 80,
        "not_scored": 0,
        "failed": 1,
        "cancelled": 0,
        "not_scored_by_rule": {},
        "scored_although_not_accepted": 0,
        "skipped": 3,
        "images_per_second": 14.24,
        "synthetic": False,
    }


def test_two_models() -> None:
    summary = RunSummary(7, 0, Counter(scored=7), 2.0, synthetic=False, agreements=Counter(agree=5, disagree=2))
    assert "the models agree on 5, the models disagree on 2" in summary.line()
    assert (summary.as_json()["agree"], summary.as_json()["disagree"]) == (5, 2)
