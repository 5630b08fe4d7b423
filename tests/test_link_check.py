"""The link check: what it sends to sites, how often, and what it makes of their answers."""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from app.resources.links.checking import Checker
from app.resources.links.client import Client
from app.resources.links.findings import Finding, Found, Hop, Link
from app.resources.links.limits import Limits
from app.resources.links.robots import rules_in
from app.resources.links.running import check_all
from app.resources.links.verdict import verdict
from app.resources.tables import LinkState
from app.version import VERSION
from tests.sites import CONTEXT, Pages, Site, running_site

QUICK = Limits(connect_seconds=1, read_seconds=0.6, link_seconds=1.6, pause_seconds=0)
GONE = "There is no such page any more (404)."


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


def checker(limits: Limits = QUICK, stop: threading.Event | None = None) -> Checker:
    """Every name stands for this machine."""
    return Checker(Client(limits, True, lambda *_: ["127.0.0.1"], CONTEXT), stop or threading.Event())


@pytest.fixture
def look_at(site: Site) -> Callable[[str], Finding]:
    return lambda path: checker().look_at(site.url(path))


@pytest.mark.parametrize(
    ("path", "state", "note"),
    [
        ("/good", LinkState.WORKS, ""),
        ("/slash", LinkState.WORKS, ""),
        ("/for-now", LinkState.WORKS, "It answered at "),
        ("/now-then-good", LinkState.WORKS, "It answered at "),
        ("/for-good", LinkState.MOVED, "It has moved to a new address."),
        ("/chain", LinkState.MOVED, "It has moved to a new address."),
        ("/good-then-now", LinkState.MOVED, "It has moved to a new address."),
        ("/old/page", LinkState.MOVED, "It has moved to the front page of its site"),
        ("/old/for-now", LinkState.UNSURE, "It leads to the front page of its site"),
        ("/gone", LinkState.BROKEN, GONE),
        ("/taken", LinkState.BROKEN, "The page was taken away for good (410)."),
        ("/to-gone", LinkState.BROKEN, GONE + " It was redirected to "),
        ("/closed", LinkState.UNSURE, "The site does not let a program look (403)"),
        ("/sign-in", LinkState.UNSURE, "The site asks for a sign-in (401)"),
        ("/busy", LinkState.UNSURE, "The site had too many visits just then (429)."),
        ("/fault", LinkState.UNSURE, "The site had a fault (503)."),
        ("/odd", LinkState.UNSURE, "The site gave an answer that says nothing of the page (418)."),
        ("/round", LinkState.UNSURE, "It was redirected more than 5 times."),
        ("/silent", LinkState.UNSURE, "The site did not answer in time."),
        ("/dripping", LinkState.UNSURE, "The site did not answer in time."),
        ("/dropping", LinkState.UNSURE, "The site ended the connection, or its answer made no sense."),
        ("/nonsense", LinkState.UNSURE, "The site ended the connection, or its answer made no sense."),
        ("/huge-headers", LinkState.UNSURE, "The site ended the connection, or its answer made no sense."),
        ("/to-javascript", LinkState.UNSURE, "The address begins with neither http:// nor https://"),
        ("/to-file", LinkState.UNSURE, "The address begins with neither http:// nor https://"),
        ("/to-metadata", LinkState.UNSURE, "The name stands for an address in a private network"),
    ],
)
def test_each_answer_has_its_state_and_its_reason(path: str, state: LinkState, note: str, site: Site) -> None:
    finding = Checker(Client(QUICK, True, context=CONTEXT), threading.Event()).look_at(site.url(path))
    assert (finding.state, finding.note[: len(note)]) == (state, note)
    assert note or not finding.note


