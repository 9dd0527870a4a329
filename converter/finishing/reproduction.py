"""The commands that made a model file, out of what its card noted of each step.

Everything is made anew below one folder; what the steps were given is looked for where the card says that it was, or
where the user says that it is now. What a card does not know is said in a comment.
"""

from __future__ import annotations

import hashlib
import shlex
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from converter.finishing.recipe_arguments import recipe_arguments
from converter.recipe import Recipe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xray_desktop.model_file.card import ModelCard
    from xray_desktop.model_file.derivation import Derivation, StepInput

_PROGRAM = "xray-converter"
_WRITTEN = ("-o", "--output", "--model-output", "--diagram", "--report")
_DATA = "IMAGES"
"""Stands where a card does not say which images were given."""
_AGAIN = "#"


@dataclass(slots=True)
class _Script:
    """Lines of a shell script.

    Attributes
    ----------
    into
        Folder that everything is made in.
    moved
        Where things lie now, by the names under which the card has them.
    planned
        Whether the plan of held-out groups is made already.
    """

    into: PurePosixPath
    moved: Mapping[str, str]
    planned: bool = False
    lines: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        self.lines.append(f"# {sentence}")

    def run(self, arguments: Iterable[str]) -> None:
        self.lines.append(shlex.join([_PROGRAM, *arguments]))

    def at(self, name: str) -> str:
        """Say where something lies that the card knows by a name, or something below it."""
        for known, here in self.moved.items():
            if name == known or name.startswith(f"{known}/"):
                return here + name[len(known) :]
        return name


@dataclass(frozen=True, slots=True)
class _Network:
    """One network of a model file.

    Attributes
    ----------
    name
        Of the model.
    training
        What the card has under ``training``.
    steps
        How it was made.
    folder
        Where it is made anew.
    """

    name: str
    training: Mapping[str, Any]
    steps: Sequence[Derivation]
    folder: PurePosixPath

    @property
    def run(self) -> str:
        """Where its run folder goes."""
        return str(self.folder / "run")

    def recipe(self) -> Recipe | None:
        """Return the recipe; None where no recipe of ours made it."""
        try:
            return Recipe.model_validate(self.training["recipe"])
        except ValidationError:
            return None


def reproduction(card: ModelCard, into: PurePosixPath, moved: Mapping[str, str]) -> str:
    """Write the commands that made a model file, in order, as a shell script.

    Parameters
    ----------
    card
        Of the file.
    into
        Folder that everything is made in.
    moved
        Where inputs lie now, by the names under which the card has them.
    """
    script = _Script(into, moved)
    script.say(f"{card.name}: how it was made, as its card tells it.")
    script.say(f"Trained with {_versions(card.training.versions)}.")
    script.say("The same versions on the same kind of processor give the same network; others one that is alike.")
    made: dict[str, str] = {} if card.members else {_digest(card.training.manifest_sha256): str(into / "run")}
    model = str(into / f"{card.model_id}.onnx")
    whole = _Network(card.model_id, card.training.model_dump(), card.derivation, into)
    if card.members:
        files = [_member(script, card, number, into, made) for number in range(len(card.members))]
        placed = {f"{{member{number}}}": file for number, file in enumerate(files, 1)}
        _steps(script, whole, placed, made, model)
    else:
        _trained(script, whole)
        _steps(script, whole, {"{run}": whole.run}, made, model)
    return "\n".join(script.lines) + "\n"


def _member(script: _Script, card: ModelCard, number: int, into: PurePosixPath, made: dict[str, str]) -> str:
    """Write how a member was made; return its file."""
    member, folder = card.members[number], into / f"member-{number + 1}"
    told = card.training.recipe.get("members", [])
    training = told[number] if number < len(told) else {"recipe": {}}
    network = _Network(member.model_id, training, member.derivation, folder)
    script.lines.append("")
    script.say(f"Member {number + 1}: {member.name}, SHA-256 {member.sha256}.")
    digest = _digest(training.get("manifest_sha256", ""))
    earlier = sum(key.partition(_AGAIN)[0] == digest for key in made)
    made[_nth(digest, earlier)] = network.run
    _trained(script, network)
    return _steps(script, network, {"{run}": network.run}, made, str(folder / f"{member.model_id}.onnx"))


def _versions(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items()) or "versions that are not known"


def _digest(manifest_sha256: str) -> str:
    """Return the digest under which a step has a run folder; see `converter.export.derivation`."""
    return hashlib.sha256(manifest_sha256.encode()).hexdigest()


def _trained(script: _Script, network: _Network) -> None:
    """Write the training."""
    step = next((step for step in network.steps if step.step == "train"), None)
    recipe = network.recipe()
    if recipe is None:
        return
    script.lines.append("")
    if step is None:
        script.say(f"The card does not say which images were given, nor by which commands. {_DATA} stands for them.")
        script.run(["train", *recipe_arguments(recipe, {}), "--data", script.at(_DATA), "--output", network.run])
        script.run(["export", network.run, "-o", str(network.folder / f"{network.name}.onnx")])
        return
    _introduce(script, step)
    images = next((given.path for given in step.inputs if given.kind == "images"), _DATA)
    if images.endswith(".csv"):
        script.say(f"  {images} is a manifest: `xray-converter data split` makes one, --at says where yours lies.")
    arguments = recipe_arguments(recipe, _files(script, network))
    script.run(["train", *arguments, "--data", script.at(images), "--output", network.run])


