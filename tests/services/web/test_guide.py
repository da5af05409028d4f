"""The guide as a page: its links lead somewhere, nothing in it is markup of its own, nothing else is served."""

import re
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from services.web.gate import PUBLIC
from services.web.guide import DOCUMENTS, guide_routes, html
from services.web.written import rendered


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=guide_routes()))


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_heading_and_picture_that_is_linked_is_there(client: TestClient, name: str) -> None:
    assert client.get(f"/guide/{name}").status_code == 200
    page = html(name)
    headings = set(re.findall(r' id="([^"]+)"', page))
    assert [link for link in re.findall(r'href="#([^"]+)"', page) if unquote(link) not in headings] == []
    for picture in re.findall(r'src="([^"]+)"', page):
        assert client.get(picture).headers["content-type"] == "image/png"


def test_the_guide_reads_as_it_is_written(client: TestClient) -> None:
    text = client.get("/guide").text
    assert '<h2 id="台账">台账</h2>' in text
    assert '<th scope="col">由谁报</th>' in text
    assert "**" not in text


@pytest.mark.parametrize("path", ["/guide/architecture", "/guide/..%2fREADME", "/guide/pictures/..%2f..%2fapp.py"])
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_gate_stands_before_it() -> None:
    assert not any(path.startswith("/guide") for path in PUBLIC)


@pytest.mark.parametrize(
    "text",
    ["<script>x</script>", "[a](javascript:x)", '# <img src=x onerror="y">', "`<b>`", '[a](#"onclick=x)', "![<i>](x)"],
)
def test_a_document_brings_no_markup_of_its_own(text: str) -> None:
    page = rendered(text, DOCUMENTS)
    assert set(re.findall(r"<(\w+)", page)) <= {"p", "h1", "code", "a"}
    assert "javascript:" not in re.findall(r'href="([^"]*)', page)
    assert not re.search(r"<[^>]*\son\w+=", page)


def test_who_reads_english_is_told_that_the_guide_is_chinese(client: TestClient) -> None:
    said = "This guide is written in Chinese"
    assert said in client.get("/guide?lang=en").text
    assert said not in client.get("/guide?lang=zh_CN").text
