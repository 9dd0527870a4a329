"""``operating-points``: named thresholds of a finished model file, chosen on validation images by rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converter.commands.arguments import add_data
from converter.commands.model_file_arguments import add_model_file, add_model_output, add_run, output_of
from converter.errors import RecipeError

if TYPE_CHECKING:
    import argparse

    from converter.console import Console
    from converter.finishing.set_operating_points import Rule

HELP = "choose a model file's thresholds on validation images"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_model_file(parser)
    add_data(parser)
    parser.add_argument("--youden", action="store_true", help="sensitivity plus specificity at their largest")
    for figure in ("sensitivity", "specificity"):
        parser.add_argument(
            f"--{figure}",
            type=float,
            action="append",
            default=[],
            metavar="X",
            help=f"a {figure} of at least X, for instance 0.95; may be given several times",
        )
    cost = parser.add_mutually_exclusive_group()
    cost.add_argument("--equal-cost", action="store_true", help="the fewest errors, a missed case as bad as an alarm")
    cost.add_argument("--cost", metavar="FN:FP", help="least cost of missed cases and false alarms, for instance 5:1")
    parser.add_argument(
        "--prevalence", type=float, metavar="P", help="share of ill people where the model is used, for the costs"
    )
    parser.add_argument("--default", metavar="NAME", help="the point that the viewer starts with")
    parser.add_argument("--replace", action="store_true", help="take the card's other points out")
    add_run(parser)
    add_model_output(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Choose, write, and print the card's points."""
    from converter.finishing.set_operating_points import set_operating_points
    from converter.finishing.tables import points_table

    output = output_of(options)
    card = set_operating_points(
        options.model,
        options.data,
        _rules(options),
        output,
        console,
        default=options.default,
        replace=options.replace,
        run=options.run_folder,
    )
    console.show(points_table(card.operating_points, card.default_operating_point))
    console.say(f"{output} is written.")
    return 0


def _rules(options: argparse.Namespace) -> list[Rule]:
    from converter.finishing.set_operating_points import least_cost, sensitivity_of, specificity_of, youden

    rules = [youden()] if options.youden else []
    rules += [sensitivity_of(wanted) for wanted in options.sensitivity]
    rules += [specificity_of(wanted) for wanted in options.specificity]
    if options.equal_cost:
        rules.append(least_cost(1.0, 1.0, options.prevalence))
    elif options.cost:
        rules.append(least_cost(*_costs(options.cost), options.prevalence))
    elif options.prevalence is not None:
        raise RecipeError("--prevalence goes with --equal-cost or --cost.")
    return rules


def _costs(text: str) -> tuple[float, float]:
    missed, _, alarm = text.partition(":")
    try:
        return float(missed), float(alarm)
    except ValueError as error:
        raise RecipeError("--cost takes two numbers, FN:FP, for instance --cost 5:1.") from error
