"""Keeps the gettext catalogues in step with the sentences in the code; a developer's command.

English sentences are the msgids and need no catalogue of their own.
"""

import argparse
import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from data.errors import BoardError
from data.texts import Text
from services.words.language import LOCALE, at_terminal

HELP = Text(
    "使 data/locale 中的译文与代码中的语句一致（--check：只核对）",
    "bring the translations in data/locale up to the sentences in the code (--check: only compare)",
)
ROOT = LOCALE.parent.parent
KEYWORDS = {"_": None, "n": (1, 2)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds --check."""
    _ = at_terminal()
    parser.add_argument("--check", action="store_true", help=_("change nothing; fail when a translation is missing"))


def run(arguments: argparse.Namespace) -> int:
    """Updates every catalogue; with --check fails instead, with everything that is missing in any."""
    files, _ = sources(ROOT), at_terminal()
    wanted = extracted(ROOT, files)
    faults = [f"{place}: `_` takes the sentence itself" for place in hidden(ROOT, files)]
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/board.po")):
        catalogue, name = read(path), path.relative_to(ROOT)
        if not arguments.check:
            update(path, catalogue, wanted)
            print(_("{file}: {n} to translate", file=name, n=len(gaps(wanted, catalogue))))
        faults += [f"{name}: {gap}" for gap in gaps(wanted, catalogue)]
    if arguments.check and faults:
        zh, en = (
            "请运行 `python run.py messages`，再处理其余各项",
            "run `python run.py messages`, then mend what is left",
        )
        raise BoardError(Text("\n".join([zh, *faults]), "\n".join([en, *faults])))
    return 0


def sources(root: Path) -> list[Path]:
    """The Python files that may hold sentences, in a steady order."""
    return sorted([*root.glob("*.py"), *root.glob("pages/**/*.py"), *root.glob("services/**/*.py")])


def extracted(root: Path, files: list[Path]) -> Catalog:
    """Every sentence given to `_("…")` or `_.n("one", "many", …)`, with the files it stands in."""
    catalogue = Catalog()
    for file in files:
        for _line, message, comments, _context in extract_from_file("python", file, KEYWORDS, ("Translators:",)):
            catalogue.add(message, locations=[(file.relative_to(root).as_posix(), 0)], auto_comments=comments)
    return catalogue


def read(path: Path) -> Catalog:
    """The catalogue of a file; a fault in its syntax is an error, not a guess."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def gaps(wanted: Catalog, catalogue: Catalog) -> list[str]:
    """What keeps a catalogue from being complete, a line each."""
    return [
        *(f"no entry for {message.id!r}" for message in wanted if message.id and message.id not in catalogue),
        *(f"not translated: {message.id!r}" for message in catalogue if message.id and not is_complete(message)),
        *(f"no longer used: {message.id!r}" for message in catalogue if message.id and message.id not in wanted),
    ]


def is_complete(message: Message) -> bool:
    """Whether every form is translated and none was guessed (fuzzy)."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms) and not message.fuzzy


def update(path: Path, catalogue: Catalog, wanted: Catalog) -> None:
    """Adds new sentences untranslated, drops those no longer used, and writes the file sorted."""
    catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
    written = BytesIO()
    write_po(written, catalogue, width=0, sort_output=True, ignore_obsolete=True, include_lineno=False)
    path.write_bytes(written.getvalue())


def hidden(root: Path, files: list[Path]) -> Iterator[str]:
    """Places where `_` is given something else than a sentence, which nobody could have translated."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(args=[ast.Constant(value=str()), *_rest]):
                    continue
                case ast.Call(func=ast.Name(id="_") | ast.Attribute(attr="_")):
                    yield f"{file.relative_to(root)}:{node.lineno}"
