"""Which hosts an address may name: as entries are stored, and again when the link check opens them. No look-ups."""

import ipaddress
import re
from unicodedata import category, normalize
from urllib.parse import SplitResult

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

HOST = re.compile(r"(?:\[(?P<literal>[0-9A-Fa-f:.]+)\]|(?P<name>[^\[\]:@]+))(?::[0-9]*)?")
"""With its port, as it stands between the slashes of an address."""
LABEL = re.compile(r"[a-z0-9-]{1,63}")
PRIVATE_ENDINGS = {"arpa", "corp", "home", "internal", "intranet", "lan", "local", "localhost", "private"}
# How networks without IPv4 write an IPv4 address.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def host_of(parts: SplitResult) -> str:
    """In small letters as the web writes it, without a last dot. Raises ValueError where browsers may read another.

    A name of letters, digits, dots and hyphens, or an IP address, of either of which nothing is known yet.
    """
    found = HOST.fullmatch(parts.netloc)
    if found is None:
        raise ValueError("no host, or more than one")
    if literal := found["literal"]:
        return str(ipaddress.IPv6Address(literal))
    host = plain_name(found["name"])
    if not all(LABEL.fullmatch(label) for label in host.split(".")):
        raise ValueError("not a name of the web")
    return host


def plain_name(name: str) -> str:
    """In ASCII, without a last dot. Raises ValueError for letters, digits and dots that only look like plain ones."""
    if not all(each.isascii() or category(each)[0] in "LMN" for each in name):
        raise ValueError("neither letters nor digits")
    if normalize("NFKC", name) != normalize("NFC", name):
        raise ValueError("letters or digits that stand for others")
    return name.encode("idna").decode().lower().removesuffix(".")


def is_public_name(host: str) -> bool:
    """As far as can be told without looking it up, of what `host_of` returns."""
    try:
        return may_connect_to(host, allows_private=False)
    except ValueError:
        ending = host.rpartition(".")[2]
        # 0x7f.1 and 2130706433 are numbers to a resolver.
        return "." in host and ending[:1].isalpha() and ending not in PRIVATE_ENDINGS


def may_connect_to(address: str, allows_private: bool) -> bool:
    """True of what is on the internet. Link-local is where clouds keep their secrets: no setting allows it."""
    ip = _unwrapped(ipaddress.ip_address(address))
    if ip.is_loopback:
        return allows_private
    if ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified or _is_tunnel(ip):
        return False
    return ip.is_global or allows_private


def _unwrapped(ip: IPAddress) -> IPAddress:
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return ip.ipv4_mapped
        if ip in NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def _is_tunnel(ip: IPAddress) -> bool:
    """IPv6 that carries an IPv4 address in it, or one of a single site: nothing public lives there any more."""
    return isinstance(ip, ipaddress.IPv6Address) and bool(ip.sixtofour or ip.teredo or ip.is_site_local)
