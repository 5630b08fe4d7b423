"""What the link check may open: nothing that is not on the internet, however it is written, named or redirected to."""

import os
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpcore
import pytest

from app.resources.hosts import may_connect_to
from app.resources.links.checking import Checker
from app.resources.links.client import Client
from app.resources.links.connecting import look_up_within
from app.resources.links.findings import Fault, Finding
from app.resources.links.guard import check_addresses, target_of
from app.resources.links.limits import Limits
from app.resources.tables import LinkState
from tests.sites import CONTEXT, REDIRECTS, Site, running_site

PUBLIC, OTHER_PUBLIC = "93.184.215.14", "1.1.1.1"
QUICK = Limits(connect_seconds=1, read_seconds=0.4, link_seconds=1, pause_seconds=0)


class Internet:
    """Names as we say, and every connection ends at our own site; what was connected to is noted."""

    def __init__(self) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        self.connected: list[tuple[str, int]] = []

    def look_up(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        answers = self.names.get(host, [[PUBLIC]])
        return answers.pop(0) if len(answers) > 1 else answers[0]


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


@pytest.fixture
def internet(site: Site, monkeypatch: pytest.MonkeyPatch) -> Internet:
    internet = Internet()
    really = httpcore.SyncBackend.connect_tcp

    def connect_tcp(self: httpcore.SyncBackend, host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        internet.connected.append((host, port))
        return really(self, "127.0.0.1", site.port, timeout)

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect_tcp)
    return internet


@pytest.fixture
def look_at(internet: Internet) -> Callable[[str], Finding]:
    return Checker(Client(QUICK, look_up=internet.look_up, context=CONTEXT), threading.Event()).look_at


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%1",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)
def test_an_address_that_is_not_on_the_internet_is_not_connected_to(address: str) -> None:
    assert not may_connect_to(address, allows_private=False)


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::93.184.215.14"])
def test_an_address_on_the_internet_is_connected_to(address: str) -> None:
    assert may_connect_to(address, allows_private=False)


def test_the_setting_opens_private_networks_and_never_what_a_cloud_keeps_its_secrets_at() -> None:
    assert all(may_connect_to(each, allows_private=True) for each in ("127.0.0.1", "10.0.0.1", "::1", "fd00::1"))
    refused = ("169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255")
    assert not any(may_connect_to(each, allows_private=True) for each in refused)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Fault, match="private network"):
        check_addresses([PUBLIC, "10.0.0.1"], allows_private=False)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://localhost./",
        "http://intranet/",
        "http://printer.local/",
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://0x7f.0.0.1/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://１２７.０.０.１/",
        "http://127。0。0。1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://council.example.org:22/",
        "http://council.example.org:0/",
        "http://council.example.org:99999/",
        "http://name@council.example.org/",
        "http://council.example.org\\@10.0.0.1/",
        "http://:80/",
        "http://a..example.org/",
        "http://[half",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://council.example.org/",
        "//council.example.org/",
        "http://council.example.org/\r\nHost: inside",
        f"http://council.example.org/{'a' * 1_000}",
        "",
    ],
)
def test_an_address_whose_words_forbid_it_is_not_even_looked_up(
    url: str, look_at: Callable[[str], Finding], internet: Internet
) -> None:
    assert look_at(url).state is LinkState.UNSURE
    assert (internet.asked, internet.connected) == ([], [])


def test_an_address_with_letters_beyond_ascii_is_asked_for_as_the_web_writes_it() -> None:
    target = target_of("https://bücher.example.org/straße?q=grün und blau", allows_private=False)
    assert (target.host, target.path) == ("xn--bcher-kva.example.org", "/stra%C3%9Fe?q=gr%C3%BCn%20und%20blau")


@pytest.mark.parametrize("answer", [["10.0.0.1"], ["127.0.0.1"], ["169.254.169.254"], ["::1"], [PUBLIC, "192.168.0.1"]])
def test_a_public_name_of_a_private_address_is_not_opened(
    answer: list[str], look_at: Callable[[str], Finding], internet: Internet
) -> None:
    internet.names["council.example.org"] = [answer]
    finding = look_at("https://council.example.org/")
    assert finding.state is LinkState.UNSURE
    assert "private network" in finding.note
    assert internet.connected == []


