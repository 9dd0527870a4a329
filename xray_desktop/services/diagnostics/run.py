"""The diagnostics, one part after the other, for the window and the command line alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from xray_desktop.services.diagnostics import checks
from xray_desktop.services.diagnostics.report import DiagnosticLine, DiagnosticSection, without_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.settings.model import Settings
    from xray_desktop.settings.paths import AppPaths

    Check = Callable[[], DiagnosticSection]


@dataclass(frozen=True, slots=True)
class DiagnosticsContext:
    """What the diagnostics look at.

    Attributes
    ----------
    paths
        Where the program keeps its own files.
    model_folders
        Where models are looked for.
    provider
        Id of the execution provider that is asked for.
    settings
        As they are in force; None where they are not read yet.
    reader
        The decode pool in use; one is started for the occasion where None.
    """

    paths: AppPaths
    model_folders: Sequence[Path]
    provider: str
    settings: Settings | None = None
    reader: PooledReader | None = None

    @property
    def private(self) -> tuple[Path, ...]:
        """Folders of the user, whose names are not passed on."""
        return (self.paths.root, *self.model_folders)


@dataclass(frozen=True, slots=True)
class DiagnosticStep:
    """One part that is done.

    Attributes
    ----------
    done, parts
        How many are, and of how many.
    """

    section: DiagnosticSection
    done: int
    parts: int


def run_diagnostics(
    context: DiagnosticsContext,
    on_step: Callable[[DiagnosticStep], None],
    token: CancellationToken,
    first: Sequence[DiagnosticSection] = (),
) -> None:
    """Look at every part and tell each as soon as it is done; takes seconds.

    Parameters
    ----------
    first
        Sections that are known already, told before the others.

    Raises
    ------
    Cancelled
        The user said stop.
    """
    parts: list[tuple[str, Check]] = [(section.heading, partial(_known, section)) for section in first]
    parts += _checks(context, token)
    for done, (heading, check) in enumerate(parts, 1):
        token.raise_if_cancelled()
        on_step(DiagnosticStep(_guarded(heading, check, context), done, len(parts)))


def _checks(context: DiagnosticsContext, token: CancellationToken) -> list[tuple[str, Check]]:
    paths = context.paths
    return [
        ("Program", checks.check_program),
        ("Libraries", checks.check_libraries),
        ("Machine", checks.check_machine),
        ("Data folder", partial(checks.check_data_folder, paths)),
        ("Settings", partial(checks.check_settings, context.settings)),
        ("Inference", checks.check_providers),
        ("Decoders", partial(_check_decoders, context, token)),
        ("Models", partial(checks.check_models, context.model_folders, paths.models, context.provider, token)),
    ]


def _known(section: DiagnosticSection) -> DiagnosticSection:
    return section


def _check_decoders(context: DiagnosticsContext, token: CancellationToken) -> DiagnosticSection:
    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.services.diagnostics.decoders import check_decoders

    if context.reader is not None:
        return check_decoders(context.reader, token)
    with PooledReader(1) as reader:
        return check_decoders(reader, token)


def _guarded(heading: str, check: Check, context: DiagnosticsContext) -> DiagnosticSection:
    """Run one check; one that breaks is itself a finding, and the others go on."""
    from xray_desktop.errors import Cancelled

    try:
        section = check()
    except Cancelled:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is broken here is what the user wants to know
        section = DiagnosticSection(
            heading, (DiagnosticLine(heading, f"broken: {type(error).__name__}", problem=True),)
        )
    private = context.private
    lines = (DiagnosticLine(line.name, without_paths(line.value, private), line.problem) for line in section.lines)
    return DiagnosticSection(section.heading, tuple(lines))
