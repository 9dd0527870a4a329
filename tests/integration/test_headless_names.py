"""Names that a terminal cannot show."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from tests.support.tiny_model import write_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import CommandLine


def test_a_path_that_no_encoding_holds_is_printed(command_line: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"models-\xff-\xe8\x83\xb8")
    folder.mkdir()
    write_tiny_model(folder / "tiny.onnx")
    environment = {**command_line.environment(), "PYTHONIOENCODING": "ascii"}
    run = subprocess.run(
        command_line.command("--list-models", "--models-dir", folder), capture_output=True, env=environment, check=True
    )
    assert rb"models-\udcff-\u80f8" in run.stdout