def test_every_redirect_is_recorded_and_only_what_is_for_good_is_a_new_address(
    look_at: Callable[[str], Finding], site: Site
) -> None:
    chain = look_at("/chain#part")
    assert chain.hops == (Hop(308, site.url("/for-good")), Hop(301, site.url("/new")))
    assert chain.moved_to == site.url("/new#part")
    assert look_at("/good-then-now").moved_to == site.url("/for-now")
    assert look_at("/for-now").moved_to is None
    assert len(look_at("/round").hops) == 5


def test_only_another_page_counts_as_moved() -> None:
    url = "http://council.example.org/page"
    secure = verdict(url, [Hop(301, "https://www.council.example.org/page/")], 200)
    assert (secure.state, secure.moved_to) == (LinkState.WORKS, None)


def test_a_redirect_keeps_the_page_that_a_fragment_names() -> None:
    hops = [Hop(301, "https://www.council.example.org/")]
    assert verdict("http://council.example.org/#/guides/7", hops, 200).state is LinkState.WORKS
    assert verdict("http://council.example.org/app#/guides/7", hops, 200).moved_to == f"{hops[0].to}#/guides/7"


def test_a_long_note_is_cut_to_what_its_column_holds() -> None:
    note = verdict("http://council.example.org/", [Hop(302, f"http://council.example.org/{'a' * 900}")], 404).note
    assert len(note) == 300
    assert note.endswith("…")


@pytest.mark.parametrize("path", ["/head-403", "/head-404", "/head-405", "/head-500", "/head-501", "/silent-to-head"])
def test_a_site_that_refuses_head_is_asked_with_get(path: str, look_at: Callable[[str], Finding], site: Site) -> None:
    assert look_at(path).state is LinkState.WORKS
    assert site.asked == [("HEAD", path), ("GET", path)]


@pytest.mark.parametrize("path", ["/good", "/busy"])
def test_one_question_is_enough_where_it_is_answered(path: str, look_at: Callable[[str], Finding], site: Site) -> None:
    look_at(path)
    assert site.asked == [("HEAD", path)]


def test_an_answer_without_end_is_hung_up_on(look_at: Callable[[str], Finding], site: Site) -> None:
    assert look_at("/huge").state is LinkState.WORKS
    assert site.was_hung_up_on.wait(2)
    assert site.bytes_sent < 10_000_000  # what the system's buffers on both sides took


def test_a_robots_txt_without_end_is_read_only_so_far(
    look_at: Callable[[str], Finding], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pages, "do_robots_txt", Pages.do_huge)
    assert look_at("/good").state is LinkState.WORKS
    assert site.was_hung_up_on.wait(2)
    assert site.bytes_sent < 10_000_000


def test_an_address_takes_no_longer_than_it_may_however_many_requests_it_needs(site: Site) -> None:
    limits = Limits(connect_seconds=1, read_seconds=5, link_seconds=0.4, pause_seconds=0)
    assert checker(limits).look_at(site.url("/dripping")).note == "The site did not answer in time."


