"""``card``: shows a model file's card, changes what the user may change in it, and checks that it is kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.model_file_arguments import add_model_file, add_model_output, output_of

if TYPE_CHECKING:
    import argparse

    from converter.console import Console

HELP = "show, edit or validate a model file's card"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    commands = parser.add_subparsers(dest="card_command", required=True, metavar="COMMAND")
    show = commands.add_parser("show", help="print the card", description="Prints every part of a model file's card.")
    add_model_file(show)
    show.add_argument("--json", action="store_true", help="the card as the file holds it")
    show.set_defaults(run=_show)
    edit = commands.add_parser(
        "edit",
        help="change names and texts",
        description="Changes names and texts of a card. What was measured cannot be edited by hand.",
    )
    add_model_file(edit)
    edit.add_argument(
        "--set", dest="changes", action="append", default=[], metavar="KEY=VALUE", help="may be given several times"
    )
    add_model_output(edit)
    edit.set_defaults(run=_edit)
    validate = commands.add_parser(
        "validate",
        help="check that files keep what their cards promise",
        description="Checks model files as the viewer does, with their known answers. Exit status 1 where one fails.",
    )
    validate.add_argument("models", type=Path, nargs="+", metavar="MODEL.onnx", help="model files")
    validate.set_defaults(run=_validate)


def run(options: argparse.Namespace, console: Console) -> int:
    """Do what the command inside says; argparse asks for one."""
    status: int = options.run(options, console)
    return status


def _show(options: argparse.Namespace, console: Console) -> int:
    from converter.finishing.card_view import print_card
    from xray_desktop.model_file.metadata import read_card

    card = read_card(options.model)
    if options.json:
        sys.stdout.write(card.model_dump_json(indent=2) + "\n")
    else:
        print_card(card)
    return 0


def _edit(options: argparse.Namespace, console: Console) -> int:
    from converter.finishing.card_edit import edit_card

    output = output_of(options)
    card = edit_card(options.model, options.changes, output)
    console.say(f"{card.derivation[-1].sentence} {output} is written.")
    return 0


def _validate(options: argparse.Namespace, console: Console) -> int:
    from converter.finishing.card_check import problems_of

    failed = False
    for file in options.models:
        problems = problems_of(file)
        failed = failed or bool(problems)
        for problem in problems:
            console.warn(f"{file}: {problem}")
        if not problems:
            console.say(f"{file}: the card is sound, and the model gives its known answer.")
    return int(failed)
