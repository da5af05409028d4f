"""Reverse proxies: those that BOARD_PROXIES names are believed about whom they speak for, all others refused."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send

from data.errors import BoardError
from data.texts import Text

Network = IPv4Network | IPv6Network

FORWARDING = re.compile(
    r"forwarded|via|(x-)?(real|client|cluster-client|true-client|cf-connecting)-ip|"
    r"(true|cf)-(client|connecting)-ip|x-(original-)?forwarded(-.*)?|x-original-host"
)
# Some proxies write the client's port behind its address.
WITH_PORT = re.compile(r"\[([0-9a-f:.]+)\](?::\d+)?|([\d.]+):\d+", re.IGNORECASE | re.ASCII)
SECURE = {"http": "https", "ws": "wss"}


def networks(written: str) -> tuple[Network, ...]:
    """The addresses and networks of BOARD_PROXIES, separated by commas; BoardError names one that is none."""
    try:
        return tuple(ip_network(part.strip()) for part in written.split(",") if part.strip())
    except ValueError as error:
        raise BoardError(
            Text(
                f"BOARD_PROXIES={written} 不能用：请写成 10.1.2.3 或 10.1.2.0/24，多个用逗号分隔",
                f"BOARD_PROXIES={written} is refused: write 10.1.2.3 or 10.1.2.0/24, with commas",
            )
        ) from error


def address_of(written: str) -> IPv4Address | IPv6Address | None:
    """A client's address, an IPv4 one also when it comes wrapped in IPv6; None for what is none."""
    try:
        address = ip_address(written)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_loopback(written: str) -> bool:
    """Whether an address is this machine's own."""
    address = address_of(written)
    return address is not None and address.is_loopback


def without_port(hop: str) -> str:
    """An address of X-Forwarded-For alone: 10.0.0.7 of 10.0.0.7:1234, ::1 of [::1]:1234."""
    found = WITH_PORT.fullmatch(hop)
    return (found[1] or found[2]) if found else hop


class Proxies:
    """ASGI middleware: for a trusted proxy, puts the client's address and scheme in place of the proxy's own and
    takes the forwarding headers away. Others keep them, and the gate refuses them for it."""

    def __init__(self, app: ASGIApp, trusted: Sequence[Network] = ()) -> None:
        self.app, self.trusted = app, trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and scope.get("client") and self.trusts(scope["client"][0]):
            scope = self.resolved(scope)
        await self.app(scope, receive, send)

    def trusts(self, written: str) -> bool:
        """Whether this is the address of a trusted proxy."""
        address = address_of(written)
        return address is not None and any(address in network for network in self.trusted)

    def resolved(self, scope: Scope) -> Scope:
        """The connection as its client made it: X-Forwarded-For is read from its end, up to the first address
        that is no proxy of ours; what stands before it anybody may have written."""
        given = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        forwarded = ",".join(value for name, value in given if name == "x-forwarded-for")
        hops = [without_port(hop.strip()) for hop in forwarded.split(",") if hop.strip()]
        client = next((hop for hop in reversed(hops) if not self.trusts(hop)), scope["client"][0])
        protos = [value.strip().lower() for name, value in given if name == "x-forwarded-proto"]
        scheme = SECURE.get(scope["scheme"], scope["scheme"]) if protos[-1:] == ["https"] else scope["scheme"]
        kept = [pair for pair in scope["headers"] if not FORWARDING.fullmatch(pair[0].decode("latin-1").lower())]
        return {**scope, "client": (client, 0), "scheme": scheme, "headers": kept}