def test_a_site_that_is_not_there_could_not_be_checked() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        finding = checker().look_at(f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert (finding.state, finding.note) == (LinkState.UNSURE, "The site refused the connection.")


@pytest.mark.parametrize(
    ("number", "state"), [(socket.EAI_NONAME, LinkState.BROKEN), (socket.EAI_AGAIN, LinkState.UNSURE)]
)
def test_a_name_that_is_gone_is_broken_and_one_that_cannot_be_looked_up_is_not(number: int, state: LinkState) -> None:
    def look_up(host: str, port: int) -> list[str]:
        raise socket.gaierror(number, "no")

    finding = Checker(Client(QUICK, look_up=look_up), threading.Event()).look_at("https://gone.example.org/")
    assert (finding.state, finding.is_of_name) == (state, state is LinkState.BROKEN)


def test_a_surprise_is_a_finding_and_not_the_end() -> None:
    def look_up(host: str, port: int) -> list[str]:
        return ["not a number"]

    finding = Checker(Client(QUICK, look_up=look_up), threading.Event()).look_at("https://odd.example.org/")
    assert (finding.state, finding.note) == (LinkState.UNSURE, "The check could not read what came back (ValueError).")


def test_it_says_its_name_and_version_and_nothing_else(look_at: Callable[[str], Finding], site: Site) -> None:
    look_at("/head-405")
    for visit in site.visits:
        assert visit.headers == {
            "User-Agent": f"Bearings/{VERSION} (link check)",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
            "Host": f"127.0.0.1:{site.port}",
        }


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (None, True),
        ("", True),
        ("User-agent: *\nDisallow: /private", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: bearings\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /*", False),
        ("\ufeffUser-agent: Bearings\nDisallow: /good", False),
    ],
)
def test_a_site_that_asks_robots_not_to_look_is_not_looked_at(
    robots: str | None, allowed: bool, look_at: Callable[[str], Finding], site: Site
) -> None:
    site.robots = robots
    finding = look_at("/good")
    assert finding.state is (LinkState.WORKS if allowed else LinkState.UNSURE)
    assert site.asked == ([("HEAD", "/good")] if allowed else [])
    assert allowed or finding.note == "The site asks robots not to look, so open it yourself."


def test_robots_are_read_once_for_each_site_of_a_run_and_again_where_a_redirect_leads(site: Site) -> None:
    shared = checker()
    for path in ("/good", "/for-now", "/gone"):
        shared.look_at(site.url(path, "one.test"))
    shared.look_at(site.url("/good", "two.test"))
    assert Counter(visit.host for visit in site.visits if visit.path == "/robots.txt") == {
        f"one.test:{site.port}": 1,
        f"two.test:{site.port}": 1,
    }


def test_a_longer_pause_is_kept_where_the_site_asks_for_it(site: Site) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 1"
    limits = Limits(pause_seconds=0, most_pause_seconds=0.2)
    checker(limits).look_at(site.url("/good"))
    robots, page = site.visits
    assert page.at - robots.at >= 0.2


def test_rules_are_those_of_our_name() -> None:
    rules = rules_in("User-agent: Bearings\nDisallow: /a*\nAllow: /b")
    assert [rules.can_fetch("Bearings", f"http://c.test/{path}") for path in ("abc", "b")] == [False, True]


def run(links: list[Link], limits: Limits, seconds: float = 10) -> list[Found]:
    stop = threading.Event()
    found = check_all(links, checker(limits, stop).look_at, limits.threads, seconds, stop)
    return [each for each in found if each]


def test_a_host_is_asked_by_one_at_a_time_with_a_pause_between(site: Site) -> None:
    site.seconds = 0.02
    hosts = ("one.test", "two.test")
    links = [Link(number, "r", site.url(f"/good?{number}", hosts[number % 2])) for number in range(8)]
    # A redirect from elsewhere waits for its turn like the others.
    links += [Link(8, "r", f"http://three.test:{site.port}/to-two")]
    assert len(run(links, Limits(threads=6, pause_seconds=0.04))) == 9
    for host in hosts:
        times = [visit.at for visit in site.visits if visit.host.startswith(host)]
        assert len(times) >= 5
        assert all(later - earlier >= 0.06 for earlier, later in zip(times, times[1:], strict=False))


def test_no_more_are_looked_at_together_than_there_are_threads(site: Site) -> None:
    site.seconds = 0.05
    links = [Link(number, "r", site.url("/good", f"host{number}.test")) for number in range(9)]
    assert len(run(links, Limits(threads=3, pause_seconds=0))) == 9
    assert 2 <= site.most_thinking <= 3


def test_the_run_ends_in_time_with_what_was_found_so_far(site: Site) -> None:
    links = [Link(0, "r", site.url("/good", "one.test")), Link(1, "r", site.url("/silent", "two.test"))]
    found = run(links, Limits(threads=2, pause_seconds=0), seconds=0.4)
    assert [each.link.id for each in found] == [0]
