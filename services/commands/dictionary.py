"""`run.py dictionary`: writes docs/dictionary.md from the declarations; `--check` fails when it is out of date."""

import argparse

from data.texts import Text
from services.exchange.dictionary import PATH, dictionary
from services.words.language import at_terminal

HELP = Text("按各处声明生成数据字典，或核对是否一致", "write the data dictionary from the declarations, or check it")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    _ = at_terminal()
    parser.add_argument(
        "--check", action="store_true", help=_("write nothing; fail when docs/dictionary.md is out of date")
    )


def run(arguments: argparse.Namespace) -> int:
    text, _ = dictionary(), at_terminal()
    if not arguments.check:
        PATH.parent.mkdir(exist_ok=True)
        PATH.write_text(text, encoding="utf-8", newline="\n")
        print(_("{file}: written", file=PATH.name))
        return 0
    if PATH.is_file() and PATH.read_text(encoding="utf-8") == text:
        return 0
    print(_("docs/{file} is out of date: run `python run.py dictionary` and commit it", file=PATH.name))
    return 1
