"""The security headers and the policy they carry."""

from base64 import b64encode
from hashlib import sha256

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from services.web.headers import SecurityHeaders, content_security_policy


def test_every_response_carries_them_even_a_refusal():
    app = Starlette(
        routes=[Route("/", lambda _request: PlainTextResponse("x"))], middleware=[Middleware(SecurityHeaders)]
    )
    for path, status in (("/", 200), ("/missing", 404)):
        response = TestClient(app).get(path)
        assert response.status_code == status
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


def test_the_policy_allows_no_other_server_and_no_unknown_script():
    directives = dict(part.split(" ", 1) for part in content_security_policy(["hello()"]).split("; "))
    hashed = b64encode(sha256(b"hello()").digest()).decode()
    assert directives["script-src"] == f"'self' 'wasm-unsafe-eval' 'sha256-{hashed}'"
    assert directives["default-src"] == "'none'"
    sources = {word for words in directives.values() for word in words.split()}
    assert not [word for word in sources if "." in word or "*" in word or word.startswith("http")]


def test_tiles_are_allowed_where_an_administrator_asked_for_them():
    directives = dict(part.split(" ", 1) for part in content_security_policy([], ["https://tiles.example"]).split("; "))
    allowed = {name for name, sources in directives.items() if "https://tiles.example" in sources}
    assert allowed == {"img-src", "connect-src"}
