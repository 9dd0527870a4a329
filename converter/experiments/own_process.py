"""A training in a process of its own.

TensorFlow keeps the memory of networks that are gone: six trainings of the baseline network on 96 x 96 in one process,
with `keras.utils.clear_session` after each, held 110 MB more each time. A process gives everything back, on a GPU too.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from typing import TYPE_CHECKING, Any

from converter.errors import TrainingError
from converter.quiet_tensorflow import is_quiet, quieten_tensorflow

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

_LOST = 1


def in_own_process(function: Callable[..., None], *arguments: Any) -> None:
    """Call a function in a new process, and raise what it raises.

    The process ends with this one, whatever ends this one, so that no two trainings ever write the same folder.

    Parameters
    ----------
    function
        Of a module, not nested.
    arguments
        Can be pickled.

    Raises
    ------
    TrainingError
        The process was ended from outside.
    BaseException
        Whatever the function raises, with the place where it came from as a note.
    """
    # A forked copy of a process in which TensorFlow has started its threads hangs.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_call, args=(theirs, is_quiet()))
    process.start()
    theirs.close()
    try:
        ours.send((function, arguments))
        raised: BaseException | None = ours.recv()
    except (EOFError, ConnectionError) as error:
        raise TrainingError(
            "The training process was ended from outside, most likely for want of memory. A smaller batch helps: "
            "--set training.batch_size=8."
        ) from error
    finally:
        process.terminate()
        process.join()
        ours.close()
    if raised is not None:
        raise raised


def _call(parent: Connection, quiet: bool) -> None:
    # The user's Ctrl-C reaches both processes; the other one ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    raised: BaseException | None = None
    try:
        if quiet:
            quieten_tensorflow()
        # Here the function's module is imported.
        function, arguments = parent.recv()
        function(*arguments)
    except BaseException as error:  # noqa: BLE001 - the other process raises it
        error.add_note("".join(traceback.format_exception(error)))
        raised = error
    parent.send(raised)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(_LOST)
