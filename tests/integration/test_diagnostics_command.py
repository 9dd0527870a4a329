"""`xray-desktop --diagnostics` prints the diagnostics and ends, without Qt."""

from __future__ import annotations

from pathlib import Path

from tests.support.tiny_model import write_tiny_model
from xray_desktop.cli import main


def test_it_prints_every_part_and_no_folder(tmp_path, capsys):
    models = tmp_path / "models"
    models.mkdir()
    write_tiny_model(models / "tiny.onnx")
    code = main(["--diagnostics", "--data-dir", str(tmp_path / "data"), "--models-dir", str(models)])
    text = capsys.readouterr().out
    assert code == 0
    for heading in ("Program", "Libraries", "Decoders", "Models"):
        assert f"\n{heading}\n" in text
    assert str(tmp_path) not in text
    assert str(Path.home()) not in text


def test_a_problem_is_its_exit_code(tmp_path, capsys):
    (tmp_path / "broken.onnx").write_bytes(b"no model")
    code = main(["--diagnostics", "--data-dir", str(tmp_path / "data"), "--models-dir", str(tmp_path)])
    assert code == 1
    assert "PROBLEM: " in capsys.readouterr().out
