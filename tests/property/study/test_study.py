"""Whatever happens to a study, what it keeps up to date agrees with the same made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.support.rows import files_of, row, scored_by
from xray_desktop.findings.finding import Threshold
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.series_info import SeriesInfo
from xray_desktop.study.arrangement import Arrangement, Order, Show, arrange
from xray_desktop.study.branch import folder_branch
from xray_desktop.study.changes import Forgotten, Rearranged, RoleChanged, RowsAdded, RowsChanged
from xray_desktop.study.counts import Tally
from xray_desktop.study.result import GateRecord, ImageResult, Role, Status
from xray_desktop.study.study import Study

if TYPE_CHECKING:
    from xray_desktop.study.changes import Change
    from xray_desktop.study.row import Row

FILES = 12
numbers = st.lists(st.integers(0, FILES - 1), max_size=4, unique=True)
frames = st.integers(0, 2)
roles = st.sampled_from(Role)
lines = st.sampled_from([0.0, 0.3, 0.5, 1.0])
models = st.one_of(st.none(), st.builds(scored_by, st.sampled_from(["a" * 64, "b" * 64, "c" * 64]), lines))
statuses = st.sampled_from(Status)
probabilities = st.sampled_from([0.0, 0.2, 0.3, 0.5, 0.8, 1.0])
arrangements = st.builds(
    Arrangement,
    order=st.sampled_from(Order),
    show=st.sampled_from(Show),
    text=st.sampled_from(["", "film-1", "jpeg"]),
    branch=st.sampled_from([(), folder_branch("a")]),
)


class Mirror:
    """Knows of a study only what an observer is told, and the rows at the places that it is told of."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.rows: dict[ImageKey, Row] = {}
        self.shown: list[ImageKey] = []
        study.observe(self._take)

    def _take(self, change: Change) -> None:
        match change:
            case RowsAdded(rows=rows, places=places):
                assert not any(each.key in self.rows for each in rows)
                self.rows.update((each.key, each) for each in rows)
                self.shown[places.start : places.start] = [self._study.row_at(place).key for place in places]
            case RowsChanged(rows=rows, places=places):
                self.rows.update((each.key, each) for each in rows)
                touched = {place for each in rows if (place := self._study.place_of(each.key)) is not None}
                assert touched <= set(places)
            case RoleChanged():
                self.rows = {each.key: each for each in self._study.rows}
            case Rearranged():
                self.shown = [self._study.rows[index].key for index in self._study.shown]
            case Forgotten():
                self.rows, self.shown = {}, []


class StudyMachine(RuleBasedStateMachine):
    """Does to a study what a window does, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.study = Study()
        self.mirror = Mirror(self.study)

    @rule(wanted=numbers, folder=st.sampled_from(["", "a", "a/b"]))
    def add(self, wanted: list[int], folder: str) -> None:
        known = {each.key.path.name for each in self.study.rows}
        new = [row(number, folder=folder) for number in wanted if f"film-{number}.jpeg" not in known]
        self.study.add(files_of(new))

    @rule(wanted=numbers, frame=frames, status=statuses, probability=probabilities, anyway=st.booleans(), by=roles)
    def result(self, wanted: list[int], frame: int, status: Status, probability: float, anyway: bool, by: Role) -> None:
        gate = GateRecord("atypical", "Unlike others.", overridden=True) if anyway else GateRecord()
        scores = (probability,) if status is Status.SCORED else ()
        self.study.take_results(
            [
                ImageResult(ImageKey(path, frame), status, str(status), scores=scores, frame_count=frame + 1, gate=gate)
                for path in self._paths(wanted)
            ],
            by,
        )

    @rule(wanted=numbers)
    def unreadable(self, wanted: list[int]) -> None:
        for path in self._paths(wanted):
            self.study.take_unreadable(ImageKey(path), "It ends too early.")

    @rule(wanted=numbers, patient=st.sampled_from(["", "1", "2"]))
    def place(self, wanted: list[int], patient: str) -> None:
        place = SeriesInfo(patient_id=patient, study_instance_uid="1") if patient else None
        self.study.take_places([(path, place) for path in self._paths(wanted)])

    def _paths(self, wanted: list[int]):
        names = {f"film-{number}.jpeg" for number in wanted}
        return [each.key.path for each in self.study.rows if each.key.path.name in names and each.key.frame == 0]

    @rule(role=roles, by=models)
    def assign(self, role: Role, by) -> None:
        self.study.assign(role, by)

    @rule(role=roles, line=lines)
    def move(self, role: Role, line: float) -> None:
        self.study.set_threshold(role, Threshold(line))

    @rule(role=roles)
    def begin_anew(self, role: Role) -> None:
        self.study.forget_results(role)

    @rule()
    def reopen(self) -> None:
        self.study.reopen_cancelled()

    @rule(arrangement=arrangements)
    def arrange(self, arrangement: Arrangement) -> None:
        self.study.arrange(arrangement)

    @rule()
    def rearrange(self) -> None:
        self.study.rearrange()

    @rule()
    def forget(self) -> None:
        self.study.forget()

    @invariant()
    def counts_agree_with_a_count_made_anew(self) -> None:
        fresh = Tally()
        for each in self.study.rows:
            fresh.add(each)
        assert self.study.counts == fresh.counts(self.study.threshold)
        assert self.study.histogram(10) == fresh.histogram(10)
        assert dict(self.study.refusals()) == dict(fresh.refusals())

    @invariant()
    def every_row_says_what_the_models_say(self) -> None:
        for each in self.study.rows:
            first, second = self.study.result(each.key), self.study.result(each.key, Role.SECOND)
            assert each.first is first
            assert each.probability == self.study.score(each.key)
            both = None not in (self.study.score(each.key), self.study.score(each.key, Role.SECOND))
            assert (each.second is not None) is both
            if each.second is not None:
                assert each.second.result is second
                assert each.second.threshold == self.study.second.threshold

    @invariant()
    def what_is_shown_agrees_with_an_arrangement_made_anew(self) -> None:
        anew = arrange(self.study.rows, self.study.arrangement, self.study.threshold)
        if not self.study.wants_rearranging:
            assert list(self.study.shown) == anew
        for place, index in enumerate(self.study.shown):
            assert self.study.place_of(self.study.rows[index].key) == place

    @invariant()
    def an_observer_that_follows_the_changes_knows_the_study(self) -> None:
        assert self.mirror.rows == {each.key: each for each in self.study.rows}
        assert self.mirror.shown == [self.study.rows[index].key for index in self.study.shown]

    def teardown(self) -> None:
        """Once all is arranged, nothing is left to arrange."""
        self.study.rearrange()
        assert list(self.study.shown) == arrange(self.study.rows, self.study.arrangement, self.study.threshold)


TestStudy = StudyMachine.TestCase
TestStudy.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
