"""The program's side of one decode worker: starts it, asks it, and ends it when it is overdue."""

from __future__ import annotations

import json
import os
import pickle
import queue
import subprocess
import sys
import threading
from contextlib import closing, suppress
from typing import IO, TYPE_CHECKING, Any, cast

from xray_desktop.errors import CorruptPixelData, DecodeError, TooLarge
from xray_desktop.imaging.messages import DECODER_FAILED, DECODER_MISSING, TOO_MUCH_MEMORY, TOO_MUCH_TIME
from xray_desktop.imaging.workers.child import Outcome, read_message, write_message
from xray_desktop.imaging.workers.shared_memory import SharedArena

if TYPE_CHECKING:
    from xray_desktop.imaging.limits import DecodeLimits

# Not `multiprocessing`: its children import the program's main module, and with it half the program. Without -P,
# a json.py in the folder where the program was started would be run.
_ENTRY = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from xray_desktop.imaging.workers.child import serve; serve()"
)
_START_SECONDS = 60.0
_END_SECONDS = 5.0
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class WorkerGone(Exception):  # noqa: N818 - a state that the pool handles, never an error that the user reads
    """The worker ended before it was asked: no file is to blame."""


class DecodeWorker:
    """One child process. One request at a time; `end` may come from any thread."""

    def __init__(self, limits: DecodeLimits) -> None:
        self._limits = limits
        arguments = [sys.executable, "-P", "-c", _ENTRY, json.dumps(sys.path), str(limits.memory_bytes)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
                arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | _ONE_THREAD
            )
        except OSError as error:
            raise DecodeError(DECODER_MISSING) from error
        # Both were asked for as pipes.
        self._requests, self._output = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        self._replies: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name="decode-replies", daemon=True)
        self._listener.start()
        if self._wait(_START_SECONDS) != b"ready":
            self.end()
            raise DecodeError(DECODER_MISSING)

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        return self._process.poll() is None

    def ask(self, job: str, *arguments: object) -> Any:
        """Run a job and wait for its result.

        Parameters
        ----------
        job
            ``module:function`` in the worker.

        Raises
        ------
        WorkerGone
            It was dead already.
        TooLarge
            The job took too long or too much memory; the worker is ended.
        CorruptPixelData
            The job crashed the worker.
        XrayError
            What the job raised.
        """
        with closing(SharedArena()) as arena:
            request = pickle.dumps((job, arguments, arena.address, self._limits.seconds))
            try:
                write_message(self._requests, request)
            except (OSError, ValueError) as error:
                # Dead, or ended meanwhile by another thread.
                self.end()
                raise WorkerGone from error
            return self._take_reply(arena)

    def end(self) -> None:
        """End the process and wait until it and its listener are gone."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._requests, self._output):
            # What was still to be flushed has no reader any more.
            with suppress(OSError):
                pipe.close()

    def _listen(self) -> None:
        while (message := read_message(self._output)) is not None:
            self._replies.put(message)
        self._replies.put(None)

    def _wait(self, seconds: float) -> bytes | None:
        try:
            return self._replies.get(timeout=seconds)
        except queue.Empty:
            return None

    def _take_reply(self, arena: SharedArena) -> Any:
        try:
            reply = self._replies.get(timeout=self._limits.seconds)
        except queue.Empty:
            self.end()
            raise TooLarge(TOO_MUCH_TIME) from None
        if reply is None:
            raise self._explain_death()
        # The worker is our own program; its messages are as trusted as its pixels.
        outcome, result, sizes = pickle.loads(reply)  # noqa: S301
        if outcome is Outcome.DONE:
            return pickle.loads(result, buffers=_split(arena.view(), sizes))  # noqa: S301
        if outcome is Outcome.EXHAUSTED:
            self.end()
        raise result

    def _explain_death(self) -> DecodeError:
        with suppress(subprocess.TimeoutExpired):
            # Its output has ended, so it is ending: by itself, lest our own signal be taken for the cause.
            self._process.wait(_END_SECONDS)
        self.end()
        # Nobody but the system, out of memory, kills with signal 9.
        if self._process.returncode == -9:
            return TooLarge(TOO_MUCH_MEMORY)
        return CorruptPixelData(DECODER_FAILED)


def _split(view: memoryview, sizes: list[int]) -> list[memoryview]:
    parts, start = [], 0
    for size in sizes:
        parts.append(view[start : start + size])
        start += size
    return parts
