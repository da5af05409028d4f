"""The own account: what it shows, another password, signing out here and everywhere."""

from datetime import UTC, datetime

import pytest

from data.store import Store
from services.access.identity import SESSION_COOKIE
from services.web import account
from tests.services.web.posting import ORIGIN, PASSWORD, browser, post, sign_in, token_on, with_account

NEW = "purple kettle marches 4"


@pytest.fixture
def client(store: Store):
    with_account(store)
    signed_in = browser(store)
    sign_in(signed_in)
    return signed_in


def change(client, old: str = PASSWORD, new: str = NEW, again: str = NEW):
    values = {"old": old, "new": new, "again": again, "back": "/markets"}
    return post(client, "/account/password?lang=en", values, form="/account")


def test_it_says_who_one_is_and_where_one_is_signed_in(client, store):
    sign_in(browser(store, "10.0.0.9"))
    page = client.get("/account?lang=en&back=/markets")
    for words in ("示例A", "Officer", "知识产权科", "10.0.0.7", "10.0.0.9", "this browser", 'href="/markets"'):
        assert words in page.text
    assert page.text.count("this browser") == 1
    assert client.cookies[SESSION_COOKIE] not in page.text


def test_another_password_ends_the_other_sessions_and_not_this_one(client, store):
    other = browser(store, "10.0.0.9")
    sign_in(other)
    assert change(client).headers["location"] == "/account?back=%2Fmarkets&done=password"
    assert "in force" in client.get("/account?lang=en&done=password").text
    assert other.get("/").status_code == 401
    assert sign_in(other).status_code == 403
    assert sign_in(other, password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("wrong", NEW, NEW, "The present password is wrong"),
        (PASSWORD, NEW, NEW + "x", "not the same"),
        (PASSWORD, PASSWORD, PASSWORD, "is the present one"),
        (PASSWORD, "short", "short", "at least 12 characters"),
        (PASSWORD, "password1234", "password1234", "common or easily guessed"),
    ],
)
def test_what_is_refused_changes_nothing(client, store, old, new, again, words):
    response = change(client, old, new, again)
    assert response.status_code == 400
    assert words in response.text
    assert sign_in(browser(store, "10.0.0.9")).status_code == 303


def test_the_present_password_cannot_be_guessed_here_either(client, monkeypatch):
    at_once = datetime.now(UTC)
    monkeypatch.setattr(account, "now", lambda: at_once)
    answers = [change(client, old=f"guess {n}") for n in range(6)]
    assert "Too many attempts" in answers[-1].text


def test_who_has_an_initial_password_gets_no_further_than_to_changing_it(store):
    with_account(store, initial=True)
    client = browser(store)
    assert sign_in(client, back="/markets").status_code == 303
    sent = client.get("/markets", headers={"accept": "text/html"})
    assert sent.headers["location"] == "/account?back=%2Fmarkets"
    assert client.get("/markets").status_code == 401
    assert "initial password" in client.get("/account?lang=en").text
    change(client)
    assert client.get("/markets").text == "inside"


def test_signing_out_ends_the_session_for_who_kept_its_cookie_too(client, store):
    kept = client.cookies[SESSION_COOKIE]
    response = post(client, "/account/leave", {"where": "here"}, form="/account")
    assert response.headers["location"] == "/login?why=out"
    assert SESSION_COOKIE not in client.cookies
    replay = browser(store)
    replay.cookies.set(SESSION_COOKIE, kept)
    assert replay.get("/").status_code == 401


def test_signing_out_here_leaves_other_browsers_and_everywhere_none(client, store):
    other, third = browser(store, "10.0.0.9"), browser(store, "10.0.0.10")
    sign_in(other)
    sign_in(third)
    post(client, "/account/leave", {"where": "here"}, form="/account")
    assert other.get("/").text == "inside"
    assert post(other, "/account/leave", {"where": "everywhere"}, form="/account").headers["location"] == (
        "/login?why=everywhere"
    )
    assert third.get("/").status_code == 401


@pytest.mark.parametrize("path", ["/account/password", "/account/leave"])
def test_another_site_changes_nothing(client, path):
    token = token_on(client.get("/account"))
    values = {"token": token, "old": PASSWORD, "new": NEW, "again": NEW, "where": "everywhere"}
    assert client.post(path, data=values, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.post(path, data=values).status_code == 403
    assert client.post(path, data={**values, "token": ""}, headers=ORIGIN).status_code == 403
    assert client.get("/").text == "inside"


def test_before_there_are_accounts_it_leads_to_choosing(store):
    client = browser(store, "127.0.0.1")
    assert client.get("/account").headers["location"] == "/actor"
