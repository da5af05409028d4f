"""The language of a terminal. The standard library only: run.py speaks before anything is installed."""

import locale
from collections.abc import Mapping


def terminal_language(environment: Mapping[str, str]) -> str:
    """The language for lines in a terminal: Chinese where its locale is (POSIX: the first of LC_ALL, LC_MESSAGES, LANG
    that is set; where none is, as on Windows, the system's own), else English."""
    given = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    name = given or locale.getlocale()[0] or ""
    return "zh_CN" if name.lower().startswith(("zh", "chinese")) else "en"
