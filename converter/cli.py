"""`xray-converter`: trains a network, measures it, and turns it into a model file."""

from __future__ import annotations

import argparse
import logging
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from converter.commands import COMMANDS
from converter.errors import RecipeError
from converter.invocation import running
from converter.quiet_tensorflow import without_native_messages
from xray_desktop import __version__
from xray_desktop.errors import XrayError

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED = 1
USAGE = 2
INTERRUPTED = 130

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
    try:
        with without_native_messages():
            import tensorflow  # noqa: F401 - it speaks while it is imported

            from converter.console import Console
        # tf2onnx warns of every operator that it rewrites.
        logging.getLogger("tf2onnx").setLevel(logging.ERROR)
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
    sys.stderr.write(f"xray-converter: {sentence}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="xray-converter", description=__doc__)
    parser.add_argument("--version", action="version", version=f"xray-converter {__version__}")
    parser.add_argument("--debug", action="store_true", help="show where an unforeseen error comes from")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.HELP, description=command.__doc__)
        own.set_defaults(run=command.run)
        command.add_arguments(own)
    return parser


if __name__ == "__main__":
    sys.exit(main())
