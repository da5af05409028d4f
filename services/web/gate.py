"""The gate: until there are accounts, the board answers nobody but the machine it runs on."""

import logging
import re
from ipaddress import IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

IDENTITY_HEADER = b"x-board-user"
OWN_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)
FORWARDING = re.compile(
    r"forwarded|via|(x-)?(real|client|cluster-client|true-client|cf-connecting)-ip|"
    r"(true|cf)-(client|connecting)-ip|x-(original-)?forwarded(-.*)?|x-original-host"
)
POLICY_VIOLATION = 1008
REFUSAL = "本看板目前只供本机使用。\nFor now this board serves only the machine it runs on.\n"

log = logging.getLogger(__name__)


class Gate:
    """ASGI middleware over every HTTP request and websocket: refuses what `refusal` names with 403 or 1008."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        reason = refusal(scope)
        if reason is None:
            return await self.app(without_identity(scope), receive, send)
        log.warning("refused a %s connection: %s", scope["type"], reason)
        if scope["type"] == "websocket":
            return await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        await PlainTextResponse(REFUSAL, status_code=403)(scope, receive, send)


def refusal(scope: Scope) -> str | None:
    """Why an HTTP or websocket connection may not pass, in a few words without anything the client sent."""
    headers = Headers(scope=scope)
    client = scope.get("client")
    if client is None or not is_loopback(client[0]):
        return "not from this machine"
    if any(FORWARDING.fullmatch(name) for name in headers):
        return "forwarded by another server"
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not OWN_HOST.fullmatch(hosts[0]):
        return "foreign host"
    if not all(is_own_origin(origin, hosts[0]) for origin in headers.getlist("origin")):
        return "foreign origin"
    return None


def is_loopback(address: str) -> bool:
    """Whether a client address is this machine's own; an IPv4 address may come wrapped in an IPv6 one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return parsed.is_loopback


def is_own_origin(origin: str, host: str) -> bool:
    """Whether an Origin header names the very host and port that was asked (RFC 6454: scheme://host)."""
    return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")


def without_identity(scope: Scope) -> Scope:
    """The connection without the header by which only the board itself may say who somebody is."""
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != IDENTITY_HEADER]}
