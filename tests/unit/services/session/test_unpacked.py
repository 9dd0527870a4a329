"""A study's unpacked files lie in the session's private folder, and go with the study."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from xray_desktop.services.session.folder import SessionFolder
from xray_desktop.services.session.unpacked import StudyFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def session(tmp_path: Path) -> Iterator[SessionFolder]:
    folder = SessionFolder(tmp_path / "sessions")
    yield folder
    folder.close()


def test_nothing_is_made_before_it_is_needed(session, tmp_path):
    StudyFolder(session)
    assert not (tmp_path / "sessions").exists()


def test_a_study_has_one_private_folder(session):
    one, two = StudyFolder(session), StudyFolder(session)
    assert one() == one()
    assert one() != two()
    assert stat.S_IMODE(one().stat().st_mode) == 0o700


def test_it_goes_with_the_study_and_the_others_stay(session):
    one, two = StudyFolder(session), StudyFolder(session)
    (one() / "film.dcm").write_bytes(b"x")
    gone = one()
    one.remove()
    assert not gone.exists()
    assert two().exists()
    one.remove()
