"""How the board's commands are found, started, and how they fail."""

import subprocess
import sys
from pathlib import Path

import pytest

from data.errors import BoardError
from data.texts import Text
from services.commands import __main__ as dispatch
from services.commands import descriptions, messages

ROOT = Path(__file__).parent.parent.parent.parent


def test_every_command_says_in_one_line_what_it_does() -> None:
    assert {"messages", "import", "export", "template", "rebuild"} <= set(descriptions())
    lines = [line for text in descriptions().values() for line in text]
    assert all(line and "\n" not in line and len(line) <= 100 for line in lines)


def test_commands_are_listed_without_anything_installed() -> None:
    """`-S` leaves out site-packages, as on a machine where nothing is installed yet."""
    code = "import services.commands as c; print(*c.descriptions())"
    listed = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert listed.stdout.split() == list(descriptions())


def test_a_fault_that_a_person_can_mend_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_arguments: object) -> int:
        raise BoardError(Text("没有表头；请补上", "the sheet has no header; add one"))

    monkeypatch.setattr(messages, "run", fail)
    assert dispatch.main(["messages"]) == 1
    assert capsys.readouterr().err == "messages: the sheet has no header; add one\n"


def test_an_unknown_command_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        dispatch.main(["improt"])
    assert refused.value.code == 2
    assert "messages" in capsys.readouterr().err
