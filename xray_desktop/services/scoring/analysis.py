"""One analysis: images are read, prepared and scored by several threads, and each comes back with an outcome.

Reading threads fill a bounded queue of model inputs (never of full pictures), inference threads empty it. On the CPU
one session is shared by as many inference threads as there are cores, one image each; on an accelerator one thread
feeds it with small batches.
"""

from __future__ import annotations

import logging
import os
import time
from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass, replace
from threading import Lock, Thread
from typing import TYPE_CHECKING

import numpy as np

from xray_desktop.errors import Cancelled, InferenceError, XrayError
from xray_desktop.imaging.digest import file_sha256
from xray_desktop.imaging.image import ImageKey
from xray_desktop.inference.session import Interrupt
from xray_desktop.services.scoring.queue import BoundedQueue, PendingImage, PendingImages
from xray_desktop.services.scoring.score_image import PreparedImage, outcomes, prepare
from xray_desktop.settings.log_file import log_fault
from xray_desktop.study.result import ImageResult, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from xray_desktop.imaging.scan.scan import ScannedFile
    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.services.cancellation import CancellationToken

logger = logging.getLogger(__name__)

ACCELERATOR_BATCH = 8
STOPPED = "Stopped before its turn came."
UNEXPECTED = "An unexpected fault stopped the work on this image. The other images are not affected."


@dataclass(frozen=True, slots=True)
class AnalysisSummary:
    """What became of the images of one analysis.

    Attributes
    ----------
    counts
        Images and frames for each status.
    seconds
        From the start to the last result.
    """

    counts: Counter[Status]
    seconds: float

    @property
    def images_per_second(self) -> float:
        """Images that were read and scored or refused, for each second."""
        done = self.counts.total() - self.counts[Status.CANCELLED]
        return done / self.seconds if self.seconds > 0.0 else 0.0


