"""The base of every fault that a person can mend."""


class BoardError(Exception):
    """A fault whose message says what is wrong and what to do; commands show that one line, no traceback."""
