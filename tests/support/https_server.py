"""A real https server on this machine, with a certificate made for the occasion."""

from __future__ import annotations

import ssl
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Answering = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request; the answer is written with its methods."""

    def give(self, content: bytes, status: int = 200, **headers: str) -> None:
        """Answer; underscores in the names of headers become hyphens."""
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(content)))
        for name, value in headers.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        pass


@dataclass
class HttpsServer:
    """Where it is, whom to believe to reach it, and what it was asked."""

    url: str
    trusting: ssl.SSLContext
    asked: list[dict[str, str]] = field(default_factory=list)
    """The headers of each request."""


def make_certificate(folder: Path, name: str = "localhost") -> Path:
    """Make a key and a certificate that it signed itself, in one file."""
    path = folder / f"{name}.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"),
            *("-keyout", str(path), "-out", f"{path}.crt"),
        ],
        check=True,
        capture_output=True,
    )
    with path.open("ab") as file:
        file.write((folder / f"{path.name}.crt").read_bytes())
    return path


@contextmanager
def https_server(certificate: Path, answer: Answering) -> Iterator[HttpsServer]:
    """Serve until the end of the block; ``answer`` gets every GET."""

    class Handler(Asked):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.asked.append(dict(self.headers))
            try:
                answer(self)
            except OSError:
                self.close_connection = True

    class Quiet(ThreadingHTTPServer):
        daemon_threads = False

        def handle_error(self, *_: object) -> None:
            """A client that goes away is no news."""

    listening = Quiet(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    # The handshake belongs to the thread of the connection: one that never comes must not stop the others.
    listening.socket = context.wrap_socket(listening.socket, server_side=True, do_handshake_on_connect=False)
    trusting = ssl.create_default_context(cafile=str(certificate))
    server = HttpsServer(f"https://localhost:{listening.server_address[1]}", trusting)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()
