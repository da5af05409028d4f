"""Limits from the registry, and the identity provider's settings."""

from datetime import timedelta
from pathlib import Path

import pytest

from data.errors import BoardError
from services.access.accounts.limits import least_password, link_life, session_limits
from services.access.accounts.oidc import Provider, provider
from tests.refusing import refuses

GIVEN = {
    "BOARD_OIDC_ISSUER": "https://id.example/",
    "BOARD_OIDC_CLIENT_ID": "board",
    "BOARD_OIDC_CLIENT_SECRET": "secret",
}


def own(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "registry").mkdir()
    (folder / "registry" / "access.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("BOARD_DATA", str(folder))


def test_a_bureau_sets_its_own_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own(tmp_path, "[session]\nidle_minutes = 15\n[password]\nleast = 16\n", monkeypatch)
    assert session_limits().idle == timedelta(minutes=15)
    assert session_limits().absolute == timedelta(hours=12)
    assert (least_password(), link_life()) == (16, timedelta(hours=24))


@pytest.mark.parametrize("value", ["0", "100000", '"60"', "true", "1.5"])
def test_a_bad_limit_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str):
    own(tmp_path, f"[session]\nidle_minutes = {value}\n", monkeypatch)
    session_limits()
    assert refuses(r"access\.toml \[session\] idle_minutes")


def test_the_provider_by_its_settings(tmp_path: Path):
    assert provider({}) is None
    assert provider(GIVEN) == Provider("https://id.example", "board", "secret")
    file = tmp_path / "secret"
    file.write_text("from a file\n")
    known = provider({**GIVEN, "BOARD_OIDC_CLIENT_SECRET_FILE": str(file)})
    assert known is not None
    assert known.client_secret == "from a file"


@pytest.mark.parametrize(
    "change",
    [
        {"BOARD_OIDC_ISSUER": "http://id.example"},
        {"BOARD_OIDC_ISSUER": "id.example"},
        {"BOARD_OIDC_CLIENT_ID": ""},
        {"BOARD_OIDC_CLIENT_SECRET": ""},
        {"BOARD_OIDC_CLIENT_SECRET_FILE": "/nowhere/secret"},
    ],
)
def test_settings_that_cannot_work_are_refused(change: dict[str, str]):
    with pytest.raises(BoardError):
        provider({**GIVEN, **change})
