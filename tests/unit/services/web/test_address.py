"""Which web addresses are asked, and what a file from there is called."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xray_desktop.errors import FetchError
from xray_desktop.services.web.address import WebAddress, check_ip_address, parse_address, redirected


def test_reads_an_address() -> None:
    address = parse_address("  https://Pictures.Example.org/chest%201/é.dcm?size=full#top ")
    assert (address.host, address.port) == ("pictures.example.org", 443)
    assert address.target == "/chest%201/%C3%A9.dcm?size=full"
    assert address.file_name == "é.dcm"


def test_reads_names_beyond_ascii_and_numbers() -> None:
    assert parse_address("https://röntgen.example/").host == "xn--rntgen-wxa.example"
    assert parse_address("https://[::1]:8443/x").url == "https://[::1]:8443/x"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("http://example.org/x.png", "http are not opened"),
        ("file:///etc/passwd", "no web address"),
        ("ftp://example.org/x", "no web address"),
        ("javascript:alert(1)", "no web address"),
        ("example.org/x.png", "no web address"),
        ("", "no web address"),
        ("https://", "no web address"),
        ("https://example.org:99999/", "no web address"),
        ("https://example.org/x\r\nHost: other", "no web address"),
        ("https://exa mple.org/", "no web address"),
        ("https://[::1/", "no web address"),
        ("https://" + "a" * 70 + ".org/", "no web address"),
        ("https://anna:secret@example.org/x", "never sent"),
        ("https://example.org/" + "x" * 9000, "no web address"),
    ],
)
def test_refuses_what_is_not_asked(text: str, words: str) -> None:
    with pytest.raises(FetchError, match=words) as caught:
        parse_address(text)
    assert "secret" not in str(caught.value)


@given(st.text())
def test_any_text_is_an_address_or_a_sentence(text: str) -> None:
    address: WebAddress | None
    try:
        address = parse_address(f"https://{text}")
    except FetchError as error:
        address = None
        sentence = error.sentence
    if address is None:
        assert sentence
        return
    assert address.target.startswith("/")
    assert address.target.isascii()
    assert not set(address.host + address.target) & set(" \r\n\t")
    assert parse_address(address.url) == address


@given(st.text())
def test_the_files_name_is_safe(text: str) -> None:
    name = WebAddress("example.org", 443, f"/{text}").file_name
    assert name
    assert not set(name) & set('/\\:*?"<>|\0')
    assert not name.startswith(".")
    assert len(name) <= 80


def test_follows_https_alone() -> None:
    here = parse_address("https://example.org/a/b.png")
    assert redirected(here, "c.png").target == "/a/c.png"
    assert redirected(here, "//other.example/x").host == "other.example"
    for elsewhere in ("http://example.org/b.png", "file:///etc/passwd", "data:image/png;base64,AA"):
        with pytest.raises(FetchError, match="not https"):
            redirected(here, elsewhere)


@pytest.mark.parametrize("ip", ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::"])  # noqa: S104
def test_some_machines_are_never_asked(ip: str) -> None:
    with pytest.raises(FetchError, match="not asked"):
        check_ip_address(ipaddress.ip_address(ip), from_outside=False)


@pytest.mark.parametrize("ip", ["127.0.0.1", "10.1.2.3", "192.168.0.5", "::1", "fd00::1", "::ffff:10.0.0.1"])
def test_the_user_may_name_a_server_of_the_house_and_a_server_outside_may_not(ip: str) -> None:
    check_ip_address(ipaddress.ip_address(ip), from_outside=False)
    with pytest.raises(FetchError, match="private network"):
        check_ip_address(ipaddress.ip_address(ip), from_outside=True)


def test_public_servers_may_point_to_each_other() -> None:
    check_ip_address(ipaddress.ip_address("93.184.215.14"), from_outside=True)
