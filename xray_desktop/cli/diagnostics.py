"""`--diagnostics`: what the page of the window says, as text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from xray_desktop.cli.exit_codes import DONE, NOTHING_RAN
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.diagnostics.report import as_text
from xray_desktop.services.diagnostics.run import DiagnosticsContext, run_diagnostics
from xray_desktop.settings.paths import model_dirs
from xray_desktop.settings.store import load_settings

if TYPE_CHECKING:
    from xray_desktop.services.diagnostics.run import DiagnosticStep
    from xray_desktop.settings.options import Options
    from xray_desktop.settings.paths import AppPaths


def diagnose(options: Options, paths: AppPaths) -> int:
    """Print what this installation is and whether its parts work."""
    settings = load_settings(paths.settings).settings
    folders = model_dirs(paths, options.models_dir)
    context = DiagnosticsContext(paths, folders, options.provider or settings.provider, settings)
    steps: list[DiagnosticStep] = []
    run_diagnostics(context, steps.append, CancellationToken())
    sections = [step.section for step in steps]
    sys.stdout.write(as_text(sections, (paths.root, *folders)))
    return NOTHING_RAN if any(section.problems for section in sections) else DONE
