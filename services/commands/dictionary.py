"""`run.py dictionary`: writes docs/dictionary.md from the declarations; `--check` fails when it is out of date."""

import argparse

from data.texts import Text
from services.exchange.dictionary import PATH, dictionary

HELP = Text("按各处声明生成数据字典，或核对是否一致", "write the data dictionary from the declarations, or check it")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail when docs/dictionary.md is out of date"
    )


def run(arguments: argparse.Namespace) -> int:
    text = dictionary()
    if not arguments.check:
        PATH.parent.mkdir(exist_ok=True)
        PATH.write_text(text, encoding="utf-8", newline="\n")
        print(f"{PATH.name}: written")
        return 0
    if PATH.is_file() and PATH.read_text(encoding="utf-8") == text:
        return 0
    print(f"docs/{PATH.name} is out of date: run `python run.py dictionary` and commit it")
    return 1
