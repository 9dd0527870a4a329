"""A model card as the user reads it on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from converter.finishing.tables import in_brackets, points_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from xray_desktop.model_file.card import Figure, ModelCard
    from xray_desktop.model_file.derivation import Quantisation
    from xray_desktop.model_file.gate import Gate


def print_card(card: ModelCard) -> None:
    """Print every part of a card on standard output; the known answer's picture and map by their size alone."""
    Console(highlight=False).print(Group(*_parts(card)))


def _parts(card: ModelCard) -> Iterator[RenderableType]:
    yield Text(f"{card.title}", style="bold")
    yield Text(f"{card.name}, made {card.created_at:%Y-%m-%d %H:%M} UTC, schema {card.schema_version}")
    yield _paragraph(card.summary)
    yield from _section("Intended use", [card.intended_use])
    yield from _section("Limitations", [f"- {limitation}" for limitation in card.limitations])
    yield from _section("Licence", [card.licence])
    yield from _section("Input and output", _contract(card))
    yield Text()
    yield points_table(card.operating_points, card.default_operating_point)
    yield Padding(Group(*_choices(card)), (0, 0, 0, 2))
    yield from _section("Calibration", [_calibration(card)])
    if card.gate is not None:
        yield from _gate(card.gate)
    for validation in card.validation:
        yield Text()
        yield _figures(
            f"Validation: {validation.dataset} - {validation.split}; {validation.images} images of "
            f"{validation.patients} patients",
            validation.figures,
        )
    yield from _origin(card)
    yield from _section("Known answer", [_known_answer(card)])


def _origin(card: ModelCard) -> Iterator[RenderableType]:
    if card.quantisation is not None:
        yield from _quantisation(card.quantisation)
    yield from _section("Keras against onnxruntime", _parity(card))
    yield from _section("Training", _training(card))
    yield from _section("Ensemble", [f"{m.name}, share {m.weight:.3f}, SHA-256 {m.sha256}" for m in card.members])
    yield from _section(
        "How it was made",
        [
            f"{step.at:%Y-%m-%d %H:%M} UTC, {step.step}: {step.sentence}"
            + (f" From SHA-256 {step.from_sha256}." if step.from_sha256 else "")
            for step in card.derivation
        ],
    )


def _section(title: str, lines: list[str]) -> Iterator[RenderableType]:
    if lines:
        yield Text(f"\n{title}", style="bold")
        yield from (_paragraph(line) for line in lines)


def _paragraph(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, 2))


def _contract(card: ModelCard) -> list[str]:
    image, heatmap = card.input, card.heatmap
    ages = image.patient_age_years
    return [
        f"Image: {image.rows} x {image.columns} grey pixels, 0 to 255, bone bright; resized by {image.kernel.value}, "
        f"aspect {image.aspect.value}; DICOM modalities {', '.join(image.accepted_modalities)}.",
        f"DICOM body parts {', '.join(image.accepted_body_parts)}; views {', '.join(image.accepted_views)}.",
        f"Patients aged {ages[0]:g} to {ages[1]:g} years." if ages else "The patients' age is not stated.",
        f"Classes: {card.negative_label} (negative), {card.positive_label} (positive; the probability speaks of it).",
        f"Heat map: {heatmap.method}, {heatmap.rows} x {heatmap.columns} cells, of the layer {heatmap.layer}.",
    ]


def _choices(card: ModelCard) -> Iterator[Text]:
    told = {(point.chosen_by, point.chosen_on) for point in card.operating_points}
    shared = {on for _, on in told} if len({on for _, on in told}) == 1 else set()
    for point in card.operating_points:
        yield Text(f"{point.name}: {point.chosen_by}{'' if shared else f'; on {point.chosen_on}'}")
    yield from (Text(f"Chosen on: {on}") for on in shared)


def _calibration(card: ModelCard) -> str:
    calibration = card.calibration
    if calibration.method == "none":
        return "None: the probability is the network's own."
    error, before = calibration.expected_calibration_error, calibration.expected_calibration_error_before
    measured = f"; expected calibration error {in_brackets(error)}, n = {error.n}" if error else ""
    without = f", without it {in_brackets(before)}" if before else ""
    fitted = f" Fitted on {calibration.fitted_on}." if calibration.fitted_on else ""
    return f"Temperature {calibration.temperature:.4f}, inside the network{measured}{without}.{fitted}"


def _gate(gate: Gate) -> Iterator[RenderableType]:
    yield from _section(
        "Gate",
        [
            f"{gate.method} Layer {gate.layer}; above {gate.threshold:.4f} a picture is not scored.",
            f"Fitted on {gate.fitted_on}.",
        ],
    )
    let_through = {f"let through: {kind}": figure for kind, figure in gate.false_acceptance.items()}
    figures = {"chest radiographs refused": gate.false_refusal, **let_through}
    yield _figures(f"The whole gate, on {gate.measured_on}", figures)


def _figures(title: str, figures: dict[str, Figure]) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in ("figure", "value (95 % interval)", "n", "interval by"):
        table.add_column(heading)
    for name, figure in figures.items():
        table.add_row(name.replace("_", " "), in_brackets(figure), str(figure.n), figure.method)
    return table


def _quantisation(made: Quantisation) -> Iterator[RenderableType]:
    correlation = made.mean_heatmap_correlation
    yield from _section(
        "8-bit integers",
        [
            f"{made.scheme}. Ranges from {made.calibration}.",
            f"Made of the file with the SHA-256 {made.from_sha256}.",
            f"{made.bytes_before / 1e6:.2f} MB before, {made.bytes_after / 1e6:.2f} MB after; {made.time_ratio:.0%} of "
            "the processor time for an image.",
            f"Probability differs by {made.max_probability_difference:.4f} at most and "
            f"{made.mean_probability_difference:.4f} on average.",
            f"Normalised heat map differs by {made.max_heatmap_difference:.4f} at most and in the middle image by "
            f"{made.median_heatmap_difference:.4f} in its worst cell"
            + ("." if correlation is None else f"; mean correlation {correlation:.4f}."),
        ],
    )
    yield _figures(f"Against the 32-bit file: {made.evaluated_on}", made.figures)


def _parity(card: ModelCard) -> list[str]:
    return [
        f"Batch size {parity.batch_size}: {parity.max_probability_difference:.1e} in probability (allowed "
        f"{parity.probability_tolerance:.0e}), {parity.max_heatmap_difference:.1e} in the normalised heat map (allowed "
        f"{parity.heatmap_tolerance:.0e}); {parity.inputs}."
        for parity in card.parity
    ]


def _training(card: ModelCard) -> list[str]:
    training = card.training
    versions = ", ".join(f"{name} {version}" for name, version in training.versions.items())
    lines = {
        "Images": f"{training.images} of {training.patients} patients",
        "Dataset": training.dataset,
        "Population": training.population,
        "Attribution": training.attribution,
        "Data licence": training.data_licence,
        "Recipe": f"{training.recipe.get('name', 'not known')} (in full with --json), seed {training.seed}",
        "Split": f"manifest SHA-256 {training.manifest_sha256}" if training.manifest_sha256 else "not known",
        "Versions": versions or "not known",
    }
    return [f"{name}: {value}" for name, value in lines.items()]


def _known_answer(card: ModelCard) -> str:
    known = card.known_answer
    return (
        f"Probability {known.probability:.6f} (within {known.probability_tolerance:g}) and a heat map of "
        f"{len(known.heatmap)} cells (within {known.heatmap_tolerance:g}) for a drawn picture inside the card."
    )