class Analysis:
    """One job. Give it files with `add`, then `close_input`; it is finished when `future` is.

    Every file that was added comes back through `on_result` exactly once for each of its frames, whatever happens,
    cancellation included. Cancelling closes the input.

    Parameters
    ----------
    reader
        Reads the files; it stays open.
    model
        Scores them; not changed during the job.
    on_result
        Called from several threads, at most one call for each image or frame.
    token
        Stops the job.
    anyway
        Scores what the gate refuses too; the refusal stands beside each such score.
    """

    def __init__(
        self,
        reader: PooledReader,
        model: ModelSession,
        on_result: Callable[[ImageResult], None],
        token: CancellationToken,
        *,
        anyway: bool = False,
    ) -> None:
        self._anyway = anyway
        self.future: Future[AnalysisSummary] = Future()
        self._reader = reader
        self._model = model
        self._on_result = on_result
        self._interrupt = Interrupt()
        self._pending = PendingImages()
        self._batch = 1 if model.on_cpu else ACCELERATOR_BATCH
        inference_threads = usable_cores() if model.on_cpu else 1
        self._prepared: BoundedQueue[PreparedImage] = BoundedQueue(2 * inference_threads * self._batch)
        self._counts: Counter[Status] = Counter()
        self._counting = Lock()
        self._readers = _threads("read", self._read_all, usable_cores())
        self._inference_threads = _threads("infer", self._infer_all, inference_threads)
        self.future.set_running_or_notify_cancel()
        token.on_cancel(self._stop)
        Thread(target=self._run, name="analysis", daemon=True).start()

    def add(self, files: Iterable[ScannedFile]) -> None:
        """Append files; those that come after the input was closed come back as cancelled at once."""
        self._add([PendingImage(ImageKey(file.path)) for file in files])

    def add_again(self, results: Iterable[ImageResult]) -> None:
        """Append images that have an outcome already, each without the other frames of its file; otherwise as `add`."""
        self._add([PendingImage(result.key, result.image_sha256) for result in results])

    def _add(self, images: Sequence[PendingImage]) -> None:
        if not self._pending.add(images):
            self._return_cancelled(images)

    def close_input(self) -> None:
        """Say that no more files come; the job ends when those here are done."""
        self._pending.close()

    def prioritise(self, keys: Sequence[ImageKey]) -> None:
        """Read these first, in this order, where they still wait."""
        self._pending.prioritise(keys)

    def _stop(self) -> None:
        self._pending.stop()
        self._interrupt.stop()

    def _run(self) -> None:
        started = time.monotonic()
        for thread in (*self._readers, *self._inference_threads):
            thread.start()
        for thread in self._readers:
            thread.join()
        self._prepared.close()
        for thread in self._inference_threads:
            thread.join()
        self._return_cancelled(self._pending.drain())
        self.future.set_result(AnalysisSummary(self._counts, time.monotonic() - started))

    def _read_all(self) -> None:
        while (waiting := self._pending.take()) is not None:
            outcome = self._read(waiting)
            known = outcome.known if isinstance(outcome, PreparedImage) else outcome
            if isinstance(outcome, PreparedImage):
                self._prepared.put(outcome)
            else:
                self._emit(outcome)
            # A file whose digest was known before was read before: its other frames have their outcomes.
            self._pending.finish(() if waiting.image_sha256 else _followers(known))

    def _read(self, waiting: PendingImage) -> PreparedImage | ImageResult:
        """Read and prepare one image; the picture itself is let go before anything waits for the queue."""
        try:
            image = self._reader.read(waiting.key.path, waiting.key.frame)
            digest = waiting.image_sha256 or file_sha256(waiting.key.path)
            return prepare(image, digest, self._model.card, anyway=self._anyway)
        except Cancelled as error:
            return ImageResult(waiting.key, Status.CANCELLED, error.sentence)
        except XrayError as error:
            return ImageResult(waiting.key, Status.FAILED, error.sentence, _sha256_if_readable(waiting))
        except Exception as error:  # noqa: BLE001 - one strange file must not take the others along
            log_fault(logger, "reading", error)
            return ImageResult(waiting.key, Status.FAILED, UNEXPECTED, _sha256_if_readable(waiting))

    def _infer_all(self) -> None:
        while batch := self._prepared.take(self._batch):
            for result in self._infer(batch):
                self._emit(result)

    def _infer(self, batch: Sequence[PreparedImage]) -> list[ImageResult]:
        try:
            output = self._model.run(np.concatenate([one.model_input.tensor for one in batch]), self._interrupt)
        except Cancelled:
            return [replace(one.known, status=Status.CANCELLED, reason=STOPPED) for one in batch]
        except InferenceError as error:
            if len(batch) > 1:
                # One image of the batch is at fault; alone, the others get their answers.
                return [result for one in batch for result in self._infer([one])]
            return [replace(batch[0].known, status=Status.FAILED, reason=error.sentence)]
        except Exception as error:  # noqa: BLE001 - a fault of ours must not lose the images in hand
            log_fault(logger, "inference", error)
            return [replace(one.known, status=Status.FAILED, reason=UNEXPECTED) for one in batch]
        return outcomes(batch, output, self._model, anyway=self._anyway)

    def _return_cancelled(self, images: Iterable[PendingImage]) -> None:
        for image in images:
            self._emit(ImageResult(image.key, Status.CANCELLED, STOPPED, image.image_sha256))

    def _emit(self, result: ImageResult) -> None:
        with self._counting:
            self._counts[result.status] += 1
        try:
            self._on_result(result)
        except Exception as error:  # noqa: BLE001 - a listener's fault must not stop the work on the other images
            log_fault(logger, "the delivery of a result", error)


def usable_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _threads(name: str, work: Callable[[], None], count: int) -> tuple[Thread, ...]:
    # Daemons: a window that dies of a fault must not leave an invisible process behind that waits for them.
    return tuple(Thread(target=work, name=f"{name}-{number}", daemon=True) for number in range(count))


def _followers(first: ImageResult) -> list[PendingImage]:
    """List the frames after the first one of a file; they share its digest."""
    if first.key.frame != 0:
        return []
    frames = range(1, first.frame_count)
    return [PendingImage(ImageKey(first.key.path, frame), first.image_sha256) for frame in frames]


def _sha256_if_readable(waiting: PendingImage) -> str:
    try:
        return waiting.image_sha256 or file_sha256(waiting.key.path)
    except XrayError:
        return ""
