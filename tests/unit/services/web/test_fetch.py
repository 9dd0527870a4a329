"""A picture from a web address: over real https on this machine, and a sentence for whatever is wrong."""

from __future__ import annotations

import logging
import threading
import time
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.support.https_server import Asked, HttpsServer, https_server, make_certificate
from tests.support.small_disk import small_disk
from tests.support.threads import no_thread_left
from xray_desktop.errors import Cancelled, FetchError
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.session.folder import SessionFolder
from xray_desktop.services.web.fetch import FetchLimits, fetch

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(1000)
LIMITS = FetchLimits(file_bytes=1 << 20, wait_seconds=5.0, whole_seconds=10.0)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


class Fetching:
    """Serves one answer after the other and downloads from there."""

    def __init__(self, certificate: Path, session: SessionFolder) -> None:
        self._certificate, self._session = certificate, session
        self.token = CancellationToken()
        self.progress: list[tuple[int, int | None]] = []

    @contextmanager
    def server(self, answer: Callable[[Asked], None]) -> Iterator[HttpsServer]:
        with https_server(self._certificate, answer) as server:
            yield server

    def take(self, url: str, trusting: ssl.SSLContext | None, limits: FetchLimits = LIMITS) -> Path:
        return fetch(
            url,
            self._session.new_folder,
            self.token,
            lambda done, of: self.progress.append((done, of)),
            limits,
            trusting,
        )

    def __call__(self, answer: Callable[[Asked], None], path: str = "/x", limits: FetchLimits = LIMITS) -> Path:
        with self.server(answer) as server:
            return self.take(server.url + path, server.trusting, limits)

    def refused(self, answer: Callable[[Asked], None], limits: FetchLimits = LIMITS) -> str:
        with pytest.raises(FetchError) as caught:
            self(answer, limits=limits)
        assert "localhost" not in caught.value.sentence, "an address may be a secret"
        return caught.value.sentence


@pytest.fixture
def fetching(certificate: Path, tmp_path: Path) -> Iterator[Fetching]:
    session = SessionFolder(tmp_path / "sessions")
    with no_thread_left():
        yield Fetching(certificate, session)
    session.close()
    assert not list(tmp_path.glob("sessions/*"))


def test_downloads_a_picture_and_says_how_far_it_is(fetching: Fetching) -> None:
    content = PNG + bytes(200_000)
    path = fetching(lambda asked: asked.give(content), "/chest.png?size=1")
    assert path.read_bytes() == content
    assert path.name == "chest.png"
    done = [step for step, _ in fetching.progress]
    assert done == sorted(done)
    assert fetching.progress[-1] == (len(content), len(content))
    assert path.parent.stat().st_mode & 0o077 == 0


def test_nothing_is_sent_but_the_request(fetching: Fetching) -> None:
    def answer(asked: Asked) -> None:
        if asked.path == "/first":
            asked.give(b"", 302, Location="/second", Set_Cookie="who=you")
        else:
            asked.give(PNG)

    with fetching.server(answer) as server:
        fetching.take(f"{server.url}/first", server.trusting)
    for headers in server.asked:
        assert sorted(headers) == ["Accept", "Accept-Encoding", "Host", "User-Agent"]
        assert headers["User-Agent"] == "xray-desktop"
        assert headers["Accept-Encoding"] == "identity"