def test_the_connection_goes_to_the_very_address_that_was_checked(
    look_at: Callable[[str], Finding], internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _for_numbers_only)
    internet.names["council.example.org"] = [[PUBLIC], [OTHER_PUBLIC], ["127.0.0.1"]]
    assert look_at("http://council.example.org/good").state is LinkState.WORKS
    # robots.txt, then the page: each looked up once, and connected to as looked up.
    assert internet.connected == [(PUBLIC, 80), (OTHER_PUBLIC, 80)]
    assert internet.asked == ["council.example.org"] * 2


def _for_numbers_only(host: str, *args: Any, **options: Any) -> Any:
    assert host == "127.0.0.1", "nothing but the look-up that is checked may look up a name"
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, args[0]))]


def test_a_name_that_turns_private_after_the_first_look_up_is_refused(
    look_at: Callable[[str], Finding], internet: Internet
) -> None:
    internet.names["council.example.org"] = [[PUBLIC], ["127.0.0.1"]]
    assert "private network" in look_at("http://council.example.org/good").note
    assert internet.connected == [(PUBLIC, 80)]  # for robots.txt


@pytest.mark.parametrize(
    "path",
    [
        "/to-javascript",
        "/to-file",
        "/to-private",
        "/to-metadata",
        "/to-decimal",
        "/to-octal",
        "/to-a-secret",
        "/to-a-port",
        "/to-nonsense",
        "/to-a-bad-name",
    ],
)
def test_a_redirect_is_checked_like_the_first_address(
    path: str, look_at: Callable[[str], Finding], internet: Internet, site: Site
) -> None:
    internet.names["inside.example.org"] = [["10.0.0.1"]]
    finding = look_at(f"http://council.example.org{path}")
    assert finding.state is LinkState.UNSURE
    assert finding.moved_to is None
    assert site.asked == [("HEAD", path)]
    assert {address for address, _ in internet.connected} == {PUBLIC}


def test_a_redirect_of_robots_txt_is_checked_too(
    look_at: Callable[[str], Finding], internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(REDIRECTS, "/robots.txt", (301, "http://10.1.2.3/robots.txt"))
    monkeypatch.delattr("tests.sites.Pages.do_robots_txt")
    assert look_at("http://council.example.org/good").state is LinkState.WORKS
    assert {address for address, _ in internet.connected} == {PUBLIC}


def test_a_look_up_that_never_ends_is_left_behind() -> None:
    over = threading.Event()

    def look_up(host: str, port: int) -> list[str]:
        over.wait(5)
        return []

    with pytest.raises(Fault, match="in time"):
        look_up_within(0.05, look_up, "council.example.org", 443)
    over.set()


needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None and not os.environ.get("BEARINGS_EXPECT_ALL"), reason="openssl is missing"
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For hub.example.org, signed by itself, with a key of its own beside it in the file."""
    file = tmp_path_factory.mktemp("certificate") / "hub.example.org.pem"
    key = tmp_path_factory.mktemp("key") / "key.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=hub.example.org"
    names = ["-addext", "subjectAltName=DNS:hub.example.org", "-keyout", str(key), "-out", str(file)]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    file.write_text(key.read_text("ascii") + file.read_text("ascii"), "ascii")
    return file


@pytest.fixture
def secure_site(certificate: Path) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with running_site(context) as site:
        yield site


@needs_openssl
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(secure_site: Site) -> None:
    finding = _look_securely(secure_site, "hub.example.org", None)
    assert finding.state is LinkState.UNSURE
    assert "certificate" in finding.note
    assert secure_site.visits == []


@needs_openssl
def test_the_certificate_is_that_of_the_name_and_not_of_the_number_connected_to(
    secure_site: Site, certificate: Path
) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    assert _look_securely(secure_site, "hub.example.org", trusting).state is LinkState.WORKS
    assert "certificate" in _look_securely(secure_site, "other.example.org", trusting).note


def _look_securely(site: Site, host: str, context: ssl.SSLContext | None) -> Finding:
    client = Client(QUICK, True, lambda *_: ["127.0.0.1"], context or CONTEXT)
    return Checker(client, threading.Event()).look_at(f"https://{host}:{site.port}/good")
