"""The report of a shift validation reads any tree of run folders, and its figures can be checked by hand."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from converter.cli import main
from converter.evaluation.calibration import sigmoid
from converter.evaluation.held_out import HeldOut
from converter.evaluation.stress import PROBES, STRESSES
from converter.experiments.shift.probes import load_probes
from converter.training.run_folder import RunFolder
from tests.converter.test_shift import rows_of, write_set

if TYPE_CHECKING:
    from pathlib import Path

STRESS = "gamma 0.6"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of a set of drawn images."""
    folder = tmp_path_factory.mktemp("shift-report")
    data = write_set(folder / "data")
    assert main(["shift", "plan", f"--data={data}", f"--output={folder / 'plan'}"]) == 0
    return folder / "plan"


def write_run(plan: Path, path: Path, *, skill: float, seed: int) -> None:
    """Make up a finished run: its scores are drawn, the higher for positives the greater the skill."""
    path.mkdir(parents=True)
    manifest = rows_of(plan / f"{path.parent.name}.csv")
    with (path / "split.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, ["file", "label", "patient", "sha256", "part"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(manifest)
    (path / "model.keras").write_bytes(b"")
    held = [row for row in manifest if row["part"] == "held-out"]
    labels = np.array([int(row["label"] == "PNEUMONIA") for row in held])
    logits = np.random.default_rng(seed).normal(size=len(held)) + skill * labels
    HeldOut(
        labels,
        np.array([row["patient"] for row in held]),
        logits,
        np.stack([-logits]),
        np.array([STRESS]),
        np.zeros((1, 4, 4, 1), np.float16),
    ).save(path / "held_out.npz")


@pytest.fixture
def tree(plan: Path, tmp_path: Path) -> Path:
    """Two candidates: one that tells the classes apart, one that hardly does."""
    for seed in (1, 2):
        write_run(plan, tmp_path / "runs/good/series-1" / f"seed-{seed}", skill=4.0, seed=seed)
        write_run(plan, tmp_path / "runs/poor/series-1" / f"seed-{seed}", skill=1.0, seed=seed + 10)
    return tmp_path / "runs"


def _report(plan: Path, tree: Path, *more: str) -> Path:
    folder = tree.parent / "report"
    assert main(["shift", "report", f"--plan={plan}", f"--runs={tree}", f"-o={folder}", *more]) == 0
    return folder


def _scores(tree: Path, candidate: str, seed: int) -> HeldOut:
    return HeldOut.load(tree / candidate / "series-1" / f"seed-{seed}" / "held_out.npz")


def test_every_network_is_measured_as_it_is_and_under_stress(plan: Path, tree: Path) -> None:
    rows = rows_of(_report(plan, tree) / "figures.csv")
    for candidate in ("good", "poor"):
        for seed in (1, 2):
            scores = _scores(tree, candidate, seed)
            own = {
                row["copy"]: row
                for row in rows
                if (row["candidate"], row["seed"], row["group"]) == (candidate, str(seed), "series-1")
            }
            auc = roc_auc_score(scores.labels, scores.logits)
            assert float(own["as they are"]["auc"]) == pytest.approx(auc)
            assert float(own[STRESS]["auc"]) == pytest.approx(1.0 - auc)
            # Of 40 positives, 39 have to be found: the threshold is the second lowest of them.
            threshold = np.sort(scores.logits[scores.labels == 1])[1]
            cleared = (scores.logits[scores.labels == 0] < threshold).mean()
            assert float(own["as they are"]["specificity"]) == pytest.approx(cleared)


def test_candidates_are_ranked_by_their_worst_group(plan: Path, tree: Path) -> None:
    folder = _report(plan, tree)
    ranked = json.loads((folder / "report.json").read_text())
    assert list(ranked) == ["good", "poor"]
    group = ranked["good"]["groups"][0]
    assert group["seeds"] == 2
    assert group["specificity"]["n"] == 40
    assert group["lowest"] <= group["specificity"]["value"] <= group["highest"]
    assert group["specificity"]["low"] <= group["specificity"]["value"] <= group["specificity"]["high"]
    text = (folder / "report.md").read_text()
    assert text.index("| good | series-1") < text.index("| poor | series-1")
    assert (folder / "groups.png").read_bytes().startswith(b"\x89PNG")


def test_a_mean_of_candidates_is_a_candidate(plan: Path, tree: Path) -> None:
    rows = rows_of(_report(plan, tree, "--mean=good,poor") / "figures.csv")
    both = [_scores(tree, candidate, 1) for candidate in ("good", "poor")]
    auc = roc_auc_score(both[0].labels, np.mean([sigmoid(scores.logits) for scores in both], axis=0))
    row = next(
        row for row in rows if (row["candidate"], row["seed"], row["copy"]) == ("good + poor", "1", "as they are")
    )
    assert float(row["auc"]) == pytest.approx(auc)


@pytest.mark.parametrize(
    ("mean", "sentence"),
    [("good,unknown", "no finished validation and seed in common"), ("good", "two candidates or more")],
)
def test_a_mean_that_cannot_be_is_refused(
    plan: Path, tree: Path, mean: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["shift", "report", f"--plan={plan}", f"--runs={tree}", f"-o={tree.parent / 'no'}", f"--mean={mean}"]
    assert main(command) != 0
    assert sentence in " ".join(capsys.readouterr().err.split())


def test_an_empty_folder_of_runs_is_refused(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["shift", "report", f"--plan={plan}", f"--runs={tmp_path}", f"-o={tmp_path / 'no'}"]) == 1
    assert "CANDIDATE/VALIDATION/seed-N" in capsys.readouterr().err


def test_images_that_the_plan_does_not_hold_out_are_refused(
    plan: Path, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "good/series-1").rename(tree / "good/series-2")
    assert main(["shift", "report", f"--plan={plan}", f"--runs={tree}", f"-o={tree.parent / 'no'}"]) == 1
    assert "named after the manifest" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_recipe_is_trained_scored_again_and_reported(plan: Path, tmp_path: Path) -> None:
    command = ["shift", "run", "--recipe=cnn28", "--set=training.epochs=1", f"--plan={plan}", f"--output={tmp_path}"]
    assert main([*command, "--validations", "series-2", "--seeds", "5"]) == 0
    run = RunFolder(tmp_path / "cnn28/series-2/seed-5")
    trained = run.model_file.stat().st_mtime_ns
    assert main([*command, "--validations", "series-2", "--seeds", "5"]) == 0
    assert run.model_file.stat().st_mtime_ns == trained
    before = HeldOut.load(run.held_out_file)
    fewer = HeldOut(
        *(before.labels, before.patients, before.logits, before.stressed[:1], before.stress_names[:1], before.samples)
    )
    fewer.save(run.held_out_file)
    assert main(["shift", "score", f"--runs={tmp_path}"]) == 0
    after = HeldOut.load(run.held_out_file)
    assert after.stress_names.tolist() == list(STRESSES)
    np.testing.assert_allclose(after.stressed, before.stressed, atol=1e-5)
    assert list(load_probes(run.path)) == list(PROBES)
    report = _report(plan, tmp_path)
    assert "lungs masked" in {row["copy"] for row in rows_of(report / "figures.csv")}
