"""The diagnostics: every part is looked at, a broken one is told, and nothing names the person."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from tests.support.tiny_model import write_tiny_model
from xray_desktop.errors import Cancelled, CorruptPixelData
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.diagnostics import checks
from xray_desktop.services.diagnostics.decoders import check_decoders
from xray_desktop.services.diagnostics.report import DiagnosticLine, DiagnosticSection, as_text, without_paths
from xray_desktop.services.diagnostics.run import DiagnosticsContext, run_diagnostics
from xray_desktop.settings.model import Settings
from xray_desktop.settings.paths import app_paths

_PARTS = ["Program", "Libraries", "Machine", "Data folder", "Settings", "Inference", "Decoders", "Models"]


@pytest.fixture(scope="module")
def reader():
    with PooledReader(1) as opened:
        yield opened


def _around(tmp_path, reader, **settings):
    models = tmp_path / "models of Quirrenbach"
    models.mkdir()
    write_tiny_model(models / "Quirrenbach.onnx")
    kept = Settings(recent=(Path("/studies/Quirrenbach"),), last_folder=Path("/studies/Quirrenbach"), **settings)
    return DiagnosticsContext(app_paths(tmp_path / "data of Quirrenbach"), (models,), "cpu", kept, reader)


def _run(context):
    steps = []
    run_diagnostics(context, steps.append, CancellationToken())
    return steps


def test_every_part_is_looked_at_and_works(tmp_path, reader):
    steps = _run(_around(tmp_path, reader))
    assert [step.section.heading for step in steps] == _PARTS
    assert [step.done for step in steps] == list(range(1, len(_PARTS) + 1))
    assert sum(step.section.problems for step in steps) == 0
    models = {line.name.strip(): line.value for line in steps[-1].section.lines}
    assert models["runs on"] == "CPU (onnxruntime)"
    assert models["self-test"].startswith("The model gives its known answer")


def test_the_text_names_no_person_file_or_folder(tmp_path, reader):
    context = _around(tmp_path, reader)
    text = as_text([step.section for step in _run(context)], (context.paths.root, *context.model_folders))
    assert "Decoders" in text
    for secret in ("Quirrenbach", str(Path.home()), str(tmp_path), "/studies", ".onnx"):
        assert secret not in text, secret
    if len(getpass.getuser()) > len("root"):
        assert getpass.getuser() not in text


def test_all_decoders_give_what_was_written(reader):
    section = check_decoders(reader, CancellationToken())
    assert len(section.lines) == 15
    assert [line for line in section.lines if line.problem] == []
    outcomes = {line.name: line.value for line in section.lines}
    assert outcomes["JPEG 2000 Image Compression (Lossless Only)"] == "exact"
    assert outcomes["JPEG Baseline (Process 1)"].startswith("works, lossy")


def test_a_decoder_that_fails_or_errs_is_told(reader, monkeypatch):
    read = PooledReader.read

    def broken(self, path, frame=0):
        if "4.70" in path.name:
            raise CorruptPixelData("This decoder is broken.")
        image = read(self, path, frame)
        if path.suffix == ".png":
            pixels = image.pixels.copy()
            pixels[0, 0] += 9
            object.__setattr__(image, "pixels", pixels)
        return image

    monkeypatch.setattr(PooledReader, "read", broken)
    problems = {line.name: line.value for line in check_decoders(reader, CancellationToken()).lines if line.problem}
    assert set(problems.values()) == {"This decoder is broken.", "gives values that differ by 9"}


def test_a_model_that_cannot_be_used_is_told_without_its_file(tmp_path):
    (tmp_path / "Quirrenbach.onnx").write_bytes(b"no model")
    section = checks.check_models([tmp_path], tmp_path, "cpu", CancellationToken())
    assert section.problems == 1
    assert section.lines[0].name == "A model file"
    assert "Quirrenbach" not in section.lines[0].value


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path):
    paths = app_paths(tmp_path / "data")
    paths.root.rmdir()
    section = checks.check_data_folder(paths)
    assert section.problems == 2
    assert str(tmp_path) not in as_text([section])


def test_a_check_that_breaks_is_a_finding_and_the_others_go_on(tmp_path, reader, monkeypatch):
    def fail():
        raise RuntimeError("Quirrenbach")

    monkeypatch.setattr(checks, "check_machine", fail)
    steps = _run(_around(tmp_path, reader))
    assert [step.section.heading for step in steps] == _PARTS
    assert steps[2].section.lines == (DiagnosticLine("Machine", "broken: RuntimeError", problem=True),)


def test_it_stops_between_two_parts(tmp_path, reader):
    token, steps = CancellationToken(), []

    def on_step(step):
        steps.append(step)
        token.cancel()

    with pytest.raises(Cancelled):
        run_diagnostics(_around(tmp_path, reader), on_step, token)
    assert len(steps) == 1


def test_settings_are_told_but_for_what_the_user_typed():
    section = checks.check_settings(Settings(provider="cuda", recent=(Path("/a"),)))
    shown = {line.name: line.value for line in section.lines}
    assert shown["provider"] == "cuda"
    assert "recent" not in shown
    assert "last_folder" not in shown


def test_folders_in_messages_are_taken_out():
    text = f"cannot load {Path.home()}/lib/x.so and /data/Quirrenbach/y"
    assert without_paths(text, (Path("/data/Quirrenbach"),)) == "cannot load (folder)/lib/x.so and (folder)/y"


def test_problems_are_marked_in_the_text():
    text = as_text([DiagnosticSection("Part", (DiagnosticLine("a", "fine"), DiagnosticLine("b", "bad", problem=True)))])
    assert "PROBLEM: bad" in text
    assert "PROBLEM: fine" not in text
