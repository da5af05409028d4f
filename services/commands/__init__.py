"""The board's commands, one module each: HELP (a Text, one line), add_arguments(parser), run(arguments) -> exit status.

This file needs the standard library only: run.py lists the commands before anything is installed.
"""

import ast
from pathlib import Path


def descriptions() -> dict[str, tuple[str, str]]:
    """The HELP line of every command by name, Chinese and English, read without importing the command."""
    files = sorted(Path(__file__).parent.glob("[a-z]*.py"))
    return {file.stem: _help_line(file) for file in files}


def _help_line(file: Path) -> tuple[str, str]:
    for statement in ast.parse(file.read_text(encoding="utf-8")).body:
        match statement:
            case ast.Assign(
                targets=[ast.Name(id="HELP")],
                value=ast.Call(args=[ast.Constant(value=str(zh)), ast.Constant(value=str(en))]),
            ):
                return zh, en
    raise SyntaxError(f"{file.name} is a command and must say HELP = Text('…', '…'), a line each")
