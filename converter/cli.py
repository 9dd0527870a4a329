"""`xray-converter`: trains a network, measures it, and turns it into a model file."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from converter.errors import RecipeError
from converter.recipe import recipe_names
from xray_desktop import __version__
from xray_desktop.errors import XrayError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FAILED = 1
USAGE = 2
INTERRUPTED = 130

_STANDARD_ERROR = 2
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
    options = _parser().parse_args(arguments)
    if any(find_spec(name) is None for name in _NEEDED):
        return _fail('The converter needs its own packages: pip install "xray-desktop[cpu,converter]".')
    try:
        with _without_native_messages():
            from converter import commands
        return commands.run(options)
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
        # TensorFlow, Keras and tf2onnx raise whatever they like; a person asks for the rest with --debug.
        if options.debug:
            raise
        return _fail(
            f"This failed in an unforeseen way ({type(error).__name__}). Run it again with --debug to see where."
        )


@contextmanager
def _without_native_messages() -> Iterator[None]:
    """Keep TensorFlow's C++ from speaking of CPU features and absent GPU libraries while it is imported.

    It writes to the file descriptor before its own settings are read.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    kept = os.dup(_STANDARD_ERROR)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _STANDARD_ERROR)
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)


def _fail(sentence: str, status: int = FAILED) -> int:
    sys.stderr.write(f"xray-converter: {sentence}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="xray-converter", description=__doc__)
    parser.add_argument("--version", action="version", version=f"xray-converter {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_train(commands.add_parser("train", help="train a network on labelled folders"))
    _add_evaluate(commands.add_parser("evaluate", help="measure a model on labelled folders"))
    _add_export(commands.add_parser("export", help="turn a trained network into one model file"))
    _add_verify(commands.add_parser("verify", help="compare a model file with the Keras model that it came from"))
    for command in commands.choices.values():
        command.add_argument("--debug", action="store_true", help="show where an unforeseen error comes from")
    return parser


def _add_recipe(parser: argparse.ArgumentParser, *, required: bool) -> None:
    known = ", ".join(recipe_names())
    parser.add_argument("--recipe", metavar="NAME|FILE", required=required, help=f"a TOML file, or one of: {known}")
    parser.add_argument(
        "--set",
        dest="overrides",
        metavar="SECTION.KEY=VALUE",
        action="append",
        default=[],
        help="change one field of the recipe; may be given several times",
    )


def _add_data(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument(
        "--data", type=Path, metavar="DIR", required=required, help="folder with the class folders NORMAL and PNEUMONIA"
    )


def _add_train(parser: argparse.ArgumentParser) -> None:
    _add_recipe(parser, required=True)
    _add_data(parser)
    parser.add_argument("--output", type=Path, metavar="RUN_DIR", help="new folder for everything that comes of it")


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, metavar="MODEL", help="a .onnx or .keras file, or a run folder")
    _add_data(parser)
    parser.add_argument("--output", type=Path, metavar="DIR", help="folder for metrics.json and the pictures")
    line = parser.add_mutually_exclusive_group()
    line.add_argument("--threshold", type=float, metavar="P", help="probability from which an image is positive")
    line.add_argument("--operating-point", metavar="NAME", help="of the model card (.onnx only)")
    _add_recipe(parser, required=False)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, metavar="RUN_DIR|MODEL", help="a run folder, or a .keras file")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.onnx", required=True, help="the model file")
    parser.add_argument("--heatmap-layer", default="", metavar="NAME", help="layer that the heat map is made of")
    _add_recipe(parser, required=False)
    _add_data(parser, required=False)


def _add_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, metavar="FILE.onnx", help="the model file")
    parser.add_argument("--against", type=Path, metavar="KERAS", required=True, help="its .keras file or run folder")
    _add_data(parser)
    parser.add_argument("--images", type=int, default=48, metavar="N", help="images to compare, spread over the folder")


if __name__ == "__main__":
    sys.exit(main())
