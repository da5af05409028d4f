"""`python -m services.commands NAME …`: runs one command; a fault a person can mend is one line, exit status 1."""

import argparse
import importlib
import sys

from data.clock import check_clock
from data.errors import BoardError
from services.commands import descriptions
from services.commands._parser import speak
from services.words.language import at_terminal, told_at_terminal


def main(words: list[str]) -> int:
    """Runs the named command with the words after it; only that command's module is imported."""
    commands, _ = descriptions(), at_terminal()
    speak(_)
    chooser = argparse.ArgumentParser(prog="run.py", description=_("The board's commands."))
    chooser.add_argument("command", choices=commands, metavar=_("COMMAND"), help=", ".join(commands))
    name = chooser.parse_args(words[:1]).command
    module = importlib.import_module(f"services.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"run.py {name}", description=_.text(module.HELP))
    module.add_arguments(parser)
    try:
        check_clock()
        return module.run(parser.parse_args(words[1:]))
    except (BoardError, OSError) as error:
        print(f"{name}: {told_at_terminal(error)}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
