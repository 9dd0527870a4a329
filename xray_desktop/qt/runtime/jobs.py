"""Work away from the GUI thread, of which only the answers to questions that are still asked arrive.

A controller has one `Jobs` for each kind of work: reading a header, listing models, scoring a study. Each thing that
it asks for is a `Question`. A question asked anew under the same key takes the place of the one before: that one's
token is cancelled, and neither its answer nor anything that it tells on its way arrives any more, however late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.runtime.threads import TICK_MS, Bridge, Mailbox
from xray_desktop.services.cancellation import CancellationToken

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from concurrent.futures import Executor, Future

    from xray_desktop.qt.runtime.lifetime import Lifetime

Item = TypeVar("Item")


class Background(QObject):
    """Where jobs run, and the way back from there.

    Parameters
    ----------
    executor
        Runs what `Jobs.ask` is given.
    lifetime
        Jobs register their end with it.
    on_fault
        Called on the GUI thread with every exception that no controller asked for.
    """

    def __init__(
        self,
        executor: Executor,
        lifetime: Lifetime,
        on_fault: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.executor, self.lifetime = executor, lifetime
        self.bridge = Bridge(on_fault, self)
        lifetime.at_stop(self.bridge.close)


class Question(Generic[Item]):
    """Something that was asked for; made by `Jobs.begin`.

    Attributes
    ----------
    key
        What it is about; a later question of the same key takes its place.
    token
        Cancelled once nobody asks any more.
    replaced
        A later question of the same key took its place before it was answered. What is written to a disk must be
        written though the program ends, which cancels the token, but not over what was asked for later.
    """

    __slots__ = ("_box", "_is_asked", "key", "replaced", "token", "unanswered")

    def __init__(self, key: Hashable, box: Mailbox[Item], is_asked: Callable[[Question[Item]], bool]) -> None:
        self.key = key
        self.token = CancellationToken()
        self.replaced = False
        self.unanswered = 0
        self._box, self._is_asked = box, is_asked

    def is_asked(self) -> bool:
        """Tell whether its answers are still wanted."""
        return self._is_asked(self)

    def tell(self, item: Item) -> None:
        """Send an item on the way to the answer; safe from any thread."""
        self._box.post(item, self.is_asked)


class Jobs(QObject, Generic[Item]):
    """One kind of work in the background. GUI thread.

    Signals
    -------
    told(list)
        What questions that are still asked told, in order, one list a tick; before their answers.

    Parameters
    ----------
    background
        Where the work runs.
    on_answer
        Bound method, weakly held; given the context and the result. Nothing is done with the result where None.
    on_error
        Bound method, weakly held; given the context and the exception, `Cancelled` included. Without it exceptions go
        to the background's ``on_fault``, and `Cancelled` nowhere.
    tick_ms, at_most
        How often `told` is emitted, in milliseconds, and with how many items.
    """

    told = Signal(list)

    def __init__(
        self,
        background: Background,
        on_answer: Callable[..., None] | None = None,
        on_error: Callable[..., None] | None = None,
        *,
        tick_ms: int = TICK_MS,
        at_most: int = 1000,
    ) -> None:
        super().__init__(background)
        self._background = background
        self._on_answer = None if on_answer is None else WeakMethod(on_answer)
        self._on_error = None if on_error is None else WeakMethod(on_error)
        self._asked: dict[Hashable, Question[Item]] = {}
        self._box: Mailbox[Item] = Mailbox(self, tick_ms=tick_ms, at_most=at_most)
        self._box.delivered.connect(self.told)
        background.lifetime.at_stop(self.close)

    # --- asking --------------------------------------------------------------------------------

    def ask(
        self, work: Callable[..., Any], *arguments: Any, key: Hashable = None, context: tuple[Any, ...] = ()
    ) -> Future[Any]:
        """Have work done in the background, in the place of what was asked under this key.

        Parameters
        ----------
        work, arguments
            What is called, on a thread of the executor.
        key
            What it is about. Jobs of which each counts have keys of their own; None where the latest counts.
        context
            What the methods are given before the result.
        """
        return self.run(self.begin(key), work, *arguments, context=context)

    def begin(self, key: Hashable = None) -> Question[Item]:
        """Ask something new; the work needs the question itself, to tell things or to hear of its end."""
        before = self._asked.get(key)
        if before is not None:
            before.replaced = True
        self.drop(key)
        question = Question(key, self._box, self._is_asked)
        self._asked[key] = question
        return question

    def run(
        self, question: Question[Item], work: Callable[..., Any], *arguments: Any, context: tuple[Any, ...] = ()
    ) -> Future[Any]:
        """Have work done for a question; see `ask`."""
        future = self._background.executor.submit(work, *arguments)
        self.watch(question, future, context)
        return future

    def watch(self, question: Question[Item], future: Future[Any], context: tuple[Any, ...] = ()) -> None:
        """Take what becomes of a future as an answer to a question; one question may have several."""
        question.unanswered += 1
        self._background.bridge.watch(
            future, self._take_answer, self._take_error, question.is_asked, (question, context)
        )

    def drop(self, key: Hashable = None) -> None:
        """Ask no more what was asked under a key: its token is cancelled, and nothing of it arrives."""
        question = self._asked.pop(key, None)
        if question is not None:
            question.token.cancel()

    def drop_all(self) -> None:
        """Ask nothing any more."""
        for key in tuple(self._asked):
            self.drop(key)

    def close(self) -> None:
        """Ask nothing any more, and deliver nothing."""
        self.drop_all()
        self._box.close()

    def is_asking(self, key: Hashable = None) -> bool:
        """Tell whether a question under this key still waits for its answer."""
        return key in self._asked

    def report(self, fault: BaseException) -> None:
        """Hand on an exception that came as an answer and is none that was expected."""
        self._background.bridge.report(fault)

    def _is_asked(self, question: Question[Item]) -> bool:
        return self._asked.get(question.key) is question

    # --- answers -------------------------------------------------------------------------------

    def _take_answer(self, question: Question[Item], context: tuple[Any, ...], result: Any) -> None:
        self._settle(question, self._on_answer, (*context, result))

    def _take_error(self, question: Question[Item], context: tuple[Any, ...], error: Exception) -> None:
        if self._on_error is None:
            self._settle(question, None, ())
            self._background.bridge.report(error)
        else:
            self._settle(question, self._on_error, (*context, error))

    def _settle(self, question: Question[Item], method: WeakMethod[Any] | None, arguments: tuple[Any, ...]) -> None:
        """Hand an answer over once all that was told before it is handed over."""

        def hand_over() -> None:
            question.unanswered -= 1
            if question.unanswered == 0:
                del self._asked[question.key]
            call = None if method is None else method()
            if call is not None:
                call(*arguments)

        self._box.when_empty(hand_over, question.is_asked)
