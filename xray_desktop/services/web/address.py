"""Web addresses: which are asked, and which are not."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from xray_desktop.errors import FetchError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

HTTPS_PORT = 443
_LONGEST = 8192
_PRINTABLE = "!#$%&'()*+,/:;=?@[]~"
_MORE_THAN_A_NAME = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 80
_HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where a request goes.

    Attributes
    ----------
    host
        As the certificate names it: a name in ASCII, or an IP address without brackets.
    port
        443 unless the address says otherwise.
    target
        Path and query, quoted.
    """

    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The whole address again."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"https://{host}:{self.port}{self.target}"

    @property
    def file_name(self) -> str:
        """A name for what comes from there, safe on every file system; ``download`` where the path has none."""
        last = unquote(self.target.partition("?")[0].rsplit("/", 1)[-1], errors="replace")
        return _MORE_THAN_A_NAME.sub("_", last).strip("._")[-_LONGEST_NAME:] or "download"


def parse_address(text: str) -> WebAddress:
    """Read an address that the user typed, or dropped.

    Raises
    ------
    FetchError
        It is none, it is not https, or it carries a name and a password.
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise FetchError(_NO_ADDRESS) from error
    _check_scheme(parts.scheme)
    if not parts.hostname or len(text) > _LONGEST or not text.isprintable() or " " in text:
        raise FetchError(_NO_ADDRESS)
    if parts.username is not None or parts.password is not None:
        raise FetchError("The address carries a name or a password, and those are never sent. Take them out of it.")
    query = f"?{quote(parts.query, safe=_PRINTABLE)}" if parts.query else ""
    return WebAddress(
        _ascii(parts.hostname), HTTPS_PORT if port is None else port, quote(parts.path or "/", safe=_PRINTABLE) + query
    )


def redirected(address: WebAddress, location: str) -> WebAddress:
    """Follow where a server points; what is not https is refused.

    Raises
    ------
    FetchError
        It points to something else than an https address.
    """
    try:
        target = urljoin(address.url, location.strip())
    except ValueError as error:
        raise FetchError(_NO_ADDRESS) from error
    if urlsplit(target).scheme.lower() != "https":
        raise FetchError("The server points on to an address that is not https, and that is not followed.")
    return parse_address(target)


def check_ip_address(address: IPAddress, *, from_outside: bool) -> None:
    """Refuse addresses at which no picture lies.

    The user may name a server of the house, on a private network or on this machine. A server outside may not point
    there: what it asks for would be asked with this machine's standing in that network.

    Parameters
    ----------
    from_outside
        A server on the public internet pointed here.

    Raises
    ------
    FetchError
        It is for this link alone (RFC 3927, where machines keep their secrets), for many, or for nobody; or it is a
        private one that a public server named.
    """
    plain = getattr(address, "ipv4_mapped", None) or address
    if plain.is_link_local or plain.is_multicast or plain.is_unspecified or (plain.is_reserved and plain.version == 4):
        raise FetchError("This address is not one at which pictures lie, so it is not asked.")
    if from_outside and not plain.is_global:
        raise FetchError("A public server points into the private network here, and that is not followed.")


_NO_ADDRESS = "This is no web address. It begins with https:// and the name of a server."


def _check_scheme(scheme: str) -> None:
    if scheme.lower() == "http":
        raise FetchError(
            "Addresses with http are not opened: anybody on the way could read or change the picture. "
            "Most servers answer to the same address with https."
        )
    if scheme.lower() != "https":
        raise FetchError(_NO_ADDRESS)


def _ascii(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise FetchError(_NO_ADDRESS) from error
    if not _HOST.fullmatch(name):
        raise FetchError(_NO_ADDRESS)
    return name
