"""`--list-models` and `--self-test`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from xray_desktop.cli.exit_codes import DONE, NOTHING_RAN
from xray_desktop.errors import XrayError
from xray_desktop.model_file.catalogue import Catalogue, CatalogueEntry
from xray_desktop.settings.paths import AppPaths, model_dirs

if TYPE_CHECKING:
    from xray_desktop.settings.options import Options


def print_models(options: Options, paths: AppPaths) -> int:
    """Print a line for each model file: ID, version, title, default operating point, file; or why it is unusable."""
    catalogue = Catalogue.of(model_dirs(paths, options.models_dir))
    for entry in catalogue.entries:
        sys.stdout.write(_line(entry) + "\n")
    if not catalogue.usable:
        sys.stderr.write("xray-desktop: There is no usable model.\n")
    return DONE if catalogue.usable else NOTHING_RAN


def self_test(options: Options, paths: AppPaths) -> int:
    """Have the model asked for, or every model, give its known answer; print the provider and the differences."""
    from xray_desktop.inference.runtimes import installed_builds, runtime_problem

    problem = runtime_problem(installed_builds())
    if problem:
        sys.stderr.write(f"xray-desktop: {problem}\n")
    catalogue = Catalogue.of(model_dirs(paths, options.models_dir))
    entries = (catalogue.find(options.model),) if options.model else catalogue.entries
    passed = [_test(entry, options.provider or "auto") for entry in entries]
    return DONE if passed and all(passed) else NOTHING_RAN


def _line(entry: CatalogueEntry) -> str:
    card = entry.card
    if card is None:
        return f"(unusable)  {entry.path}  {entry.problem}"
    point = card.operating_point(card.default_operating_point)
    default = f"{point.name} (threshold {point.threshold:g})"
    return f"{card.model_id}  {card.model_version}  {card.title}  {default}  {entry.path}"


def _test(entry: CatalogueEntry, provider: str) -> bool:
    from xray_desktop.inference.session import ModelSession

    try:
        model = ModelSession.open(entry.path, provider)
        outcome = model.self_test()
    except XrayError as error:
        sys.stdout.write(f"{entry.path.name}: {error.sentence}\n")
        return False
    if model.fallback_reason:
        sys.stdout.write(f"{model.card.model_id}: {model.fallback_reason}\n")
    sys.stdout.write(
        f"{model.card.name} on {model.provider_title}: {outcome.sentence} "
        f"Differences: probability {outcome.probability_difference:.1e}, "
        f"heat map {outcome.heatmap_difference:.1e}.\n"
    )
    return outcome.passed
