"""`run.py user`: accounts on the command line."""

import re
from pathlib import Path

import pytest

from data.store import migrate, never_used, open_store, read_credential
from services.access.accounts import passwords
from services.commands.__main__ import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    monkeypatch.delenv("BOARD_DATABASE_URL", raising=False)
    store = open_store(folder=tmp_path)
    migrate(store)
    store.close()
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["user", *words]) == status
    output = capsys.readouterr()
    return output.err if status else output.out


def test_an_account_from_first_to_last(folder: Path, capsys: pytest.CaptureFixture[str]):
    added = said(capsys, "add", "SLR9", "--office", "IP", "--role", "officer", "--display", "示例九")
    initial = added.split(": ")[1].strip()
    store = open_store(folder=folder)
    credential = read_credential(store, "SLR9")
    assert credential is not None
    assert credential.initial
    assert passwords.fits(credential.hash, initial)
    assert never_used(store)
    store.close()
    assert said(capsys, "list") == "SLR9\t示例九\tIP\tofficer\tactive\tpassword\n"
    said(capsys, "role", "SLR9", "manager")
    said(capsys, "disable", "SLR9")
    assert said(capsys, "list") == "SLR9\t示例九\tIP\tmanager\tdisabled\tpassword\n"
    assert "disabled" in said(capsys, "reset", "SLR9", status=1)
    said(capsys, "enable", "SLR9")
    assert said(capsys, "reset", "SLR9") != added
    link = said(capsys, "reset", "SLR9", "--link")
    assert re.fullmatch(r"one-time link for SLR9: http://127\.0\.0\.1:8501/setup\?token=[\w-]{43}\n", link)


def test_who_signs_in_through_the_provider_gets_no_password(folder: Path, capsys: pytest.CaptureFixture[str]):
    words = ("add", "SLR9", "--office", "IP", "--role", "viewer", "--subject", "8f2c")
    assert "identity provider" in said(capsys, *words)
    assert said(capsys, "list").endswith("\tprovider\n")


@pytest.mark.parametrize(
    "words",
    [
        ("add", "SLR9", "--office", "NOWHERE", "--role", "officer"),
        ("add", "SLR9", "--role", "officer"),
        ("reset", "nobody"),
        ("disable", "nobody"),
    ],
)
def test_what_cannot_be_done_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]):
    error = said(capsys, *words, status=1)
    assert error.startswith("user: ")
    assert error.count("\n") == 1