def test_the_content_decides_what_it_is(fetching: Fetching, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("x.png", PNG)
    dicom = bytes(128) + b"DICM" + bytes(100)
    for content, name in (
        (archive.read_bytes(), "get.zip"),
        (dicom, "get.dcm"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "get.jpg"),
        (b"II*\x00" + bytes(50), "get.tif"),
    ):
        assert fetching(lambda asked, content=content: asked.give(content), "/get").name == name


def test_a_stream_without_a_length_is_taken(fetching: Fetching) -> None:
    def answer(asked: Asked) -> None:
        asked.give(b"", Content_Length="", Connection="close")
        asked.wfile.write(PNG)
        asked.close_connection = True

    def in_chunks(asked: Asked) -> None:
        asked.give(b"", Content_Length="", Transfer_Encoding="chunked")
        for byte in (PNG[:3], PNG[3:]):
            asked.wfile.write(f"{len(byte):x}\r\n".encode() + byte + b"\r\n")
        asked.wfile.write(b"0\r\n\r\n")

    assert fetching(answer).read_bytes() == PNG
    assert fetching(in_chunks).read_bytes() == PNG


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "never sent"),
        (403, "never sent"),
        (404, "nothing at this address"),
        (410, "nothing at this address"),
        (429, "Try again later"),
        (503, "Try again later"),
        (206, "does not give the file"),
        (418, "does not give the file"),
    ],
)
def test_says_why_a_server_gives_nothing(fetching: Fetching, status: int, words: str) -> None:
    assert words in fetching.refused(lambda asked: asked.give(b"no", status))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!doctype html><title>Picture</title>", "web page"),
        (b"%PDF-1.7" + bytes(600), "no picture, no DICOM object and no zip"),
        (b"", "empty"),
    ],
)
def test_says_what_lies_there_instead_and_keeps_none_of_it(fetching: Fetching, content: bytes, words: str) -> None:
    assert words in fetching.refused(lambda asked: asked.give(content))


def test_what_is_too_large_is_refused_before_it_comes(fetching: Fetching) -> None:
    sentence = fetching.refused(lambda asked: asked.give(PNG, Content_Length=str(2 << 20)))
    assert "larger than the 1 MB" in sentence
    assert fetching.progress == []


def test_a_server_that_lies_about_the_length_is_stopped_at_the_limit(fetching: Fetching) -> None:
    def endless(asked: Asked) -> None:
        asked.give(PNG, Content_Length="")
        while True:
            asked.wfile.write(bytes(1 << 16))

    assert "larger than the 1 MB" in fetching.refused(endless)


def test_a_file_that_breaks_off_is_not_taken_for_whole(fetching: Fetching) -> None:
    def half(asked: Asked) -> None:
        asked.give(PNG, Content_Length=str(10 * len(PNG)))
        asked.close_connection = True

    assert "breaks off" in fetching.refused(half)


def test_packed_answers_are_not_taken(fetching: Fetching) -> None:
    assert "not asked for" in fetching.refused(lambda asked: asked.give(PNG, Content_Encoding="gzip"))


def test_follows_five_pointers_and_not_six(fetching: Fetching) -> None:
    def chain(asked: Asked) -> None:
        left = int(asked.path[1:])
        if left:
            asked.give(b"", 302, Location=f"/{left - 1}")
        else:
            asked.give(PNG)

    assert fetching(chain, "/5").read_bytes() == PNG
    with pytest.raises(FetchError, match="on and on"):
        fetching(chain, "/6")


@pytest.mark.parametrize("target", ["http://localhost/x", "file:///etc/passwd", "https://x@localhost/", ""])
def test_follows_no_pointer_away_from_https(fetching: Fetching, target: str) -> None:
    sentence = fetching.refused(lambda asked: asked.give(b"", 301, Location=target))
    assert ("on and on" in sentence) if not target else ("https" in sentence or "never sent" in sentence)


def test_a_certificate_nobody_vouches_for_is_refused(fetching: Fetching) -> None:
    with fetching.server(lambda asked: asked.give(PNG)) as server:
        with pytest.raises(FetchError, match="nobody whom this machine trusts"):
            fetching.take(server.url, None)
        with pytest.raises(FetchError, match="for another address"):
            fetching.take(server.url.replace("localhost", "127.0.0.1"), server.trusting)
        assert server.asked == []


def test_a_server_that_speaks_no_https(fetching: Fetching) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as plain:
        port = plain.getsockname()[1]

        def speak() -> None:
            connection, _ = plain.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                connection.recv(4096)

        thread = threading.Thread(target=speak)
        thread.start()
        with pytest.raises(FetchError, match="No secure connection"):
            fetching.take(f"https://localhost:{port}/", None)
        thread.join()


def test_nobody_there(fetching: Fetching) -> None:
    with pytest.raises(FetchError, match="Nothing answers"):
        fetching.take("https://localhost:1/", None)
    with pytest.raises(FetchError, match="not known"):
        fetching.take("https://nobody.invalid/", None)


