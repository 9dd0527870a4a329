"""What was scored past the gate is kept only where the study and the model that it was asked for are still there."""

from __future__ import annotations

import threading

import pytest

from tests.support.gate_study import THRESHOLD, write_gate_study
from tests.support.gated_model import write_gated_model
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.model_file.card import InputContract

CHILDREN = InputContract(rows=64, columns=64, patient_age_years=(1.0, 5.0))
REFUSED = ("leg.dcm", "noise.png", "tomogram.dcm")


class HeldReader(PooledReader):
    """Reads as ever, but what is asked for while `holding` only when the test lets it go.

    Attributes
    ----------
    held
        What keeps back the reading of a file, by its name.
    """

    def __init__(self):
        super().__init__(workers=2)
        self.holding = False
        self.held = {}

    def read(self, path, frame=0):
        if self.holding:
            gate = self.held[path.name] = threading.Event()
            assert gate.wait(30)
        return super().read(path, frame)


@pytest.fixture
def reader(gated):
    with HeldReader() as made:
        gated.parts.decoders.reader = made
        yield made
        for gate in made.held.values():
            gate.set()
        gated.close()


@pytest.fixture
def gated(window, finished, tmp_path):
    """Open a window over the gate's study, with the gated model alone, and wait for the scores."""
    (window.models / "tiny.onnx").unlink()
    write_gated_model(window.models / "gated.onnx", THRESHOLD, input=CHILDREN)
    application = window(write_gate_study(tmp_path / "study"))
    finished(application)
    return application


def overridden(application):
    """Return the names of the files that were scored although the gate refused them."""
    return {key.path.name for key, result in application.parts.study.results().items() if result.overridden}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "the first one last"])
def test_a_decision_for_a_study_that_is_gone_is_not_carried_out_in_the_next(
    gated, reader, finished, wait, qtbot, tmp_path, order
):
    override, told, folder = gated.parts.gate_override, [], tmp_path / "study"
    override.scored.connect(lambda: told.append(overridden(gated)))
    decisions = (("leg.dcm", "noise.png"), ("tomogram.dcm",))
    analyses = []
    for number, names in enumerate(decisions):
        if number:
            # The same files, so that an answer that is late would find its image.
            reader.holding = False
            gated.parts.study_controller.open([folder])
            wait(lambda: gated.parts.study_controller.walk.value == "done")
            finished(gated)
        reader.holding = True
        override.score_anyway([ImageKey(folder / name) for name in names])
        wait(lambda names=names: set(names) <= set(reader.held))
        analyses.append(override._analyses[-1])
    for number in order:
        for name in decisions[number]:
            reader.held[name].set()
        analyses[number].future.result(60)
        qtbot.wait(100)
    wait(lambda: bool(told))
    assert told == [{"tomogram.dcm"}]
    assert overridden(gated) == {"tomogram.dcm"}
    # Only the first one was of several images, which the message bar speaks of.
    assert not gated.window.messages.sentences()


def test_a_second_decision_while_the_first_is_carried_out_joins_it(gated, reader, wait, tmp_path):
    override, told, folder = gated.parts.gate_override, [], tmp_path / "study"
    override.scored.connect(lambda: told.append(overridden(gated)))
    reader.holding = True
    for name in ("leg.dcm", "noise.png"):
        override.score_anyway([ImageKey(folder / name)])
    wait(lambda: set(reader.held) == {"leg.dcm", "noise.png"})
    for name in ("noise.png", "leg.dcm"):
        reader.held[name].set()
    wait(lambda: bool(told))
    assert told == [{"leg.dcm", "noise.png"}]
