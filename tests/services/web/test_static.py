"""Streamlit's files and index pages, answered packed in front of an inner application."""

from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from services.web.bundle import Bundle
from services.web.static import PackedFiles

PAGES = {
    ("/", "zh_CN"): "<p>开始</p>",
    ("/markets", "zh_CN"): "<p>市场</p>",
    ("/markets", "en"): "<p>markets</p>",
}
CODE = "export const answer = 42;\n" * 100


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "js" / "Page.1a2b.js").write_text(CODE)
    (tmp_path / "secret.js").write_text("no")
    inner = Starlette(routes=[Route("/{path:path}", lambda _: PlainTextResponse("inner"), methods=["GET", "POST"])])
    inner.user_middleware.append(Middleware(PackedFiles, bundle=Bundle(tmp_path), pages=PAGES))
    return TestClient(inner)


def test_a_hashed_file_is_packed_and_kept_for_ever(client):
    response = client.get("/static/js/Page.1a2b.js", headers={"accept-encoding": "br"})
    assert response.headers["content-encoding"] == "br"
    assert len(brotli.compress(CODE.encode())) >= int(response.headers["content-length"]) - 50
    assert response.text == CODE
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["content-type"].startswith("text/javascript")


def test_a_browser_without_packing_gets_the_file_as_it_is(client):
    response = client.get("/static/js/Page.1a2b.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in response.headers
    assert response.text == CODE


def test_pages_are_asked_for_again_and_known_by_their_tag(client):
    first = client.get("/markets")
    assert (first.text, first.headers["cache-control"]) == ("<p>市场</p>", "no-cache")
    assert first.headers["content-type"] == "text/html; charset=utf-8"
    assert client.get("/markets", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert client.get("/").text == "<p>开始</p>"


@pytest.mark.parametrize("path", ["/secret.js", "/static/js/../../secret.js", "/static/js/Other.1a2b.js", "/elsewhere"])
def test_everything_else_passes(client, path):
    assert client.get(path).text == "inner"


def test_only_reading_is_answered(client):
    assert client.post("/markets").text == "inner"
    assert client.head("/markets").text == ""


def test_a_page_comes_in_the_language_asked_for(client):
    english = client.get("/markets", headers={"accept-language": "en-GB"})
    assert english.text == "<p>markets</p>"
    assert "Accept-Language" in english.headers["vary"]
    assert client.get("/markets?lang=en", headers={"accept-language": "zh-CN"}).text == "<p>markets</p>"
