"""``push``: a model file and its card on the Hugging Face Hub."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.commands.model_file_arguments import add_model_file

if TYPE_CHECKING:
    import argparse

    from converter.console import Console

HELP = "put a model file and its card on the Hugging Face Hub"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments there are."""
    add_model_file(parser)
    parser.add_argument("repository", metavar="USER/NAME", help="the repository; made where there is none")
    parser.add_argument("--private", action="store_true", help="a new repository is for its owner alone")
    parser.add_argument("--message", metavar="TEXT", help="of the commit")
    parser.add_argument("--revision", metavar="BRANCH", help="branch, made where there is none; the main one without")
    parser.add_argument(
        "--dry-run", type=Path, metavar="DIR", help="write what would be put on the Hub into a folder instead"
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Push, or write what would be pushed."""
    from converter.finishing.push import prepare, push, require_repository, write_folder

    require_repository(options.repository)
    files = prepare(options.model)
    if options.dry_run:
        write_folder(files, options.dry_run)
        console.say(f"Nothing is pushed. {options.dry_run} holds what would be: {', '.join(files.contents)}.")
        return 0
    message = options.message or f"Add {next(iter(files.contents))}"
    address = push(files, options.repository, message=message, private=options.private, revision=options.revision)
    console.say(f"{', '.join(files.contents)} are on the Hub: {address}")
    return 0
