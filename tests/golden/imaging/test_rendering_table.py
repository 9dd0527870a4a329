"""Every test file that is installed, against DCMTK: a new deviation fails, and so does one that is gone."""

from __future__ import annotations

import shutil

import pytest

from tests.support.rendering import DEVIATIONS, ONLY_WE, Outcome, collections, compare, files_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(shutil.which("dcmj2pnm") is None, reason="dcmj2pnm (Debian: dcmtk) is not installed"),
]


@pytest.mark.parametrize("collection", collections())
def test_deviations_are_those_that_are_explained(collection):
    files = files_of(collections()[collection])
    verdicts = [verdict for path in files for verdict in compare(path)]
    names = {path.name for path in files}

    def with_outcome(outcome: Outcome) -> set[str]:
        return {verdict.name for verdict in verdicts if verdict.outcome is outcome}

    assert with_outcome(Outcome.DIFFERENT) == DEVIATIONS.keys() & names
    assert with_outcome(Outcome.ONLY_THEIRS) == set()
    unexplained = {
        verdict.name
        for verdict in verdicts
        # Whether pydicom can decode JPEG 2000 depends on what else is installed.
        if verdict.outcome is Outcome.ONLY_OURS and "2000" not in verdict.syntax
    }
    assert unexplained <= ONLY_WE.keys()
    assert len(with_outcome(Outcome.SAME)) > 30
