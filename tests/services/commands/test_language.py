"""The terminal's language: what commands say is whole in it, argparse's own sentences included."""

import argparse
import ast
import re
from pathlib import Path

import pytest

from data.ledgers import ledgers
from services.access.accounts.people import ROLES
from services.commands import descriptions
from services.commands.__main__ import main
from services.commands._parser import SENTENCES

HAN = re.compile(r"[\u4e00-\u9fff，。：；（）、“”]")
USER = ("add", "list", "disable", "enable", "reset", "role")
# What is a name and not a word: what one types, and proper names. Options, paths and what a person wrote beside them.
NAMES = {*descriptions(), *USER, *ROLES, *ledgers(), "Excel", "JSON", "python"}
TYPED = re.compile(r"--?[a-z][-a-z]*|[\w./-]*[./_]\w+|\{[^}]*\}|'[^']*'|`[^`]*`|quarterly-ip|\d{4}-Q\d|SLR\d")
HELPS = [
    ["--help"],
    *([name, "--help"] for name in descriptions()),
    *(["user", one, "--help"] for one in USER),
]
WRONG = [
    [],
    ["improt"],
    ["import"],
    ["import", "a.xlsx", "--until", "31.11.2026"],
    ["import", "a.xlsx", "--office"],
    ["import", "a.xlsx", "--dry-run=3"],
    ["import", "nowhere.xlsx"],
    ["import", "/"],
    ["import", "a.xlsx", "--co"],
    ["export", "cases"],
    ["export", "nothing", "--out", "x.csv"],
    ["export", "cases", "--out", "x.pdf"],
    ["export", "cases", "--out", "x.csv", "--known-at", "now"],
    ["template", "cases", "--out", "x.csv"],
    ["form", "quarterly-ip", "--period", "2026-06", "--out", "x.xlsx"],
    ["form", "quarterly-ip", "--period", "2099-Q1", "--out", "x.xlsx"],
    ["messages", "--chek"],
    ["migration"],
    ["migration", "nothing changes"],
    ["dictionary", "7"],
    ["prepare", "--now"],
    ["rebuild", "7"],
    ["user"],
    ["user", "add", "SLR9"],
    ["user", "role", "SLR9", "king"],
    ["user", "reset", "SLR9"],
]


@pytest.fixture(params=["zh_CN.UTF-8", "en_GB.UTF-8"])
def tongue(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The terminal's locale, over a store of its own."""
    monkeypatch.setenv("LC_ALL", request.param)
    monkeypatch.setenv("COLUMNS", "500")
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    monkeypatch.delenv("BOARD_DATABASE_URL", raising=False)
    return request.param[:2]


def foreign(said: str, tongue: str) -> list[str]:
    """The words that are not of the language."""
    if tongue == "en":
        return HAN.findall(said)
    return [word for word in re.findall(r"[A-Za-z]{2,}", TYPED.sub(" ", said)) if word not in NAMES]


@pytest.mark.parametrize("words", [*HELPS, *WRONG], ids=" ".join)
def test_help_and_refusals_are_whole_in_the_terminals_language(
    words: list[str], tongue: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status = main(words)
    except SystemExit as ended:
        status = ended.code
    output = capsys.readouterr()
    said = output.out + output.err
    assert status == (0 if "--help" in words else 2 if "usage: " in said or "用法：" in said else 1)
    assert said
    assert foreign(said, tongue) == []


def test_accounts_are_listed_in_the_terminals_language(tongue: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name, role in (("SLR8", "officer"), ("SLR9", "viewer")):
        assert main(["user", "add", name, "--office", "IP", "--role", role]) == 0
    assert main(["user", "add", "SLR7", "--office", "IP", "--role", "viewer", "--subject", "8f2c"]) == 0
    assert main(["user", "disable", "SLR9"]) == 0
    capsys.readouterr()
    assert main(["user", "list"]) == 0
    states = [(line[0], line[4:]) for line in map(str.split, capsys.readouterr().out.splitlines())]
    active, disabled, password, provider = (
        ("启用", "停用", "口令", "统一身份认证") if tongue == "zh" else ("active", "disabled", "password", "provider")
    )
    assert sorted(states) == [
        ("SLR7", [active, provider]), ("SLR8", [active, password]), ("SLR9", [disabled, password]),
    ]  # fmt: skip


def test_only_sentences_that_argparse_has_are_translated() -> None:
    """A sentence that another Python spells otherwise would silently stay English."""
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    own = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    assert [text.en for text in SENTENCES if text.en not in own] == []
