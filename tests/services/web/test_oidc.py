"""Signing in through an identity provider, against one that runs here (oidc-provider-mock), end to end."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from oidc_provider_mock import run_server_in_thread

from data.store import Store, read_access
from services.access.accounts.people import Wanted, add, change
from services.access.identity import SESSION_COOKIE, THE_BOARD
from tests.services.web.posting import browser

SUBJECT = "8f2c-subject"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def client(store: Store, issuer: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BOARD_OIDC_ISSUER", issuer)
    monkeypatch.setenv("BOARD_OIDC_CLIENT_ID", "board")
    monkeypatch.setenv("BOARD_OIDC_CLIENT_SECRET", "a secret of the test")
    add(store, THE_BOARD, Wanted("A", "示例甲", "IP", "officer", SUBJECT))
    return browser(store)


def at_provider(start: httpx2.Response, subject: str) -> str:
    """Sign in at the provider; the path and query to which it sends the browser back."""
    answer = httpx2.post(start.headers["location"], data={"sub": subject})
    back = urlsplit(answer.headers["location"])
    assert back.netloc == "localhost:8501"
    return f"{back.path}?{back.query}"


def test_without_accounts_of_passwords_the_board_is_closed_and_offers_the_provider(client):
    assert client.get("/").status_code == 401
    assert 'href="/oidc/start?back=%2Fmarkets' in client.get("/login?back=/markets").text


def test_the_flow_has_state_nonce_and_pkce_and_signs_in(client, store):
    start = client.get("/oidc/start?back=/markets?kind=mall")
    asked = parse_qs(urlsplit(start.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["redirect_uri"] == ["http://localhost:8501/oidc/callback"]
    done = client.get(at_provider(start, SUBJECT))
    assert (done.status_code, done.headers["location"]) == (303, "/markets?kind=mall")
    assert client.get("/").text == "inside"
    line = read_access(store).row(0, named=True)
    assert (line["kind"], line["code"], line["detail"]) == ("signed_in", "A", '{"by": "oidc"}')


def test_a_subject_without_an_account_is_told_which_it_is_and_stays_outside(client, store):
    done = client.get(at_provider(client.get("/oidc/start"), "somebody-else"), headers={"accept-language": "en"})
    assert done.status_code == 403
    assert "somebody-else" in done.text
    assert SESSION_COOKIE not in client.cookies
    assert read_access(store).row(0, named=True)["detail"] == '{"why": "subject", "subject": "somebody-else"}'


@pytest.mark.parametrize("subject", ["A", "示例甲", " "])
def test_a_name_is_no_subject(client, subject):
    assert client.get(at_provider(client.get("/oidc/start"), subject)).status_code == 403


def test_whoever_is_disabled_here_does_not_get_in(client, store):
    change(store, THE_BOARD, Wanted("A", active=False))
    assert client.get(at_provider(client.get("/oidc/start"), SUBJECT)).status_code == 403


def test_two_people_with_one_subject_both_stay_outside(client, store):
    add(store, THE_BOARD, Wanted("B", "示例乙", "IP", "manager", SUBJECT))
    assert client.get(at_provider(client.get("/oidc/start"), SUBJECT)).status_code == 403


def test_an_answer_is_good_for_the_browser_that_asked_and_once(client, store):
    answer = at_provider(client.get("/oidc/start"), SUBJECT)
    assert browser(store, "10.0.0.9").get(answer).status_code == 403
    assert client.get(answer).status_code == 303
    assert client.get(answer).status_code == 403


def test_another_state_code_or_a_refusal_is_turned_away(client):
    answer = at_provider(client.get("/oidc/start"), SUBJECT)
    code, state = (parse_qs(urlsplit(answer).query)[name][0] for name in ("code", "state"))
    assert client.get(f"/oidc/callback?code={code}&state=other").status_code == 403
    client.get("/oidc/start")
    assert client.get(f"/oidc/callback?code={code}&state={state}").status_code == 403
    assert client.get("/oidc/callback?error=access_denied").status_code == 403
    assert client.get("/oidc/callback").status_code == 403
    assert SESSION_COOKIE not in client.cookies


def test_a_token_for_another_client_is_turned_away(client, monkeypatch):
    answer = at_provider(client.get("/oidc/start"), SUBJECT)
    monkeypatch.setenv("BOARD_OIDC_CLIENT_ID", "another")
    assert client.get(answer).status_code == 403


def test_a_provider_that_does_not_answer_is_said_on_the_form(store, monkeypatch):
    monkeypatch.setenv("BOARD_OIDC_ISSUER", "http://localhost:9")
    monkeypatch.setenv("BOARD_OIDC_CLIENT_ID", "board")
    monkeypatch.setenv("BOARD_OIDC_CLIENT_SECRET", "x")
    answer = browser(store).get("/oidc/start?lang=en")
    assert (answer.status_code, "did not succeed" in answer.text) == (403, True)


def test_without_a_provider_there_is_no_such_way(store):
    assert browser(store, "127.0.0.1").get("/oidc/start").status_code == 404
