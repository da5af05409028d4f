"""Response headers that tell a browser what the board's pages may do, which is little."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HALF_A_YEAR = 180 * 24 * 3600


class SecurityHeaders:
    """ASGI middleware: sets the board's security headers on every response. Under TLS it tells the browser to
    stay there (HSTS, RFC 6797) and marks every cookie, Streamlit's too, as Secure.

    `scripts` are the inline scripts of the index page, allowed by their hash and no others; `tiles` gives
    the servers an administrator takes map tiles from, usually none, and is asked again for each response.
    """

    def __init__(
        self, app: ASGIApp, scripts: Sequence[str] = (), tiles: Callable[[], tuple[str, ...]] = lambda: ()
    ) -> None:
        self.app, self.tiles = app, tiles
        self.policy = lru_cache(maxsize=4)(partial(content_security_policy, scripts))
        self.headers = {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            # not "no-referrer": with it a browser posts forms with "Origin: null", which the gate refuses
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                policy = {"Content-Security-Policy": self.policy(self.tiles())}
                MutableHeaders(scope=message).update(self.headers | policy)
                if scope["scheme"] == "https":
                    MutableHeaders(scope=message)["Strict-Transport-Security"] = f"max-age={HALF_A_YEAR}"
                    message["headers"] = [secured(pair) for pair in message["headers"]]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def secured(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """A header, a cookie's with the word Secure."""
    name, value = header
    if name.lower() == b"set-cookie" and b"; secure" not in value.lower():
        return name, value + b"; Secure"
    return name, value


def content_security_policy(scripts: Sequence[str], tiles: Sequence[str] = ()) -> str:
    """The policy under which Streamlit and deck.gl run; nothing but `tiles` comes from another server.

    Inline styles are Streamlit's own (emotion), WebAssembly is protobuf's and the map's, blob workers are the
    map's, data and blob images are icons, map sprites and pictures.
    """
    hashes = " ".join(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            " ".join(("img-src 'self' data: blob:", *tiles)),
            "font-src 'self' data:",
            " ".join(("connect-src 'self'", *tiles)),
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "media-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
