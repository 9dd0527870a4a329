"""The parts that are looked at, each by a function of its own."""

from __future__ import annotations

import os
import platform
import shutil
from enum import Enum
from typing import TYPE_CHECKING

from xray_desktop import __version__
from xray_desktop.atomic_file import atomic_file
from xray_desktop.errors import XrayError
from xray_desktop.services.diagnostics.report import DiagnosticLine, DiagnosticSection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.models.library import ListedModel
    from xray_desktop.settings.model import Settings
    from xray_desktop.settings.paths import AppPaths

_LIBRARIES = {
    "PySide6 (Qt)": "PySide6-Essentials",
    "OpenCV": "opencv-python-headless",
    "NumPy": "numpy",
    "pydicom": "pydicom",
    "imagecodecs": "imagecodecs",
    "onnx": "onnx",
    "pydantic": "pydantic",
}
_GIB = 1 << 30
_LITTLE_SPACE = 200 << 20
_PRIVATE_SETTINGS = frozenset({"recent", "last_folder"})
_NAMED_SETTINGS = frozenset({"provider", "model_id", "second_model_id", "language"})
"""Settings whose text is ours and names nobody; of other texts it is said only whether there is one."""


def check_program() -> DiagnosticSection:
    """Say what runs, and on what."""
    return DiagnosticSection(
        "Program",
        (
            DiagnosticLine("xray-desktop", __version__),
            DiagnosticLine("Python", f"{platform.python_version()} ({platform.python_implementation()})"),
            DiagnosticLine("System", f"{platform.system()} {platform.release()}, {platform.machine()}"),
        ),
    )


def check_libraries() -> DiagnosticSection:
    """Say which versions of the libraries are installed."""
    return DiagnosticSection("Libraries", tuple(_libraries()))


def _libraries() -> Iterator[DiagnosticLine]:
    from importlib.metadata import PackageNotFoundError, version

    for name, package in _LIBRARIES.items():
        try:
            yield DiagnosticLine(name, version(package))
        except PackageNotFoundError:
            yield DiagnosticLine(name, "not installed", problem=name != "PySide6 (Qt)")


def check_machine() -> DiagnosticSection:
    """Say how many cores and how much memory there is."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    lines = [DiagnosticLine("Processor cores", f"{usable} usable of {os.cpu_count() or usable}")]
    memory = _memory()
    if memory is not None:
        lines.append(DiagnosticLine("Memory", f"{memory[0] / _GIB:.1f} GiB, {memory[1] / _GIB:.1f} GiB free"))
    return DiagnosticSection("Machine", tuple(lines))


def _memory() -> tuple[int, int] | None:
    """Return all memory and what is free of it, in bytes; None where the system does not say."""
    names = getattr(os, "sysconf_names", {})
    if "SC_PHYS_PAGES" not in names:
        return None
    page, pages = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_PHYS_PAGES")
    free = os.sysconf("SC_AVPHYS_PAGES") if "SC_AVPHYS_PAGES" in names else 0
    return page * pages, page * free


def check_providers() -> DiagnosticSection:
    """Say which execution providers the installed onnxruntime offers; whether one works, a model tells."""
    from importlib.metadata import version

    from xray_desktop.inference.runtimes import installed_builds, runtime_problem

    builds = installed_builds()
    problem = runtime_problem(builds)
    lines = [DiagnosticLine(build, version(build)) for build in builds]
    if problem:
        lines.append(DiagnosticLine("Installation", problem, problem=True))
    if builds:
        import onnxruntime

        lines.append(DiagnosticLine("Offers", ", ".join(onnxruntime.get_available_providers())))
    return DiagnosticSection("Inference", tuple(lines))


def check_models(folders: Sequence[Path], own: Path, provider: str, token: CancellationToken) -> DiagnosticSection:
    """Have every model give its known answer.

    Raises
    ------
    Cancelled
        The user said stop.
    """
    from xray_desktop.services.models.library import list_models

    lines: list[DiagnosticLine] = []
    for listed in list_models(folders, own):
        token.raise_if_cancelled()
        lines += _check_model(listed, provider)
    return DiagnosticSection("Models", tuple(lines) or (DiagnosticLine("Models", "There is none.", problem=True),))


def _check_model(listed: ListedModel, provider: str) -> list[DiagnosticLine]:
    from xray_desktop.inference.session import ModelSession

    card = listed.entry.card
    if card is None:
        return [DiagnosticLine("A model file", listed.entry.problem, problem=True)]
    lines = [DiagnosticLine(card.name, f"sha256 {listed.sha256}")]
    try:
        model = ModelSession.open(listed.entry.path, provider)
        test = model.self_test()
    except XrayError as error:
        return [*lines, DiagnosticLine("  self-test", error.sentence, problem=True)]
    lines.append(DiagnosticLine("  runs on", model.provider_title))
    if model.fallback_reason:
        lines.append(DiagnosticLine("  because", model.fallback_reason))
    return [*lines, DiagnosticLine("  self-test", test.sentence, problem=not test.passed)]


def check_data_folder(paths: AppPaths) -> DiagnosticSection:
    """Say whether the program's own folder can be written to, and how much room there is; not where it is."""
    return DiagnosticSection("Data folder", (_writable(paths), _free_space(paths)))


def _writable(paths: AppPaths) -> DiagnosticLine:
    probe = paths.root / ".diagnostics"
    try:
        with atomic_file(probe) as stream:
            stream.write(b"x")
        probe.unlink()
    except OSError as error:
        return DiagnosticLine("Writable", f"no: {error.strerror or type(error).__name__}", problem=True)
    return DiagnosticLine("Writable", "yes")


def _free_space(paths: AppPaths) -> DiagnosticLine:
    try:
        free = shutil.disk_usage(paths.root).free
    except OSError as error:
        return DiagnosticLine("Free space", f"unknown: {error.strerror or type(error).__name__}", problem=True)
    return DiagnosticLine("Free space", f"{free / _GIB:.1f} GiB", problem=free < _LITTLE_SPACE)


def check_settings(settings: Settings | None) -> DiagnosticSection:
    """List the settings but for folders and whatever else the user may have typed."""
    if settings is None:
        return DiagnosticSection("Settings", (DiagnosticLine("Settings", "not read yet"),))
    values = {name: getattr(settings, name) for name in type(settings).model_fields if name not in _PRIVATE_SETTINGS}
    return DiagnosticSection(
        "Settings", tuple(DiagnosticLine(name, _shown(name, value)) for name, value in values.items())
    )


def _shown(name: str, value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool | int | float):
        return str(value)
    if name in _NAMED_SETTINGS:
        return str(value) or "(default)"
    return "set" if value else "not set"
