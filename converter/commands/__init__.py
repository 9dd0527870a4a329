"""The commands of `xray-converter`, one module each.

A command module is light to import, so that ``--help`` answers at once: TensorFlow and its kin are imported by ``run``.
It has ``HELP`` (one line), ``add_arguments(parser)``, and ``run(options, console)``, which returns the exit status. A
command with commands of its own (``data inspect``) adds them in ``add_arguments`` and sets ``run`` on each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from converter.commands import (
    calibrate,
    card,
    cross_validate,
    data,
    ensemble,
    evaluate,
    export,
    gate,
    heatmaps,
    import_model,
    operating_points,
    push,
    quantise,
    reproduce,
    shift,
    train,
    tune,
    verify,
)

if TYPE_CHECKING:
    import argparse

    from converter.console import Console


class CommandModule(Protocol):
    """What a command module offers."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say which arguments there are."""

    def run(self, options: argparse.Namespace, console: Console) -> int:
        """Do it; return the exit status."""


GROUPS: dict[str, dict[str, CommandModule]] = {
    "from images to a model file": {
        "data": data,
        "train": train,
        "evaluate": evaluate,
        "export": export,
        "verify": verify,
    },
    "several trainings for one question": {
        "cross-validate": cross_validate,
        "tune": tune,
        "shift": shift,
        "ensemble": ensemble,
    },
    "somebody else's model": {
        "import": import_model,
    },
    "on a finished model file": {
        "calibrate": calibrate,
        "operating-points": operating_points,
        "heatmaps": heatmaps,
        "gate": gate,
        "quantise": quantise,
        "card": card,
        "reproduce": reproduce,
        "push": push,
    },
}
"""Commands by their names, in the order of the help: first the five that most work is done with."""
