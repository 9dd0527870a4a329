"""``shift``: a validation that predicts what a network loses elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.arguments import add_data, add_recipe
from converter.errors import DatasetError, RecipeError

if TYPE_CHECKING:
    import argparse

    from converter.console import Console

HELP = "hold out groups that differ from what trains: plan, run, score, report"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the four commands."""
    commands = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    plan = commands.add_parser("plan", help="choose who is held out, and write manifests", description=_plan.__doc__)
    add_data(plan)
    plan.add_argument("--output", type=Path, required=True, metavar="PLAN_DIR", help="folder for the manifests")
    plan.set_defaults(act=_plan)
    train = commands.add_parser("run", help="train a recipe on the plan's validations", description=_run.__doc__)
    add_recipe(train, required=True)
    _add_plan(train)
    train.add_argument("--name", help="of the candidate; the recipe's without")
    train.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], metavar="N", help="1 2 3 without")
    train.add_argument(
        "--validations",
        nargs="+",
        default=["mixed", "series-1", "series-2"],
        metavar="NAME",
        help="manifests of the plan",
    )
    train.add_argument("--output", type=Path, required=True, metavar="RUNS_DIR", help="folder of all candidates")
    train.set_defaults(act=_run)
    score = commands.add_parser("score", help="score run folders again", description=_score.__doc__)
    _add_runs(score)
    score.set_defaults(act=_score)
    report = commands.add_parser("report", help="measure run folders", description=_report.__doc__)
    _add_plan(report)
    _add_runs(report)
    report.add_argument(
        "--mean",
        action="append",
        default=[],
        metavar="A,B,...",
        help="measure the mean probability of these candidates too; may be given several times",
    )
    report.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder for the report")
    report.set_defaults(act=_report)


def _add_plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", type=Path, required=True, metavar="PLAN_DIR", help="what `shift plan` wrote")


def _add_runs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--runs", type=Path, required=True, metavar="RUNS_DIR", help="run folders as CANDIDATE/VALIDATION/seed-N"
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Do what was asked for."""
    return int(options.act(options, console))


def _plan(options: argparse.Namespace, console: Console) -> int:
    """Measure how the pictures were taken, choose held-out groups and write a manifest for each validation."""
    from converter.experiments.shift.plan import make_plan, plan_table

    plan = make_plan(options.data, options.output, console)
    console.show(plan_table(plan))
    for name, auc in plan["bait"].items():
        console.say(
            f"A classifier that sees acquisition alone ({name}): AUC {auc['value']:.3f} "
            f"({auc['low']:.3f} to {auc['high']:.3f})"
        )
    console.say(f"The plan is in {options.output}.")
    return 0


def _run(options: argparse.Namespace, console: Console) -> int:
    """Train a recipe on each validation with each seed; the same command goes on with what was stopped."""
    from converter.experiments.shift.trainings import train_candidate
    from converter.recipe import load_recipe

    recipes = [load_recipe(options.recipe, [*options.overrides, f"training.seed={seed}"]) for seed in options.seeds]
    candidate = options.output / (options.name or recipes[0].name)
    try:
        train_candidate(recipes, options.plan, options.validations, candidate, console)
    except KeyboardInterrupt:
        console.say("The same command goes on where this stopped.")
        raise
    console.say(f"The runs are in {candidate}.")
    return 0


def _score(options: argparse.Namespace, console: Console) -> int:
    """Score the held-out images of run folders with the present stresses and probes; what is up to date stays."""
    from converter.experiments.shift.probes import score_again
    from converter.experiments.shift.tree import run_folders

    runs = [run for _candidate, _validation, _seed, run in run_folders(options.runs)]
    if not runs:
        raise DatasetError("There is no finished run in this folder. Runs lie in CANDIDATE/VALIDATION/seed-N.")
    console.say(f"{score_again(runs, console)} of {len(runs)} runs were scored again; the others were up to date.")
    return 0


def _report(options: argparse.Namespace, console: Console) -> int:
    """Measure every candidate on every held-out group, and rank them by their worst."""
    from converter.experiments.shift.report import report_shift

    means = [[name.strip() for name in text.split(",") if name.strip()] for text in options.mean]
    if any(len(names) < 2 for names in means):
        raise RecipeError("A mean needs two candidates or more, with commas between: --mean A,B")
    for name, group in report_shift(options.plan, options.runs, options.output, means).items():
        console.say(
            f"{name}: worst group {group.group}, specificity {group.specificity.value:.3f} "
            f"({group.specificity.low:.3f} to {group.specificity.high:.3f})"
        )
    console.say(f"The report is in {options.output}.")
    return 0
