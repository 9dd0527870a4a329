"""`xray-converter`: trains a network, measures it, and turns it into a model file."""

from __future__ import annotations

import argparse
import shutil
import sys
import textwrap
from importlib.util import find_spec
from typing import TYPE_CHECKING

from converter.commands import GROUPS
from converter.errors import RecipeError
from converter.invocation import running
from converter.quiet_tensorflow import quieten_tensorflow
from xray_desktop import __version__
from xray_desktop.errors import XrayError

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED = 1
USAGE = 2
INTERRUPTED = 130

_PROGRAM = "xray-converter"
_NEEDED = ("tensorflow", "keras", "tf2onnx", "sklearn", "matplotlib", "onnxruntime")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments
        Without the program's name; those of the process where None.

    Returns
    -------
    int
        0 done, 1 not done (a sentence on standard error says why), 2 usage, 130 interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    options = _parser().parse_args([argument for argument in given if argument != "--debug"])
    if any(find_spec(name) is None for name in _NEEDED):
        return _fail('The converter needs its own packages: pip install "xray-desktop[cpu,converter]".')
    if not debug:
        quieten_tensorflow()
    try:
        from converter.console import Console

        with running([argument for argument in given if argument != "--debug"]):
            return int(options.run(options, Console()))
    except RecipeError as error:
        return _fail(error.sentence, USAGE)
    except XrayError as error:
        return _fail(error.sentence)
    except KeyboardInterrupt:
        return _fail("Stopped.", INTERRUPTED)
    except MemoryError:
        return _fail("There is not enough memory. A smaller batch helps: --set training.batch_size=8.")
    except OSError as error:
        return _fail(f"The system refuses: {error.strerror or type(error).__name__}.")
    except Exception as error:
        # TensorFlow, Keras and tf2onnx raise whatever they like; the user asks for the rest with --debug.
        if debug:
            raise
        return _fail(
            f"This failed in an unforeseen way ({type(error).__name__}). Run it again with --debug to see where."
        )


def _fail(sentence: str, status: int = FAILED) -> int:
    sys.stderr.write(f"{_PROGRAM}: {sentence}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=_PROGRAM,
        usage=f"{_PROGRAM} [-h] [--version] [--debug] COMMAND ...",
        description=f"{__doc__}\n\n{_overview()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"{_PROGRAM} {__version__}")
    parser.add_argument("--debug", action="store_true", help="show where an unforeseen error comes from")
    # The overview lists them: argparse knows no groups of commands.
    commands = parser.add_subparsers(
        prog=_PROGRAM, dest="command", required=True, metavar="COMMAND", help=argparse.SUPPRESS
    )
    for group in GROUPS.values():
        for name, command in group.items():
            own = commands.add_parser(name, description=command.__doc__)
            own.set_defaults(run=command.run)
            command.add_arguments(own)
    return parser


def _overview() -> str:
    """List the commands, group by group, as argparse would list those of one group."""
    width = shutil.get_terminal_size().columns - 2
    indent = 4 + max(len(name) for group in GROUPS.values() for name in group)
    lines = []
    for title, group in GROUPS.items():
        lines += ["", f"{title}:"]
        for name, command in group.items():
            start = f"  {name}".ljust(indent)
            lines.append(textwrap.fill(command.HELP, width, initial_indent=start, subsequent_indent=" " * indent))
    return "\n".join(lines[1:])


if __name__ == "__main__":
    sys.exit(main())
