"""What the intake refuses as a whole; faults of single rows are no exceptions but lines of a table."""

from data.errors import BoardError
from data.texts import Text


class IntakeError(BoardError):
    """The intake can't go on; `text` says why and what to do."""


class HasBadRows(IntakeError):
    """There are bad rows, and nobody said that the good ones may go in without them."""


class Unanswered(IntakeError):
    """There are unusual amounts, and nobody said that they are right."""


class NotWhole(IntakeError):
    """A month was to be reported to its end, though bad rows are left out."""


class NothingToWrite(IntakeError):
    """Everything handed in stands in the store already."""


class RefusedFile(BoardError):
    """A file that can't be read: why, and how to mend it."""

    def __init__(self, message: Text, mend: Text) -> None:
        super().__init__(Text(f"{message.zh}：{mend.zh}", f"{message.en}: {mend.en}"))
        self.message, self.mend = message, mend
