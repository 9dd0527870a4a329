"""A local server that answers as the Hugging Face Hub does where a model is pushed, and keeps what it was sent."""

from __future__ import annotations

import base64
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMIT = "a" * 40


@dataclass
class Hub:
    """What the server was asked and sent.

    Attributes
    ----------
    url
        Where it listens.
    requests
        Method and path, in order.
    refusals
        Answers other than the usual: status by a part of the path.
    created
        What repositories were asked for.
    tokens
        That came with the requests.
    files
        Content of each committed file by its path.
    """

    url: str = ""
    requests: list[str] = field(default_factory=list)
    refusals: dict[str, int] = field(default_factory=dict)
    created: list[dict[str, Any]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    large: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    message: str = ""
    branch: str = ""


@contextmanager
def serve_hub() -> Iterator[Hub]:
    """Run the server on a free port of this machine."""
    hub = Hub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self._body()
            self._answer(*_answer_to(hub, self.path, body))

        def do_PUT(self) -> None:
            hub.large[self.path.rsplit("/", 1)[1]] = self._body()
            self._answer(200, {})

        def do_GET(self) -> None:
            self._body()
            self._answer(404, {"error": "Repository not found"})

        def _body(self) -> bytes:
            hub.requests.append(f"{self.command} {self.path}")
            if "authorization" in self.headers:
                hub.tokens.add(self.headers["authorization"])
            return _read(self)

        def _answer(self, status: int, content: dict[str, Any]) -> None:
            refused = next((number for part, number in hub.refusals.items() if part in self.path), None)
            # What is refused because it is there already comes with the address of what is there.
            sent = json.dumps({"error": "refused by the test", **content} if refused else content).encode()
            self.send_response(refused or status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    return Handler


def _read(handler: BaseHTTPRequestHandler) -> bytes:
    if handler.headers.get("transfer-encoding", "") != "chunked":
        return handler.rfile.read(int(handler.headers.get("content-length", 0)))
    parts = []
    while size := int(handler.rfile.readline().strip(), 16):
        parts.append(handler.rfile.read(size))
        handler.rfile.readline()
    handler.rfile.readline()
    return b"".join(parts)


def _answer_to(hub: Hub, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
    if path == "/api/repos/create":
        asked = json.loads(body)
        hub.created.append(asked)
        return 200, {"url": f"{hub.url}/{asked['organization']}/{asked['name']}"}
    if path == "/api/validate-yaml":
        return 200, {"errors": [], "warnings": []}
    if "/preupload/" in path:
        files = [entry["path"] for entry in json.loads(body)["files"]]
        return 200, {"files": [_mode(name) for name in files]}
    if path.endswith("/info/lfs/objects/batch"):
        return 200, {"transfer": "basic", "objects": [_upload(hub, entry) for entry in json.loads(body)["objects"]]}
    if path == "/verify":
        return 200, {}
    if "/branch/" in path:
        return 201, {}
    return _commit(hub, path, body)


def _mode(name: str) -> dict[str, Any]:
    return {"path": name, "uploadMode": "lfs" if name.endswith(".onnx") else "regular", "shouldIgnore": False}


def _upload(hub: Hub, entry: dict[str, Any]) -> dict[str, Any]:
    actions = {"upload": {"href": f"{hub.url}/lfs/{entry['oid']}"}, "verify": {"href": f"{hub.url}/verify"}}
    return {"oid": entry["oid"], "size": entry["size"], "actions": actions}


def _commit(hub: Hub, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
    hub.branch = path.rsplit("/", 1)[1]
    for line in body.splitlines():
        entry = json.loads(line)
        value = entry["value"]
        if entry["key"] == "header":
            hub.message = value["summary"]
        elif entry["key"] == "file":
            hub.files[value["path"]] = base64.b64decode(value["content"])
        else:
            hub.files[value["path"]] = hub.large[value["oid"]]
    repository = path.removeprefix("/api/models/").partition("/commit/")[0]
    return 200, {"commitUrl": f"{hub.url}/{repository}/commit/{COMMIT}", "commitOid": COMMIT, "pullRequestUrl": None}
