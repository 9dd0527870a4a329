"""One connection to an https server that anybody can end at any time, whatever it is waiting for."""

from __future__ import annotations

import http.client
import ipaddress
import os
import selectors
import socket
import ssl
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from xray_desktop.errors import Cancelled, FetchError
from xray_desktop.services.web.address import check_ip_address

if TYPE_CHECKING:
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.web.address import IPAddress, WebAddress

_LOOK_SECONDS = 0.05
"""How often somebody who waits looks whether he still should."""

USER_AGENT = "xray-desktop"
"""Says what asks, not who, nor on what machine."""


class HttpsConnection(http.client.HTTPSConnection):
    """Asks one server for one file, over its own certificate's name, at an address that was checked.

    Parameters
    ----------
    context
        Whom to believe.
    token
        Ends the connection when somebody says stop.
    seconds
        For connecting, and for every wait after it.
    from_outside
        A server on the public internet pointed here.
    """

    def __init__(
        self,
        address: WebAddress,
        context: ssl.SSLContext,
        token: CancellationToken,
        seconds: float,
        *,
        from_outside: bool,
    ) -> None:
        proxy = _proxy_for(address)
        super().__init__(*(proxy or (address.host, address.port)), timeout=seconds, context=context)
        if proxy is not None:
            self.set_tunnel(address.host, address.port)
        self._name, self._trusted, self._tunnelled = address.host, context, proxy is not None
        self._token, self._seconds, self._from_outside = token, seconds, from_outside
        self._live: socket.socket | None = None
        self._watch: Timer | None = None
        self.timed_out = self.public = False
        token.on_cancel(self.abort)

    def request_file(self, address: WebAddress, whole_seconds: float) -> http.client.HTTPResponse:
        """Send the request, which is all that is sent: no cookies, no referrer; and read the answer's head."""
        self._watch = Timer(whole_seconds, self._give_up)
        self._watch.start()
        self.request("GET", address.target, headers={"User-Agent": USER_AGENT, "Accept": "*/*"})
        return self.getresponse()

    def abort(self) -> None:
        """End it from any thread: whoever waits for it wakes."""
        if self._live is not None:
            with suppress(OSError):
                # Not the secure socket's own method, which says goodbye first and may wait for that.
                socket.socket.shutdown(self._live, socket.SHUT_RDWR)

    def end(self) -> None:
        """Let go of it and of the thread that watches it, however much the server still has to say."""
        self.abort()
        self.close()
        if self._watch is not None:
            self._watch.cancel()
            self._watch.join()

    def raise_if_ended(self) -> None:
        """Tell the end of a file from the end that `abort` made.

        Raises
        ------
        Cancelled
            Somebody said stop.
        TimeoutError
            It took too long.
        """
        self._token.raise_if_cancelled()
        if self.timed_out:
            raise TimeoutError

    def connect(self) -> None:
        """Connect, and have the server prove who it is."""
        plain = self._connect_plainly()
        self.sock = plain
        if self._tunnelled:
            self._tunnel()  # type: ignore[attr-defined]  # what `http.client` does at this place
        secure = self._trusted.wrap_socket(plain, server_hostname=self._name, do_handshake_on_connect=False)
        self.sock = self._live = secure
        self.raise_if_ended()
        secure.do_handshake()

    def _give_up(self) -> None:
        self.timed_out = True
        self.abort()

    def _connect_plainly(self) -> socket.socket:
        last: OSError = ConnectionRefusedError()
        for ip in self._addresses():
            try:
                self._live = made = self._connect_to(ip)
            except ConnectionError as error:
                last = error
                continue
            self.public = ip.is_global and not self._tunnelled
            self.raise_if_ended()
            return made
        raise last

    def _addresses(self) -> list[IPAddress]:
        found = _resolve(self.host, self.port, self._token, self._seconds)
        if not self._tunnelled:
            for ip in found:
                check_ip_address(ip, from_outside=self._from_outside)
        return found

    def _connect_to(self, ip: IPAddress) -> socket.socket:
        made = socket.socket(socket.AF_INET if ip.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
        try:
            made.setblocking(False)
            with suppress(BlockingIOError):
                made.connect((str(ip), self.port))
            self._wait_until_connected(made)
            made.settimeout(self._seconds)
        except BaseException:
            made.close()
            raise
        return made

    def _wait_until_connected(self, made: socket.socket) -> None:
        end = time.monotonic() + self._seconds
        with selectors.DefaultSelector() as selector:
            selector.register(made, selectors.EVENT_WRITE)
            while not selector.select(_LOOK_SECONDS):
                self.raise_if_ended()
                if time.monotonic() > end:
                    raise TimeoutError
        code = made.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            raise OSError(code, os.strerror(code))


def _resolve(host: str, port: int, token: CancellationToken, seconds: float) -> list[IPAddress]:
    """Ask for a name's addresses; the system's answer cannot be hurried, so that a thread of its own waits for it."""
    answers: SimpleQueue[list[IPAddress] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            # Each address once, in the system's order.
            names = dict.fromkeys(str(each[4][0]).partition("%")[0] for each in found)
            answers.put([ipaddress.ip_address(name) for name in names])
        except OSError as error:
            answers.put(error)

    Thread(target=ask, name="name lookup", daemon=True).start()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        token.raise_if_cancelled()
        try:
            answer = answers.get(timeout=_LOOK_SECONDS)
        except Empty:
            continue
        if isinstance(answer, OSError):
            raise answer
        return answer
    raise TimeoutError


def _proxy_for(address: WebAddress) -> tuple[str, int] | None:
    """Find the way out that the system prescribes; it carries what is encrypted and sees only the server's name."""
    proxy = getproxies().get("https", "")
    if not proxy or proxy_bypass(address.host):
        return None
    parts = urlsplit(proxy if "//" in proxy else f"//{proxy}")
    if parts.scheme not in ("", "http") or not parts.hostname or parts.username is not None:
        raise FetchError("The proxy that the system names is of a kind that this program does not use.")
    return parts.hostname, parts.port or 8080


def translated(error: Exception, token: CancellationToken) -> Exception:
    """Turn what a connection raises into the sentence that the user reads."""
    if token.cancelled:
        return Cancelled()
    if isinstance(error, FetchError | Cancelled):
        return error
    if isinstance(error, TimeoutError):
        return FetchError("The server took too long, so the download was given up. Try again later.")
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(
            f"The server cannot prove that it is the one named: {_certificate_words(error)}. Nothing was asked of it."
        )
    if isinstance(error, ssl.SSLError):
        return FetchError("No secure connection to the server comes about, so nothing was asked of it.")
    if isinstance(error, http.client.HTTPException):
        return FetchError("The server's answer cannot be understood, or breaks off.")
    return FetchError(_network_words(error))


# OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH.
_CERTIFICATE_WORDS = {
    10: "its certificate has expired",
    62: "its certificate is for another name",
    64: "its certificate is for another address",
}


def _certificate_words(error: ssl.SSLCertVerificationError) -> str:
    return _CERTIFICATE_WORDS.get(error.verify_code, "nobody whom this machine trusts vouches for its certificate")


def _network_words(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "The server's name is not known. Check the address, and the connection to the network."
    if isinstance(error, ConnectionRefusedError):
        return "Nothing answers at this address. Check it, or try again later."
    if isinstance(error, ConnectionError):
        return "The server broke off the connection. Try again later."
    return "There is no way to the server. Check the connection to the network."
