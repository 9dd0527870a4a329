"""A model card put into the order and the words of a data sheet. Needs no Qt; every text is plain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.qt.findings_panel import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xray_desktop.model_file.card import Figure, ModelCard, Validation
    from xray_desktop.services.model_library import ListedModel

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in columns; the first column is words, the others are set in figures of one width."""

    columns: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SheetSection:
    """One part of the sheet.

    Attributes
    ----------
    paragraphs
        Sentences, one below the other.
    lines
        Names and values.
    tables
        Each with a line above it; empty where it needs none.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    tables: tuple[tuple[str, Table], ...] = ()


def sheet_of(listed: ListedModel) -> tuple[SheetSection, ...]:
    """Lay out everything that is known of a model file; of one that cannot be used, the file alone."""
    card = listed.entry.card
    if card is None:
        return (_file(listed),)
    sections = (
        SheetSection("What it is for", (card.summary, card.intended_use)),
        SheetSection("What it is not for", card.limitations),
        _operating_points(card),
        SheetSection("Measured on", tables=tuple(_measured(each) for each in card.validation)),
        _training(card),
        _calibration(card),
        _gate(card),
        _input(card),
        _members(card),
        _derivation(card),
        _parity(card),
        SheetSection("Licence", (card.licence,)),
        _file(listed),
    )
    return tuple(section for section in sections if section.paragraphs or section.lines or section.tables)


def _operating_points(card: ModelCard) -> SheetSection:
    rows = tuple(
        (
            phrases.as_title(point.name) + (" (default)" if point.name == card.default_operating_point else ""),
            f"{point.threshold:.2f}",
            phrases.figure(point.sensitivity),
            phrases.figure(point.specificity),
        )
        for point in card.operating_points
    )
    reasons = dict.fromkeys(
        f"{phrases.as_title(point.name)}: chosen by {point.chosen_by}." for point in card.operating_points
    )
    places = dict.fromkeys(f"Chosen on {point.chosen_on}." for point in card.operating_points)
    table = Table(("Operating point", "Threshold", "Sensitivity", "Specificity"), rows)
    explanation = " ".join((*reasons, *places, "95 % intervals in brackets."))
    return SheetSection("Operating points", (explanation,), tables=(("", table),))


def _measured(validation: Validation) -> tuple[str, Table]:
    where = (
        f"{validation.dataset}. {phrases.sentence_case(validation.split)}. "
        f"{validation.images:,} images of {validation.patients:,} patients."
    )
    return where, _figures(validation.figures.items(), "Figure")


def _figures(figures: Iterable[tuple[str, Figure]], first: str) -> Table:
    rows = tuple((_name(name), f"{figure.value:.4f}", _interval(figure), f"{figure.n:,}") for name, figure in figures)
    return Table((first, "Value", "95 % interval", "n"), rows)


_ABBREVIATIONS = {"auc": "AUC", "f1": "F1", "brier": "Brier score"}


def _name(name: str) -> str:
    return _ABBREVIATIONS.get(name, phrases.as_title(name))


def _interval(figure: Figure) -> str:
    return f"{figure.low:.4f} to {figure.high:.4f}"


def _training(card: ModelCard) -> SheetSection:
    training = card.training
    lines = (
        ("Population", training.population),
        ("Data", training.dataset),
        ("Images", f"{training.images:,} of {training.patients:,} patients" if training.images else "none"),
        ("Attribution", training.attribution),
        ("Licence of the data", training.data_licence),
        ("Seed", str(training.seed)),
        ("Made with", ", ".join(f"{name} {version}" for name, version in training.versions.items())),
        ("SHA-256 of the list of images", training.manifest_sha256),
    )
    return SheetSection("Trained on", lines=_filled(lines))


def _calibration(card: ModelCard) -> SheetSection:
    calibration = card.calibration
    if calibration.method == "none":
        return SheetSection("Calibration", ("The probability is not calibrated.",))
    lines = (
        ("Method", f"{calibration.method}, {calibration.temperature:.3f}; applied inside the file"),
        ("Fitted on", calibration.fitted_on),
    )
    errors = {
        "Expected calibration error": calibration.expected_calibration_error,
        "Before": calibration.expected_calibration_error_before,
    }
    measured = [(name, figure) for name, figure in errors.items() if figure is not None]
    tables = (("", _figures(measured, "Figure")),) if measured else ()
    return SheetSection("Calibration", lines=_filled(lines), tables=tables)


def _gate(card: ModelCard) -> SheetSection:
    gate = card.gate
    if gate is None:
        return SheetSection(
            "Which pictures it may judge",
            ("The file has no gate of its own: only the viewer's rules keep other pictures away.",),
        )
    lines = (
        ("Method", gate.method),
        ("Not scored above", f"{gate.threshold:.3g}"),
        ("Fitted on", gate.fitted_on),
        ("Measured on", gate.measured_on),
    )
    refused = _figures([("Chest radiographs refused", gate.false_refusal)], "Falsely refused")
    let_in = _figures(gate.false_acceptance.items(), "Falsely let in, by kind of picture")
    return SheetSection("Which pictures it may judge", lines=_filled(lines), tables=(("", refused), ("", let_in)))


def _input(card: ModelCard) -> SheetSection:
    given, heatmap = card.input, card.heatmap
    ages = given.patient_age_years
    lines = (
        ("Answers", f"{card.negative_label} or {card.positive_label}"),
        ("Input", f"{given.rows} × {given.columns} grey pixels; {given.aspect.value}; resampling {given.kernel.value}"),
        ("Modalities", ", ".join(given.accepted_modalities)),
        ("Patients' age", f"{ages[0]:g} to {ages[1]:g} years" if ages else ""),
        ("Heat map", f"{heatmap.method}, {heatmap.rows} × {heatmap.columns} cells, layer {heatmap.layer}"),
    )
    return SheetSection("Input and heat map", lines=_filled(lines))


def _members(card: ModelCard) -> SheetSection:
    rows = tuple(
        (f"{member.model_id} {member.model_version}", f"{member.weight:.3f}", member.sha256[:12])
        for member in card.members
    )
    tables = (("", Table(("Member", "Weight", "SHA-256 begins"), rows)),) if rows else ()
    return SheetSection("Ensemble", tables=tables)


def _derivation(card: ModelCard) -> SheetSection:
    steps = tuple(f"{step.at:%Y-%m-%d}, {step.step}: {step.sentence}" for step in card.derivation)
    quantised = card.quantisation
    if quantised is not None:
        ratio = quantised.bytes_after / quantised.bytes_before
        steps += (f"Quantised ({quantised.scheme}) to {ratio:.0%} of its size; measured on {quantised.evaluated_on}.",)
    return SheetSection("How this file came about", steps)


def _parity(card: ModelCard) -> SheetSection:
    rows = tuple(
        (
            f"Batches of {each.batch_size}, {each.inputs}",
            f"{each.max_probability_difference:.1e}",
            f"{each.max_heatmap_difference:.1e}",
            f"{each.images:,}",
        )
        for each in card.parity
    )
    tables = (("", Table(("Against the trained network", "Probability", "Heat map", "n"), rows)),) if rows else ()
    return SheetSection("Largest differences after export", tables=tables)


def _file(listed: ListedModel) -> SheetSection:
    card = listed.entry.card
    lines = (
        ("Name", listed.entry.path.name),
        ("Size", f"{listed.size / 1e6:.1f} MB" if listed.size >= 1e5 else f"{listed.size / 1e3:.1f} kB"),
        ("Made", f"{card.created_at:%Y-%m-%d}" if card else ""),
        ("SHA-256", listed.sha256),
    )
    return SheetSection("File", lines=_filled(lines))


def _filled(lines: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in lines if value)
