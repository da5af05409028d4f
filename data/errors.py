"""The base of every fault that a person can mend."""

from data.texts import Text


class BoardError(Exception):
    """A fault whose `text` says what is wrong and what to do; commands show that one line, no traceback."""

    def __init__(self, text: Text) -> None:
        super().__init__(f"{text.zh} / {text.en}")
        self.text = text
