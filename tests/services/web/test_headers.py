"""The security headers and the policy they carry."""

from base64 import b64encode
from hashlib import sha256

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
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


def test_under_tls_browsers_stay_there_and_cookies_are_secure():
    def two_cookies(_request: Request) -> Response:
        response = PlainTextResponse("x")
        response.set_cookie("one", "1", httponly=True)
        response.set_cookie("two", "2", secure=True)
        return response

    app = Starlette(routes=[Route("/", two_cookies)], middleware=[Middleware(SecurityHeaders)])
    plain, secure = TestClient(app).get("/"), TestClient(app, base_url="https://testserver").get("/")
    assert "strict-transport-security" not in plain.headers
    assert "Secure" not in plain.headers.get_list("set-cookie")[0]
    assert secure.headers["strict-transport-security"] == "max-age=15552000"
    assert [cookie.lower().count("secure") for cookie in secure.headers.get_list("set-cookie")] == [1, 1]


def test_tiles_are_allowed_from_the_moment_they_are_set():
    servers: list[str] = []
    middleware = [Middleware(SecurityHeaders, tiles=lambda: tuple(servers))]
    client = TestClient(Starlette(routes=[Route("/", lambda _request: PlainTextResponse("x"))], middleware=middleware))
    before = client.get("/").headers["content-security-policy"]
    servers.append("https://tiles.example")
    after = client.get("/").headers["content-security-policy"]
    assert "tiles.example" not in before
    assert after.count("https://tiles.example") == 2