def test_a_server_that_keeps_silent_is_given_up(fetching: Fetching) -> None:
    released = threading.Event()

    def silent(_asked: Asked) -> None:
        released.wait(10)

    patience = FetchLimits(wait_seconds=0.2, whole_seconds=5.0)
    with fetching.server(silent) as server:
        with pytest.raises(FetchError, match="took too long"):
            fetching.take(server.url, server.trusting, patience)
        released.set()


def test_a_server_that_drips_is_given_up(fetching: Fetching) -> None:
    def drip(asked: Asked) -> None:
        asked.give(PNG[:20], Content_Length=str(len(PNG)))
        for byte in PNG[20:]:
            asked.wfile.write(bytes([byte]))
            time.sleep(0.02)

    assert "took too long" in fetching.refused(drip, FetchLimits(wait_seconds=5.0, whole_seconds=0.4))


def _stopped(fetching: Fetching, url: str, context: ssl.SSLContext | None, when: threading.Event) -> None:
    outcome: list[BaseException] = []

    def run() -> None:
        try:
            fetching.take(url, context, FetchLimits())
        except BaseException as error:  # noqa: BLE001 - looked at below
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert when.wait(10)
    fetching.token.cancel()
    thread.join(5)
    assert not thread.is_alive(), "it waits on although somebody said stop"
    assert isinstance(outcome[0], Cancelled), outcome


def test_can_be_stopped_while_bytes_come_and_leaves_nothing(fetching: Fetching) -> None:
    begun, released = threading.Event(), threading.Event()

    def stall(asked: Asked) -> None:
        asked.give(PNG, Content_Length="100000")
        begun.set()
        released.wait(10)

    with fetching.server(stall) as server:
        _stopped(fetching, server.url, server.trusting, begun)
        released.set()


def test_can_be_stopped_while_the_server_thinks(fetching: Fetching) -> None:
    begun, released = threading.Event(), threading.Event()

    def think(_asked: Asked) -> None:
        begun.set()
        released.wait(10)

    with fetching.server(think) as server:
        _stopped(fetching, server.url, server.trusting, begun)
        released.set()


def test_can_be_stopped_during_the_handshake(fetching: Fetching) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as mute:
        begun = threading.Event()
        connections: list[socket.socket] = []

        def accept() -> None:
            connections.append(mute.accept()[0])
            connections[0].recv(1)
            begun.set()

        thread = threading.Thread(target=accept)
        thread.start()
        _stopped(fetching, f"https://localhost:{mute.getsockname()[1]}/", None, begun)
        thread.join()
        connections[0].close()


def test_a_full_disk_is_said_and_leaves_nothing(certificate: Path, tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "disk") as disk,
        https_server(certificate, lambda asked: asked.give(PNG * 900)) as server,
    ):
        folder = disk / "files"

        def new_folder() -> Path:
            folder.mkdir()
            return folder

        with pytest.raises(FetchError, match="cannot be kept: no space left"):
            fetch(server.url, new_folder, CancellationToken(), lambda *_: None, LIMITS, server.trusting)
        assert not folder.exists()


def test_goes_through_the_proxy_that_the_system_names(fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    lines: list[bytes] = []
    with fetching.server(lambda asked: asked.give(PNG)) as server, socket.create_server(("127.0.0.1", 0)) as proxy:

        def pass_on() -> None:
            client, _ = proxy.accept()
            with client, socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2]))) as there:
                head = b""
                while b"\r\n\r\n" not in head:
                    head += client.recv(4096)
                lines.append(head)
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pump, args=(there, client))
                back.start()
                _pump(client, there)
                back.join()

        thread = threading.Thread(target=pass_on)
        thread.start()
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        monkeypatch.setenv("no_proxy", "")
        assert fetching.take(f"{server.url}/x", server.trusting).read_bytes() == PNG
        thread.join()
    assert lines[0].startswith(b"CONNECT localhost:")
    assert b"User-Agent" not in lines[0]


def _pump(source: object, target: object) -> None:
    import socket

    assert isinstance(source, socket.socket)
    assert isinstance(target, socket.socket)
    try:
        while block := source.recv(1 << 16):
            target.sendall(block)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def test_addresses_never_reach_the_log(fetching: Fetching, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    fetching.refused(lambda asked: asked.give(b"", 404))
    fetching(lambda asked: asked.give(PNG), "/secret-name.png")
    assert caplog.text == ""
