"""A model card put into the order and the words of a data sheet. Every text is plain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.qt.findings_panel import phrases
from xray_desktop.qt.i18n.language import sentence, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xray_desktop.model_file.card import Figure, ModelCard, Validation
    from xray_desktop.services.models.library import ListedModel

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
        SheetSection(tr("What it is for"), (card.summary, card.intended_use)),
        SheetSection(tr("What it is not for"), card.limitations),
        _operating_points(card),
        SheetSection(tr("Measured on"), tables=tuple(_measured(each) for each in card.validation)),
        _training(card),
        _calibration(card),
        _gate(card),
        _input(card),
        _members(card),
        _derivation(card),
        _parity(card),
        SheetSection(tr("Licence"), (card.licence,)),
        _file(listed),
    )
    return tuple(section for section in sections if section.paragraphs or section.lines or section.tables)


def _operating_points(card: ModelCard) -> SheetSection:
    rows = tuple(
        (
            _point_name(card, point.name),
            f"{point.threshold:.2f}",
            phrases.figure(point.sensitivity),
            phrases.figure(point.specificity),
        )
        for point in card.operating_points
    )
    reasons = dict.fromkeys(
        tr("{point}: chosen by {chosen_by}.", point=phrases.as_title(point.name), chosen_by=point.chosen_by)
        for point in card.operating_points
    )
    places = dict.fromkeys(tr("Chosen on {chosen_on}.", chosen_on=point.chosen_on) for point in card.operating_points)
    table = Table((tr("Operating point"), tr("Threshold"), tr("Sensitivity"), tr("Specificity")), rows)
    explanation = " ".join((*reasons, *places, tr("95 % intervals in brackets.")))
    return SheetSection(tr("Operating points"), (explanation,), tables=(("", table),))


def _point_name(card: ModelCard, name: str) -> str:
    title = phrases.as_title(name)
    return tr("{name} (default)", name=title) if name == card.default_operating_point else title


def _measured(validation: Validation) -> tuple[str, Table]:
    where = tr(
        "{dataset}. {split}. {images} images of {patients} patients.",
        dataset=validation.dataset,
        split=phrases.sentence_case(validation.split),
        images=f"{validation.images:,}",
        patients=f"{validation.patients:,}",
    )
    return where, _figures(validation.figures.items(), tr("Figure"))


def _figures(figures: Iterable[tuple[str, Figure]], first: str) -> Table:
    rows = tuple((_name(name), f"{figure.value:.4f}", _interval(figure), f"{figure.n:,}") for name, figure in figures)
    return Table((first, tr("Value"), tr("95 % interval"), "n"), rows)


_ABBREVIATIONS = {"auc": sentence("AUC"), "f1": sentence("F1"), "brier": sentence("Brier score")}


def _name(name: str) -> str:
    return tr(_ABBREVIATIONS[name]) if name in _ABBREVIATIONS else phrases.as_title(name)


def _interval(figure: Figure) -> str:
    return tr("{low} to {high}", low=f"{figure.low:.4f}", high=f"{figure.high:.4f}")


def _training(card: ModelCard) -> SheetSection:
    training = card.training
    lines = (
        (tr("Population"), training.population),
        (tr("Data"), training.dataset),
        (
            tr("Images"),
            tr("{images} of {patients} patients", images=f"{training.images:,}", patients=f"{training.patients:,}")
            if training.images
            else tr("none"),
        ),
        (tr("Attribution"), training.attribution),
        (tr("Licence of the data"), training.data_licence),
        (tr("Seed"), str(training.seed)),
        (tr("Made with"), ", ".join(f"{name} {version}" for name, version in training.versions.items())),
        (tr("SHA-256 of the list of images"), training.manifest_sha256),
    )
    return SheetSection(tr("Trained on"), lines=_filled(lines))


def _calibration(card: ModelCard) -> SheetSection:
    calibration = card.calibration
    if calibration.method == "none":
        return SheetSection(tr("Calibration"), (tr("The probability is not calibrated."),))
    lines = (
        (
            tr("Method"),
            tr(
                "{method}, {temperature}; applied inside the file",
                method=calibration.method,
                temperature=f"{calibration.temperature:.3f}",
            ),
        ),
        (tr("Fitted on"), calibration.fitted_on),
    )
    errors = {
        tr("Expected calibration error"): calibration.expected_calibration_error,
        tr("Before"): calibration.expected_calibration_error_before,
    }
    measured = [(name, figure) for name, figure in errors.items() if figure is not None]
    tables = (("", _figures(measured, tr("Figure"))),) if measured else ()
    return SheetSection(tr("Calibration"), lines=_filled(lines), tables=tables)


def _gate(card: ModelCard) -> SheetSection:
    gate = card.gate
    if gate is None:
        return SheetSection(
            tr("Which pictures it may judge"),
            (tr("The file has no gate of its own: only the viewer's rules keep other pictures away."),),
        )
    lines = (
        (tr("Method"), gate.method),
        (tr("Not scored above"), f"{gate.threshold:.3g}"),
        (tr("Fitted on"), gate.fitted_on),
        (tr("Measured on"), gate.measured_on),
    )
    refused = _figures([(tr("Chest radiographs refused"), gate.false_refusal)], tr("Falsely refused"))
    let_in = _figures(gate.false_acceptance.items(), tr("Falsely let in, by kind of picture"))
    return SheetSection(tr("Which pictures it may judge"), lines=_filled(lines), tables=(("", refused), ("", let_in)))


def _input(card: ModelCard) -> SheetSection:
    given, heatmap = card.input, card.heatmap
    ages = given.patient_age_years
    lines = (
        (tr("Answers"), tr("{negative} or {positive}", negative=card.negative_label, positive=card.positive_label)),
        (
            tr("Input"),
            tr(
                "{rows} × {columns} grey pixels; {aspect}; resampling {kernel}",
                rows=given.rows,
                columns=given.columns,
                aspect=given.aspect.value,
                kernel=given.kernel.value,
            ),
        ),
        (tr("Modalities"), ", ".join(given.accepted_modalities)),
        (
            tr("Patients' age"),
            tr("{youngest} to {oldest} years", youngest=f"{ages[0]:g}", oldest=f"{ages[1]:g}") if ages else "",
        ),
        (
            tr("Heat map"),
            tr(
                "{method}, {rows} × {columns} cells, layer {layer}",
                method=heatmap.method,
                rows=heatmap.rows,
                columns=heatmap.columns,
                layer=heatmap.layer,
            ),
        ),
    )
    return SheetSection(tr("Input and heat map"), lines=_filled(lines))


def _members(card: ModelCard) -> SheetSection:
    rows = tuple((member.name, f"{member.weight:.3f}", member.sha256[:12]) for member in card.members)
    tables = (("", Table((tr("Member"), tr("Weight"), tr("SHA-256 begins")), rows)),) if rows else ()
    return SheetSection(tr("Ensemble"), tables=tables)


def _derivation(card: ModelCard) -> SheetSection:
    steps = tuple(f"{step.at:%Y-%m-%d}, {step.step}: {step.sentence}" for step in card.derivation)
    quantised = card.quantisation
    if quantised is not None:
        ratio = quantised.bytes_after / quantised.bytes_before
        steps += (
            tr(
                "Quantised ({scheme}) to {ratio} of its size; measured on {evaluated_on}.",
                scheme=quantised.scheme,
                ratio=f"{ratio:.0%}",
                evaluated_on=quantised.evaluated_on,
            ),
        )
    return SheetSection(tr("How this file came about"), steps)


def _parity(card: ModelCard) -> SheetSection:
    rows = tuple(
        (
            tr("Batches of {batch_size}, {inputs}", batch_size=each.batch_size, inputs=each.inputs),
            f"{each.max_probability_difference:.1e}",
            f"{each.max_heatmap_difference:.1e}",
            f"{each.images:,}",
        )
        for each in card.parity
    )
    tables = (
        (("", Table((tr("Against the trained network"), tr("Probability"), tr("Heat map"), "n"), rows)),)
        if rows
        else ()
    )
    return SheetSection(tr("Largest differences after export"), tables=tables)


def _file(listed: ListedModel) -> SheetSection:
    card = listed.entry.card
    lines = (
        (tr("Name"), listed.entry.path.name),
        (tr("Size"), f"{listed.size / 1e6:.1f} MB" if listed.size >= 1e5 else f"{listed.size / 1e3:.1f} kB"),
        (tr("Made"), f"{card.created_at:%Y-%m-%d}" if card else ""),
        ("SHA-256", listed.sha256),
    )
    return SheetSection(tr("File"), lines=_filled(lines))


def _filled(lines: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in lines if value)
