"""Posting the board's own forms as a browser does: with the token of the page they stand on."""

import re
from datetime import UTC, datetime
from functools import cache

from httpx2 import Response
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from data.store import Store, save_credential
from services.access.accounts import passwords
from services.access.accounts.people import Wanted, add
from services.access.identity import THE_BOARD
from services.web.gate import Gate
from services.web.headers import SecurityHeaders
from services.web.routes import board_routes

TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')
HOST = "localhost:8501"
PASSWORD = "yellow tractor velvet 9"
ORIGIN = {"origin": f"http://{HOST}"}


def token_on(page: Response) -> str:
    """The token of the form on a page."""
    found = TOKEN.search(page.text)
    assert found, page.text
    return found[1]


def post(client: TestClient, path: str, values: dict[str, str], form: str = "") -> Response:
    """Open the page `form` (default: the path itself), then post the values with its token."""
    token = token_on(client.get(form or path))
    return client.post(path, data={"token": token, **values}, headers=ORIGIN)


def browser(store: Store, address: str = "10.0.0.7") -> TestClient:
    """A browser at an address, before the board's own routes behind their gate; any other path answers "inside"."""
    inside = Route("/{path:path}", lambda _: PlainTextResponse("inside"), methods=["GET", "POST"])
    app = Starlette(
        routes=[*board_routes(lambda: store, lambda _name, _query: None, "overview"), inside],
        middleware=[Middleware(SecurityHeaders), Middleware(Gate, store=lambda: store)],
    )
    return TestClient(app, base_url=f"http://{HOST}", client=(address, 50000), follow_redirects=False)


@cache
def known_hash() -> str:
    """The hash of PASSWORD, made once: it takes its time."""
    return passwords.hashed(PASSWORD)


def with_account(store: Store, code: str = "A", *, initial: bool = False, role: str = "officer") -> None:
    """Give somebody an account with the password PASSWORD."""
    add(store, THE_BOARD, Wanted(code, f"示例{code}", "IP", role))
    save_credential(store, code, known_hash(), initial=initial, now=datetime.now(UTC))


def sign_in(client: TestClient, code: str = "A", password: str = PASSWORD, **more: str) -> Response:
    """Sign in on the form."""
    return post(client, "/login?lang=en", {"code": code, "password": password, **more})
