"""Servers on this machine that answer what the real clients of Kaggle, the Hub and archives ask."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class Answer:
    """What a server says."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None
    """Length that the header tells, where it is not the truth."""


@contextmanager
def serve(answer: Callable[[str, str, bytes], Answer]) -> Iterator[str]:
    """Answer by method, path with its query, and body; return the server's address."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            said = answer(self.command, unquote(self.path), body)
            content, status, headers = said.content, said.status, dict(said.headers)
            ranged = self.headers.get("range")
            if ranged and status == 200:
                first, _, last = ranged.removeprefix("bytes=").partition("-")
                end = min(int(last) if last else len(content), len(content) - 1)
                headers["content-range"] = f"bytes {first}-{end}/{len(content)}"
                content, status = content[int(first) : end + 1], 206
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(said.promised or len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_HEAD = do_POST = _answer  # noqa: N815 - names of the standard library

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Hub:
    """A Hugging Face Hub with data sets in memory: files by repository and revision."""

    def __init__(self) -> None:
        self.repositories: dict[str, dict[str, dict[str, bytes]]] = {}
        self.refusal: int | None = None

    def answer(self, method: str, path: str, body: bytes) -> Answer:
        if self.refusal:
            return Answer(status=self.refusal)
        path, _, query = path.partition("?")
        repository = next((name for name in self.repositories if f"/datasets/{name}" in path), None)
        if repository is None:
            return _missing("RepoNotFound", 401)
        rest = path.partition(repository)[2].strip("/")
        for branch in ("refs/convert/parquet", "main"):
            commit = hashlib.sha1(branch.encode()).hexdigest()  # noqa: S324 - a name, as git gives it
            rest = rest.replace(f"/{branch}", f"/{commit}")
            if commit in rest or (branch == "main" and not rest):
                files = self.repositories[repository].get(branch)
                if files is None:
                    return _missing("RevisionNotFound")
                action, _, rest = rest.partition(commit)
                return _of_files(
                    action.strip("/"),
                    rest.strip("/"),
                    files,
                    repository,
                    commit,
                    body,
                    deep="recursive=true" in query.lower(),
                )
        return _missing("RevisionNotFound")


def _of_files(
    action: str, path: str, files: dict[str, bytes], repository: str, commit: str, body: bytes, *, deep: bool
) -> Answer:
    if action == "resolve":
        if path not in files:
            return _missing("EntryNotFound", headers={"x-repo-commit": commit})
        etag = hashlib.sha256(files[path]).hexdigest()
        return Answer(files[path], headers={"x-repo-commit": commit, "etag": f'"{etag}"', "accept-ranges": "bytes"})
    folders = sorted(
        {"/".join(parts[:end]) for parts in (name.split("/") for name in files) for end in range(1, len(parts))}
    )
    entries = [{"type": "directory", "path": name, "oid": commit} for name in folders] + [
        {"type": "file", "path": name, "size": len(content), "oid": hashlib.sha1(content).hexdigest()}  # noqa: S324
        for name, content in files.items()
    ]
    if action == "tree":
        below = f"{path}/" if path else ""
        inside = [entry for entry in entries if str(entry["path"]).startswith(below)]
        return _json([entry for entry in inside if deep or "/" not in str(entry["path"]).removeprefix(below)])
    if action == "paths-info":
        wanted = json.loads(body)["paths"]
        return _json([entry for entry in entries if entry["path"] in wanted])
    siblings = [{"rfilename": name} for name in files]
    return _json({"id": repository, "sha": commit, "siblings": siblings, "tags": [], "private": False, "downloads": 0})


def _json(value: object) -> Answer:
    return Answer(json.dumps(value).encode(), headers={"content-type": "application/json"})


def _missing(code: str, status: int = 404, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status=status, headers={"x-error-code": code, **(headers or {})})
