"""Signing in on the form: who gets in, what is said, and that no session is taken over."""

from datetime import UTC, datetime

import pytest

from data.store import Store, read_access
from services.access.accounts.attempts import Place, take_attempt
from services.access.accounts.people import Wanted, change
from services.access.identity import SESSION_COOKIE, THE_BOARD
from services.web import login
from services.web.forms import BROWSER_COOKIE
from services.web.turns import Turns
from tests.services.web.posting import ORIGIN, PASSWORD, browser, sign_in, token_on, with_account

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def client(store: Store):
    with_account(store)
    return browser(store)


def test_the_form_stands_on_its_own_in_both_languages(client):
    chinese = client.get("/login?back=/markets?kind=mall", headers={"accept-language": "zh-CN"})
    english = client.get("/login?lang=en", headers={"accept-language": "zh-CN"})
    for page, words in ((chinese, ('lang="zh-CN"', "登录名", "口令")), (english, ('lang="en"', "Sign-in name"))):
        assert page.status_code == 200
        assert all(word in page.text for word in words)
        assert 'autocomplete="current-password"' in page.text
        assert "<script" not in page.text
        assert "://" not in page.text
        assert page.headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert 'value="/markets?kind=mall"' in chinese.text
    assert "/login?back=%2Fmarkets%3Fkind%3Dmall&amp;lang=en" in chinese.text


