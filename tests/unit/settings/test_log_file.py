"""The log says what happened and never to whom."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from xray_desktop.settings.log_file import log_fault, start_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def loggers_as_before() -> Iterator[None]:
    ours, root = logging.getLogger("xray_desktop"), logging.getLogger()
    state = (ours.propagate, ours.level, list(ours.handlers), list(root.handlers))
    yield
    for handler in set(ours.handlers) - set(state[2]):
        ours.removeHandler(handler)
        handler.close()
    ours.propagate, level, _, root.handlers[:] = state
    ours.setLevel(level)


def test_our_own_messages_are_written(tmp_path: Path) -> None:
    start_log(tmp_path / "logs" / "ours.log")
    logging.getLogger("xray_desktop.services.scoring.analysis").info("80 images")
    assert "INFO xray_desktop.services.scoring.analysis: 80 images" in (tmp_path / "logs" / "ours.log").read_text()


def test_other_libraries_are_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start_log(tmp_path / "ours.log")
    logging.getLogger("xray_desktop.cli").info("started")
    logging.getLogger("pydicom").warning("Invalid value for PatientName: Smith^John")
    assert "Smith" not in (tmp_path / "ours.log").read_text()
    assert capsys.readouterr().err == ""


def test_a_fault_is_written_without_its_words(tmp_path: Path) -> None:
    start_log(tmp_path / "ours.log")

    def read_smith() -> None:
        raise ValueError("cannot read /studies/smith-john.dcm")

    try:
        read_smith()
    except ValueError as error:
        log_fault(logging.getLogger("xray_desktop.imaging"), "reading", error)
    text = (tmp_path / "ours.log").read_text()
    assert "Unexpected ValueError during reading" in text
    assert "read_smith:" in text, "the place in the code is what a developer needs"
    assert "john" not in text


def test_where_no_log_can_be_written_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    start_log(tmp_path / "file" / "ours.log")
    logging.getLogger("xray_desktop.cli").info("started")


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    start_log(tmp_path / "ours.log")
    logger = logging.getLogger("xray_desktop.cli")
    for _ in range(60):
        logger.info("x" * 100_000)
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == 4
    assert max(sizes) <= 1 << 20
