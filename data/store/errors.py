"""What the store refuses, each with a sentence for the person in both languages."""

from data.errors import BoardError
from data.texts import Text


class StoreError(BoardError):
    """The store refused; `text` says why and what to do."""


class Conflict(StoreError):
    """A row was changed by somebody else since it was shown, or by a later commit."""


class StoreMoved(StoreError):
    """The store has new commits since an upload was compared with it."""


class AlreadyCommitted(StoreError):
    """The staged upload is in the store already, as commit `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(f"该批次已入库（第 {number} 号提交）", f"this batch is already in the store (commit {number})")
        )
        self.number = number


class UnknownReference(StoreError):
    """A value refers to a row that isn't there."""


class StillReferred(StoreError):
    """A row was to be withdrawn that others refer to."""


class DuplicateKey(StoreError):
    """A key stands twice, in the change or in the store."""


class NotUndoable(StoreError):
    """This commit can't be undone."""


class Frozen(StoreError):
    """The row was signed off, or its ledger is written by commands alone: nobody changes it here."""


class Unreachable(StoreError):
    """The database does not answer."""


class Unusable(Unreachable):
    """The database's file is damaged, gone, or not the board's."""


class Busy(StoreError):
    """Others are writing and it takes too long; nothing was written."""


class Full(StoreError):
    """The disk is full or can't be written to; nothing was written."""


class OlderShape(StoreError):
    """An upload was staged by an earlier version of the board, which kept other things of it."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "这个待确认批次由看板的旧版本校验，现在不能继续办理：请重新上传原文件",
                "an earlier version of the board checked this upload and it can't go on: upload the files again",
            )
        )


class Damaged(StoreError):
    """A file of a staged upload is missing, or not as it was written; nothing is taken from what is left."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "这个待确认批次的文件缺失或已损坏，没有写入任何内容：请放弃后重新上传原文件",
                "files of this upload are missing or damaged; nothing was written: discard it and upload them again",
            )
        )
