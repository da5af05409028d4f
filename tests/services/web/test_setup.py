"""One-time links: the first administrator, and setting one's password."""

from datetime import UTC, datetime, timedelta

import pytest

from data.store import Store, read_rows
from services.access.accounts.links import first_link, give_link
from services.access.identity import THE_BOARD
from tests.services.web.posting import PASSWORD, browser, post, sign_in, with_account

FIRST = {"code": "admin", "name": "示例管理员", "office": "IP", "new": PASSWORD, "again": PASSWORD}


def link(store: Store, at: datetime | None = None) -> str:
    token = first_link(store, at or datetime.now(UTC))
    assert token
    return token


def use(client, token: str, **values: str):
    return post(client, "/setup?lang=en", {"link": token, **values}, form=f"/setup?lang=en&token={token}")


def test_the_first_administrator_comes_in_by_the_link_and_closes_the_board(store: Store):
    client, token = browser(store, "127.0.0.1"), link(store)
    assert client.get("/").text == "inside"
    response = use(client, token, **FIRST)
    assert (response.status_code, response.headers["location"]) == (303, "/")
    assert client.get("/").text == "inside"
    assert browser(store, "127.0.0.1").get("/").status_code == 401
    (person,) = read_rows(store, "people").select("code", "name", "office", "role", "active").rows()
    assert person == ("admin", "示例管理员", "IP", "administrator", True)
    assert first_link(store, datetime.now(UTC)) is None


def test_only_this_machine_may_use_it(store: Store):
    token = link(store)
    assert browser(store, "10.0.0.7").get(f"/setup?token={token}").status_code == 403


def test_a_link_works_once(store: Store):
    client, token = browser(store, "127.0.0.1"), link(store)
    use(client, token, **FIRST)
    again = browser(store, "127.0.0.1").get(f"/setup?lang=en&token={token}")
    assert again.status_code == 404
    assert "This link is not valid" in again.text
    assert "<form" not in again.text


@pytest.mark.parametrize("token", ["", "x", "x" * 43])
def test_no_other_link_works(store: Store, token: str):
    link(store)
    assert browser(store, "127.0.0.1").get(f"/setup?token={token}").status_code == 404


def test_a_link_runs_out_and_a_new_one_voids_it(store: Store):
    client = browser(store, "127.0.0.1")
    assert client.get(f"/setup?token={link(store, datetime.now(UTC) - timedelta(hours=25))}").status_code == 404
    older = link(store)
    link(store)
    assert client.get(f"/setup?token={older}").status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"again": "other"}, "not the same"),
        ({"new": "admin-admin-admin", "again": "admin-admin-admin"}, "common or easily guessed"),
        ({"code": "two words"}, "no blanks"),
        ({"code": ""}, "1 to 40 characters"),
        ({"name": ""}, "a name has 1 to 60"),
    ],
)
def test_after_a_mistake_the_link_stays_good(store: Store, change: dict[str, str], words: str):
    client, token = browser(store, "127.0.0.1"), link(store)
    response = use(client, token, **{**FIRST, **change})
    assert response.status_code == 400
    assert words.lower() in response.text.lower()
    assert use(client, token, **FIRST).status_code == 303


def test_somebody_else_sets_a_password_by_a_link_from_anywhere(store: Store):
    with_account(store)
    token, client = give_link(store, THE_BOARD, "A", datetime.now(UTC)), browser(store)
    before = browser(store, "10.0.0.9")
    sign_in(before)
    assert use(client, token, new="a kettle for nobody 8", again="a kettle for nobody 8").status_code == 303
    assert client.get("/").text == "inside"
    assert before.get("/").status_code == 401
    assert sign_in(before).status_code == 403
    assert client.get(f"/setup?token={token}").status_code == 404
