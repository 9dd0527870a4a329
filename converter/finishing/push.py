"""A model file and its card go to the Hugging Face Hub, by the Hub's own client."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

from converter.errors import PushError, RecipeError
from converter.finishing.card_check import problems_of
from converter.finishing.hub_files import HubFiles, hub_files
from xray_desktop.atomic_file import atomic_file
from xray_desktop.model_file.checks import check_model_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from huggingface_hub import HfApi

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_MAIN = "main"
_SENTENCES = {
    401: "The Hub does not accept the token. Log in again with: hf auth login",
    402: "The Hub asks for payment before it takes this. See your account there.",
    403: "The token may not write to {repository}. Make one with write permission, or name a repository of your own.",
    404: "The Hub has no {repository}, or no branch of that name, or the token may not see it.",
    409: "Somebody changes {repository} at the same moment. Push again.",
    412: "Somebody changed {repository} in the meantime. Push again.",
    413: "The Hub says that this is too large for {repository}.",
    429: "The Hub asks for a pause: too many requests. Push again later.",
}
_NO_CLIENT = 'Pushing needs the client of the Hub: pip install "xray-desktop[hub]".'
_NO_TOKEN = "There is no token for the Hub. Log in with: hf auth login, or put the token into the variable HF_TOKEN."  # noqa: S105 - a sentence
_NO_NETWORK = "The Hub cannot be reached. Check the network; with --dry-run the files are written into a folder."


def prepare(file: Path) -> HubFiles:
    """Make what is put on the Hub.

    Parameters
    ----------
    file
        A ``.onnx`` file that keeps what its card promises.

    Raises
    ------
    PushError
        The client of the Hub is not installed, or the model file fails a check.
    ModelError
        The file cannot be used.
    """
    if find_spec("huggingface_hub") is None:
        raise PushError(_NO_CLIENT)
    checked = check_model_file(file)
    problems = problems_of(file)
    if problems:
        raise PushError(f"{problems[0]} It is not pushed.")
    return hub_files(checked)


def write_folder(files: HubFiles, folder: Path) -> None:
    """Write what would be put on the Hub.

    Raises
    ------
    PushError
        The folder holds something else, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(entry.name not in files.contents for entry in folder.iterdir()):
            raise PushError("The folder holds other files already. Name a new one.")
        for name, content in files.contents.items():
            with atomic_file(folder / name) as stream:
                stream.write(content)
    except OSError as error:
        raise PushError("The folder cannot be written. Check the free space and the permissions.") from error


def require_repository(repository: str) -> None:
    """Make sure that a repository is named as the Hub names them.

    Raises
    ------
    RecipeError
        It is not.
    """
    if not _REPOSITORY.fullmatch(repository) or "--" in repository or ".." in repository:
        raise RecipeError("A repository of the Hub is named USER/NAME, for instance jane/ped-pneumonia.")


def push(files: HubFiles, repository: str, *, message: str, private: bool = False, revision: str | None = None) -> str:
    """Put files on the Hub in one commit; the repository is made where there is none.

    Parameters
    ----------
    files
        From `prepare`.
    repository
        ``USER/NAME``.
    message
        Of the commit.
    private
        A new repository is for its owner alone; one that is there stays as it is.
    revision
        Branch, made where there is none; the main one where None.

    Returns
    -------
    str
        Address of the commit.

    Raises
    ------
    PushError
        There is no token, no network, no permission, or the Hub refuses.
    RecipeError
        `repository` is no name of one.
    """
    from huggingface_hub import CommitOperationAdd, HfApi, get_token

    require_repository(repository)
    if get_token() is None:
        raise PushError(_NO_TOKEN)
    api = HfApi(library_name="xray-converter")
    operations = [CommitOperationAdd(name, content) for name, content in files.contents.items()]
    try:
        _make_place(api, repository, revision, private=private)
        done = api.create_commit(repository, operations, commit_message=message, revision=revision)
    except Exception as error:  # the client raises classes of its own, of its HTTP library, and plain ones
        sentence = next(filter(None, (_sentence(one, repository) for one in _causes(error))), "")
        if not sentence:
            raise
        raise PushError(sentence) from error
    return str(done.commit_url)


def _make_place(api: HfApi, repository: str, revision: str | None, *, private: bool) -> None:
    api.create_repo(repository, private=private or None, exist_ok=True)
    if revision and revision != _MAIN:
        api.create_branch(repository, branch=revision, exist_ok=True)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Return an error and what it was raised from: the client wraps what goes wrong while a large file is sent."""
    while error is not None:
        yield error
        error = error.__cause__


def _sentence(error: BaseException, repository: str) -> str:
    """Say what went wrong; empty where nobody foresaw it."""
    from huggingface_hub.errors import OfflineModeIsEnabled

    if isinstance(error, OfflineModeIsEnabled):
        return "The client of the Hub is switched off by the variable HF_HUB_OFFLINE."
    response = getattr(error, "response", None)
    if response is None:
        if isinstance(error, ValueError):
            return f"The Hub refuses the files: {_first_line(str(error))}"
        return _NO_NETWORK if _is_of_the_network(error) else ""
    status = int(response.status_code)
    if status in _SENTENCES:
        return _SENTENCES[status].format(repository=repository)
    if status >= 500:
        return "The Hub has a fault of its own at the moment. Push again later."
    told = getattr(error, "server_message", None)
    return f"The Hub refuses: {_first_line(str(told))}" if told else "The Hub refuses this without saying why."


def _is_of_the_network(error: BaseException) -> bool:
    """Tell what the HTTP library raises, by its base class: which library that is depends on the client's version."""
    from huggingface_hub.errors import HfHubHTTPError

    return isinstance(error, (HfHubHTTPError.__bases__[0], ConnectionError, TimeoutError))


def _first_line(text: str) -> str:
    line = next((line.strip(" -") for line in text.splitlines() if line.strip()), "").rstrip(".:")
    return f"{line}."
