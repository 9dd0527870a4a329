"""What the user may write on the command line, and what is refused before anything is begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.studies import grey_8_bit, small_picture, write_jpeg
from xray_desktop import __version__
from xray_desktop.cli.arguments import RunMode, parse
from xray_desktop.settings.options import Options


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "study").mkdir()
    write_jpeg(tmp_path / "film.jpg", grey_8_bit(small_picture(1)))
    monkeypatch.chdir(tmp_path)


def test_nothing_opens_the_window() -> None:
    assert parse([]).mode is RunMode.WINDOW
    assert parse([]).options == Options()


def test_everything_for_the_window(tmp_path: Path) -> None:
    arguments = "film.jpg --study study --demo --model tiny --models-dir study --provider cuda --threshold 0.4"
    invocation = parse([*arguments.split(), "--data-dir", "own"])
    assert invocation.mode is RunMode.WINDOW
    assert invocation.options == Options(
        paths=(tmp_path / "film.jpg", tmp_path / "study"),
        demo=True,
        model="tiny",
        models_dir=Path("study"),
        provider="cuda",
        threshold=0.4,
        data_dir=Path("own"),
    )


def test_everything_without_one(tmp_path: Path) -> None:
    arguments = "--headless --study study --report out.csv --heatmaps maps --json --operating-point balanced"
    invocation = parse([*arguments.split(), "--heatmap-mode", "contours", "--heatmap-scale", "study"])
    assert invocation.mode is RunMode.HEADLESS
    assert invocation.options == Options(
        paths=(tmp_path / "study",),
        operating_point="balanced",
        report=Path("out.csv"),
        heatmaps=Path("maps"),
        heatmap_mode="contours",
        heatmap_scale="study",
        json=True,
    )


@pytest.mark.parametrize(
    ("arguments", "mode"),
    [
        ("--list-models", RunMode.LIST_MODELS),
        ("--self-test --provider cpu", RunMode.SELF_TEST),
        ("--headless --demo --json", RunMode.HEADLESS),
        ("--headless film.jpg --json", RunMode.HEADLESS),
    ],
)
def test_modes(arguments: str, mode: RunMode) -> None:
    assert parse(arguments.split()).mode is mode


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--headless", "--headless needs a study"),
        ("--headless study", "--headless needs --report OUT.csv, or --json"),
        ("--headless absent --report out.csv", "there is no file or folder absent"),
        ("--study absent", "there is no file or folder absent"),
        ("--headless study --report absent/out.csv", "to write the report into"),
        ("--headless study --report study", "study is a folder, and a report is a file"),
        ("--headless study --report film.jpg", "film.jpg is a picture: the report would take its place"),
        ("--headless study --json --models-dir absent", "there is no folder absent"),
        ("study --report out.csv", "need --headless"),
        ("study --heatmaps maps", "need --headless"),
        ("study --json", "need --headless"),
        ("study --heatmap-mode both", "need --headless"),
        ("--headless study --json --heatmap-scale study", "need --heatmaps DIR"),
        ("--headless study --json --heatmaps maps --heatmap-mode jet", "invalid choice: 'jet'"),
        ("study --threshold 1.5", "a threshold is a number from 0 to 1"),
        ("study --threshold -0.1", "a threshold is a number from 0 to 1"),
        ("study --threshold nan", "a threshold is a number from 0 to 1"),
        ("study --threshold half", "a threshold is a number from 0 to 1"),
        ("study --threshold 0.5 --operating-point balanced", "not allowed with argument"),
        ("study --provider warp", "invalid choice: 'warp'"),
        ("--frobnicate", "unrecognized arguments: --frobnicate"),
        ("--head study --json", "unrecognized arguments: --head"),
    ],
)
def test_wrong_usage(arguments: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(arguments.split())
    assert caught.value.code == 2
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert printed.out == ""


def test_an_earlier_report_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("file,frame\r\n")
    assert parse(["--headless", "study", "--report", "out.csv"]).options.report == Path("out.csv")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"xray-desktop {__version__}\n"


def test_addresses_are_told_from_paths() -> None:
    options = parse(["https://example.org/a.png", "--demo"]).options
    assert (options.addresses, options.paths) == (("https://example.org/a.png",), ())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--headless", "https://example.org/a.png", "--json"], "download the file first"),
        (["--notes"], "--notes needs --headless"),
    ],
)
def test_what_the_network_and_notes_need(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(arguments)
    assert words in capsys.readouterr().err
