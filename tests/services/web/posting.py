"""Posting the board's own forms as a browser does: with the token of the page they stand on."""

import re

from httpx2 import Response
from starlette.testclient import TestClient

TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')
HOST = "localhost:8501"
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