def _files(script: _Script, network: _Network) -> dict[str, str]:
    """Say where the files lie that training was given, by their names."""
    given = [one for step in network.steps if step.step == "train" for one in step.inputs if one.kind == "file"]
    return {PurePosixPath(one.path).name: script.at(one.path) for one in given}


def _introduce(script: _Script, step: Derivation) -> None:
    script.say(f"{step.step}, {step.at:%Y-%m-%d %H:%M} UTC: {step.sentence}")
    if source := step.versions.get("source"):
        script.say(f"  source tree {source}")
    for given in step.inputs:
        counted = f"{given.images:,} images, " if given.images else ""
        script.say(f"  {given.path}: {counted}SHA-256 {given.sha256}")


def _steps(script: _Script, network: _Network, placed: dict[str, str], made: dict[str, str], model: str) -> str:
    """Write all steps but the training; return the file that the last one wrote."""
    for step in network.steps:
        if step.step == "train":
            continue
        script.lines.append("")
        _introduce(script, step)
        if not step.command:
            script.say("  The card does not hold the command of this step.")
            continue
        for given in step.inputs:
            if given.runs and given.path not in made:
                made[given.path] = _held_out_runs(script, network, given)
        known, seen = {}, Counter[str]()
        for given in step.inputs:
            known[given.path] = _found(given, seen[given.sha256], made, script)
            seen[given.sha256] += 1
        arguments = _placed(step.command, known | placed | {"{model}": model}, network.folder)
        model = _written(arguments) or model
        script.run(arguments)
    return model


def _found(given: StepInput, earlier: int, made: Mapping[str, str], script: _Script) -> str:
    """Say where an input lies.

    Held-out runs are known by their folder, since those of two recipes have held out the same images; run folders by
    their split, and those of one split by their order.
    """
    if given.runs:
        return made.get(given.path, script.at(given.path))
    return made.get(_nth(given.sha256, earlier), made.get(given.sha256, script.at(given.path)))


def _nth(digest: str, earlier: int) -> str:
    """Name a run folder by its split, where others before it have the same."""
    return f"{digest}{_AGAIN}{earlier}" if earlier else digest


def _held_out_runs(script: _Script, network: _Network, given: StepInput) -> str:
    """Write how the networks were trained that points were chosen on; return where they lie."""
    recipe = network.recipe()
    if recipe is None:
        script.say(f"  The card does not say how the networks in {given.path} were trained.")
        return script.at(given.path)
    plan = str(script.into / "plan")
    if not script.planned:
        folders = [one.path for step in network.steps for one in step.inputs if one.kind == "images"]
        images = next((path for path in folders if not path.endswith(".csv")), _DATA)
        script.run(["shift", "plan", "--data", script.at(images), "--output", plan])
        script.planned = True
    candidate, where = PurePosixPath(given.path).name, str(network.folder / "held-out-runs")
    for validation, seeds in _seeds(given.runs).items():
        which = ["--validations", validation, "--seeds", *seeds, "--name", candidate]
        arguments = recipe_arguments(recipe, _files(script, network))
        script.run(["shift", "run", *arguments, *which, "--plan", plan, "--output", where])
    return f"{where}/{candidate}"


def _seeds(runs: Sequence[str]) -> dict[str, list[str]]:
    """Return the seeds of each validation, out of ``validation/seed-N``."""
    found: dict[str, list[str]] = {}
    for run in runs:
        validation, _, seed = run.partition("/seed-")
        found.setdefault(validation, []).append(seed)
    return found


def _placed(command: Sequence[str], known: Mapping[str, str], folder: PurePosixPath) -> list[str]:
    """Put what is known in the place of what the card calls it, and what is written into the folder."""
    arguments: list[str] = []
    for argument in command:
        option, equals, value = argument.rpartition("=")
        written = option in _WRITTEN or (bool(arguments) and arguments[-1] in _WRITTEN)
        if written:
            arguments.append(f"{option}{equals}{folder / PurePosixPath(value).name}")
        elif argument in known:
            arguments.append(known[argument])
        else:
            arguments.append(f"{option}{equals}{known.get(value, value)}")
    return arguments


def _written(arguments: Sequence[str]) -> str:
    """Return the model file that a command writes; empty where it changes the one that it is given."""
    values = [argument.rpartition("=")[2] for argument in arguments]
    marks = ["", *arguments]
    for value, argument, before in zip(values, arguments, marks, strict=False):
        named = before in _WRITTEN or argument.partition("=")[0] in _WRITTEN
        if named and value.endswith(".onnx"):
            return value
    return ""