def test_signing_in_goes_back_with_a_cookie_no_script_reads(client):
    response = sign_in(client, back="/markets?kind=mall")
    assert (response.status_code, response.headers["location"]) == (303, "/markets?kind=mall")
    cookie = response.headers.get_list("set-cookie")[0]
    assert cookie.startswith(f"{SESSION_COOKIE}=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert client.get("/markets").text == "inside"


def test_under_tls_the_cookie_is_secure(store):
    with_account(store)
    client = browser(store)
    client.base_url = "https://localhost:8501"
    token = token_on(client.get("/login"))
    response = client.post(
        "/login", data={"token": token, "code": "A", "password": PASSWORD}, headers={"origin": "https://localhost:8501"}
    )
    assert response.headers["set-cookie"].endswith("; Secure")


@pytest.mark.parametrize(
    ("code", "password"), [("A", "wrong"), ("A", ""), ("B", PASSWORD), ("", PASSWORD), ("a", PASSWORD), ("%", "' OR 1")]
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client, code, password):
    response = sign_in(client, code, password)
    assert response.status_code == 403
    assert "The name or the password is wrong" in response.text
    assert SESSION_COOKIE not in client.cookies
    assert client.get("/").status_code == 401


def test_the_name_is_kept_and_escaped_the_password_is_not(client):
    response = sign_in(client, '"><b>', "secret-typed")
    assert "&#34;&gt;&lt;b&gt;" in response.text
    assert "secret-typed" not in response.text


def test_names_are_read_as_people_type_them(client):
    assert sign_in(client, " Ａ ").status_code == 303


def test_who_is_disabled_or_without_a_role_does_not_get_in(client, store):
    change(store, THE_BOARD, Wanted("A", active=False))
    assert sign_in(client).status_code == 403


def test_who_guesses_waits_and_a_colleague_at_another_desk_does_not(client, store, monkeypatch):
    monkeypatch.setattr(login, "now", lambda: NOW)
    answers = [sign_in(client, password=f"guess {n}") for n in range(6)]
    assert [f"{answer.status_code}" for answer in answers] == ["403"] * 6
    assert "Too many attempts: try again in" in answers[-1].text
    assert "Too many attempts" in sign_in(client).text
    assert sign_in(browser(store, "10.0.0.8")).status_code == 303


def test_every_sign_in_is_a_new_session(client, store):
    """Nobody can plant a session that its owner then signs in under (fixation)."""
    client.cookies.set(SESSION_COOKIE, "planted" * 6, domain="localhost.local", path="/")
    token = token_on(client.get("/login"))
    values = {"token": token, "code": "A", "password": PASSWORD}
    fresh = client.post("/login", data=values, headers=ORIGIN).headers["set-cookie"]
    assert fresh.startswith(f"{SESSION_COOKIE}=")
    assert "planted" not in fresh
    assert client.get("/").text == "inside"
    planted = browser(store)
    planted.cookies.set(SESSION_COOKIE, "planted" * 6)
    assert planted.get("/").status_code == 401


def test_signing_in_again_ends_the_session_before(client, store):
    with_account(store, "B")
    sign_in(client)
    before = client.cookies[SESSION_COOKIE]
    token = token_on(client.get("/account"))
    values = {"token": token, "code": "B", "password": PASSWORD}
    assert client.post("/login", data=values, headers=ORIGIN).status_code == 303
    assert client.cookies[SESSION_COOKIE] != before
    replay = browser(store)
    replay.cookies.set(SESSION_COOKIE, before)
    assert replay.get("/").status_code == 401


@pytest.mark.parametrize("headers", [{}, {"origin": "null"}, {"origin": "http://evil.example"}])
def test_another_site_cannot_sign_anybody_in(client, headers):
    token = token_on(client.get("/login"))
    values = {"token": token, "code": "A", "password": PASSWORD}
    assert client.post("/login", data=values, headers=headers).status_code == 403
    assert client.post("/login", data={**values, "token": "0" * 64}, headers=ORIGIN).status_code == 403
    assert SESSION_COOKIE not in client.cookies


def test_a_huge_form_is_refused(client):
    assert client.post("/login", data={"code": "A" * 30_000}, headers=ORIGIN).status_code == 413


def test_who_is_signed_in_is_sent_on(client):
    sign_in(client)
    assert client.get("/login?back=/markets").headers["location"] == "/markets"


def test_before_there_are_accounts_there_is_no_form(store):
    assert browser(store, "127.0.0.1").get("/login").headers["location"] == "/"


def test_sign_ins_and_refusals_are_written_down_without_passwords(client, store):
    sign_in(client, password="wrong")
    sign_in(client, "my-password-in-the-wrong-field")
    sign_in(client)
    lines = read_access(store).select("kind", "code", "address").rows()
    assert lines == [("signed_in", "A", "10.0.0.7"), ("refused", "", "10.0.0.7"), ("refused", "A", "10.0.0.7")]


@pytest.mark.parametrize(("why", "words"), [("ended", "You were signed out"), ("out", "You have signed out")])
def test_the_form_says_why_it_is_shown(client, why, words):
    assert words in client.get(f"/login?lang=en&why={why}").text
    assert "<b>" not in client.get("/login?why=<b>x</b>").text


def test_signing_in_waits_for_no_commit(client, store):
    with store.writing():
        assert sign_in(client).status_code == 303
    assert client.get("/markets").text == "inside"


def test_a_full_disk_is_said_on_the_form(client, store):
    with store.notes.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    refused = sign_in(client)
    assert refused.status_code == 403
    assert "The database&#39;s disk is full" in refused.text
    assert client.get("/healthz").status_code == 200


def test_the_owner_gets_in_while_others_guess(client, store, monkeypatch):
    """Thirty addresses try the same account as often as they may, also from the owner's own address."""
    monkeypatch.setattr(login, "now", lambda: NOW)
    assert sign_in(client).status_code == 303
    for n in range(30):
        for _ in range(6):
            take_attempt(store, "A", Place(f"10.2.0.{n}"), NOW)
            take_attempt(store, "A", Place("10.0.0.7"), NOW)
    client.cookies.delete(SESSION_COOKIE)
    assert sign_in(client).status_code == 303
    assert sign_in(browser(store, "10.0.0.8")).status_code == 303
    assert "Too many attempts" in sign_in(browser(store, "10.2.0.5")).text


def test_the_browser_keeps_a_token_that_lets_nobody_in(client, store):
    cookie = next(line for line in sign_in(client).headers.get_list("set-cookie") if line.startswith(BROWSER_COOKIE))
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    kept = client.cookies[BROWSER_COOKIE]
    stolen = browser(store)
    stolen.cookies.set(BROWSER_COOKIE, kept)
    assert stolen.get("/").status_code == 401
    client.cookies.delete(SESSION_COOKIE)
    assert sign_in(client).status_code == 303
    assert client.cookies[BROWSER_COOKIE] == kept


def test_when_too_many_sign_in_the_form_says_so(client, monkeypatch):
    monkeypatch.setattr(login, "STRANGERS", Turns(waiting=0))
    refused = sign_in(client)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert "Too many people are signing in: try again in 5 s" in refused.text
    assert 'value="A"' in refused.text
