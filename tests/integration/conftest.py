"""The command line with the tiny model as its only known one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import CommandLine
from tests.support.tiny_model import write_tiny_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def command_line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "own")


@pytest.fixture
def models_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    write_tiny_model(folder / "tiny.onnx")
    return folder
