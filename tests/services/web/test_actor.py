"""Choosing who acts: the form, the cookie, and what is refused."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.store import SYSTEM, Change, Store, commit, save_credential
from services.web.actor import actor_routes
from services.web.forms import same_origin_path
from tests.services.web.posting import HOST, ORIGIN, post, token_on


def person(code: str, name: str, active: bool) -> Change:
    return Change("people", {"code": code, "name": name, "office": "IP", "active": active})


@pytest.fixture
def client(store: Store) -> TestClient:
    people = [person("P-1", "示例甲", True), person("员<2>", "示例<乙>", True), person("P-3", "示例丙", False)]
    commit(store, SYSTEM, "test", people)
    app = Starlette(routes=list(actor_routes(lambda: store)))
    return TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)


def test_the_form_lists_active_people_escaped_in_both_languages(client):
    chinese, english = client.get("/actor"), client.get("/actor?lang=en&back=/markets")
    for response in (chinese, english):
        assert "示例甲" in response.text
        assert "示例丙" not in response.text
        assert "示例&lt;乙&gt; · 员&lt;2&gt;" in response.text
        assert "示例<乙>" not in response.text
        assert "<script" not in response.text
        assert response.headers["cache-control"] == "no-store"
    assert 'lang="zh-CN"' in chinese.text
    assert "Who is working here?" in english.text
    assert 'value="/markets"' in english.text


@pytest.mark.parametrize(("code", "kept"), [("P-1", "P-1"), ("员<2>", "%E5%91%98%3C2%3E")])
def test_a_choice_is_kept_in_a_cookie_no_script_can_read(client, code, kept):
    response = post(client, "/actor", {"code": code, "back": "/markets?kind=mall"})
    assert (response.status_code, response.headers["location"]) == (303, "/markets?kind=mall")
    cookie = response.headers["set-cookie"]
    assert cookie.startswith(f"board_actor={kept};")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/" in cookie
    assert "selected>" in client.get("/actor").text.split(f"· {code[0]}")[0]


def test_choosing_the_system_takes_the_cookie_away(client):
    post(client, "/actor", {"code": "P-1", "back": "/"})
    response = post(client, "/actor", {"code": "system", "back": "/"})
    assert response.status_code == 303
    assert "Max-Age=0" in response.headers["set-cookie"]
    assert "board_actor" not in client.cookies


@pytest.mark.parametrize("code", ["P-3", "nobody", ""])
def test_nobody_else_can_be_chosen(client, code):
    response = post(client, "/actor?lang=en", {"code": code, "back": "/"})
    assert response.status_code == 400
    assert "Choose again" in response.text
    assert "board_actor" not in client.cookies


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:8501"])
def test_another_site_cannot_choose(client, origin):
    headers = {"origin": origin} if origin else {}
    token = token_on(client.get("/actor"))
    response = client.post("/actor", data={"code": "P-1", "back": "/", "token": token}, headers=headers)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_form_without_its_token_is_refused(client, token):
    client.get("/actor")
    response = client.post("/actor", data={"code": "P-1", "back": "/", "token": token}, headers=ORIGIN)
    assert (response.status_code, "set-cookie" in response.headers) == (403, False)


def test_a_token_goes_with_its_browser(client):
    token = token_on(client.get("/actor"))
    client.cookies.clear()
    assert client.post("/actor", data={"code": "P-1", "token": token}, headers=ORIGIN).status_code == 403


def test_once_there_are_accounts_nobody_chooses(client, store):
    token = token_on(client.get("/actor"))
    save_credential(store, "P-1", "hash", initial=False, now=store.now())
    assert client.get("/actor").headers["location"] == "/account"
    response = client.post("/actor", data={"code": "P-1", "token": token}, headers=ORIGIN)
    assert (response.headers["location"], "set-cookie" in response.headers) == ("/account", False)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/markets?kind=mall&text=%E7%A4%BA", "/markets?kind=mall&text=%E7%A4%BA"),
        ("/", "/"),
        ("", "/"),
        ("markets", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
    ],
)
def test_the_way_back_stays_on_this_server(target, path):
    assert same_origin_path(target) == path


def test_open_pages_can_tell_that_somebody_was_chosen_but_not_who(client):
    marks = []
    for code in ("P-1", "system"):
        post(client, "/actor", {"code": code, "back": "/"})
        marks.append(client.cookies["board_chosen"])
    assert marks[0] != marks[1]
    assert not any("P-1" in mark for mark in marks)
