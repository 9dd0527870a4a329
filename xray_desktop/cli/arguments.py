"""The command line: what the user may write, and what it means."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from xray_desktop import __version__
from xray_desktop.imaging.heatmap.style import HeatmapMode, HeatmapScale
from xray_desktop.inference.providers import PROVIDER_IDS
from xray_desktop.settings.options import Options

if TYPE_CHECKING:
    from collections.abc import Sequence


class RunMode(Enum):
    """What to do."""

    WINDOW = auto()
    HEADLESS = auto()
    LIST_MODELS = auto()
    SELF_TEST = auto()
    DIAGNOSTICS = auto()


@dataclass(frozen=True, slots=True)
class Invocation:
    """What to do, and with what."""

    mode: RunMode
    options: Options


def parse(arguments: Sequence[str]) -> Invocation:
    """Read the command line.

    Raises
    ------
    SystemExit
        With 0 after ``--help`` and ``--version``, with 2 and a sentence where something is wrong.
    """
    parser = _parser()
    named = parser.parse_args(arguments)
    problem = _problem(named)
    if problem:
        parser.error(problem)
    return Invocation(_mode(named), _options(named))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="xray-desktop",
        description="A chest X-ray second reader. Research use, not for diagnosis.",
        epilog="Exit codes: 0 all scored or refused by the gate; 1 nothing could run; 2 wrong usage; "
        "3 finished or stopped with images that have no answer.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"xray-desktop {__version__}")
    _add_study(parser.add_argument_group("study"))
    _add_model(parser.add_argument_group("model"))
    _add_headless(parser.add_argument_group("without a window"))
    return parser


def _add_study(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a folder, a file, a zip archive or a DICOMDIR to open; the window also takes an address with https://",
    )
    group.add_argument("--study", action="append", type=Path, default=[], metavar="PATH", help="the same as PATH")
    group.add_argument("--demo", action="store_true", help="open a drawn study: a score on it means nothing")
    group.add_argument("--data-dir", type=Path, metavar="DIR", help="keep settings, logs and models of one's own here")


def _add_model(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--model", default="", metavar="ID|FILE", help="the model to use, see --list-models")
    group.add_argument("--second-model", default="", metavar="ID|FILE", help="a model for a second opinion")
    group.add_argument("--models-dir", type=Path, metavar="DIR", help="look for models here too")
    group.add_argument("--provider", choices=PROVIDER_IDS, default="", help="what runs the model")
    line = group.add_mutually_exclusive_group()
    line.add_argument("--threshold", type=_probability, metavar="P", help="positive at this probability or above")
    line.add_argument("--operating-point", default="", metavar="NAME", help="a threshold from the model card")
    group.add_argument("--list-models", action="store_true", help="say which models there are, and end")
    group.add_argument("--diagnostics", action="store_true", help="say what is installed and whether it works, and end")
    group.add_argument("--self-test", action="store_true", help="have the models give their known answers, and end")


def _add_headless(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--headless", action="store_true", help="score a study without opening a window")
    group.add_argument("--report", type=Path, metavar="OUT.csv", help="where the table goes")
    group.add_argument("--heatmaps", type=Path, metavar="DIR", help="where the pictures with heat maps go")
    group.add_argument(
        "--heatmap-mode", choices=[*HeatmapMode], default="", help="what is drawn of heat maps; else as in the window"
    )
    group.add_argument(
        "--heatmap-scale",
        choices=[*HeatmapScale],
        default="",
        help="what has the strongest colour: each image's own maximum or the study's; else as in the window",
    )
    group.add_argument("--score-anyway", action="store_true", help="score what the gate refuses too, and report that")
    group.add_argument("--notes", action="store_true", help="report patients and notes that were entered in the window")
    group.add_argument("--json", action="store_true", help="write summary and table to standard output as JSON")


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError("a threshold is a number from 0 to 1")
    return value


def _problem(named: argparse.Namespace) -> str:
    for path in _paths(named):
        if not os.path.lexists(path):
            return f"there is no file or folder {path}"
    if named.models_dir and not named.models_dir.is_dir():
        return f"there is no folder {named.models_dir}"
    return _headless_problem(named) if named.headless else _window_problem(named)


def _window_problem(named: argparse.Namespace) -> str:
    if named.report or named.heatmaps or named.heatmap_mode or named.heatmap_scale or named.json:
        return "--report, --heatmaps, their options and --json need --headless"
    if named.notes:
        return "--notes needs --headless: the window reports what was entered in it anyway"
    if named.score_anyway:
        return "--score-anyway needs --headless: in the window a person decides on each image"
    return ""


def _headless_problem(named: argparse.Namespace) -> str:
    if (named.heatmap_mode or named.heatmap_scale) and not named.heatmaps:
        return "--heatmap-mode and --heatmap-scale need --heatmaps DIR"
    if _addresses(named):
        return "--headless opens no web addresses: download the file first"
    if not (named.paths or named.study or named.demo):
        return "--headless needs a study: name one with --study, or use --demo"
    if not (named.report or named.json):
        return "--headless needs --report OUT.csv, or --json"
    if named.report and not named.report.absolute().parent.is_dir():
        return f"there is no folder {named.report.absolute().parent} to write the report into"
    if named.report and named.report.is_dir():
        return f"{named.report} is a folder, and a report is a file"
    if named.report and named.report.is_file() and (kind := _source_kind(named.report)):
        return f"{named.report} is {kind}: the report would take its place"
    return ""


def _addresses(named: argparse.Namespace) -> tuple[str, ...]:
    return tuple(text for text in named.paths if _is_address(text))


def _paths(named: argparse.Namespace) -> tuple[Path, ...]:
    return (*(Path(text) for text in named.paths if not _is_address(text)), *named.study)


def _is_address(text: str) -> bool:
    """Tell an address from a path; one with http is passed on, so that the window says why it is not opened."""
    return text.lower().startswith(("https://", "http://"))


def _source_kind(path: Path) -> str:
    """Say what may not be written over; empty where the file is of another kind."""
    from xray_desktop.imaging.scan.archive.zip_directory import is_zip
    from xray_desktop.imaging.sniff import HEAD_BYTES, sniff

    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError:
        return ""
    if sniff(head) is not None:
        return "a picture"
    return "an archive" if is_zip(head) else ""


def _mode(named: argparse.Namespace) -> RunMode:
    if named.list_models:
        return RunMode.LIST_MODELS
    if named.self_test:
        return RunMode.SELF_TEST
    if named.diagnostics:
        return RunMode.DIAGNOSTICS
    return RunMode.HEADLESS if named.headless else RunMode.WINDOW


def _options(named: argparse.Namespace) -> Options:
    return Options(
        paths=tuple(path.absolute() for path in _paths(named)),
        addresses=_addresses(named),
        demo=named.demo,
        model=named.model,
        second_model=named.second_model,
        models_dir=named.models_dir,
        provider=named.provider,
        threshold=named.threshold,
        operating_point=named.operating_point,
        data_dir=named.data_dir,
        report=named.report,
        heatmaps=named.heatmaps,
        heatmap_mode=named.heatmap_mode,
        heatmap_scale=named.heatmap_scale,
        json=named.json,
        score_anyway=named.score_anyway,
        notes=named.notes,
    )
