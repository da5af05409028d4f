"""Files to take away: the one way in which a page offers them, and tells where they were asked for why one failed.

Streamlit makes a file when its button is clicked, outside of any script, and has one English sentence for whatever
goes wrong. So the buttons are a fragment that runs again with the click, waits for the file, and says the fault.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from time import monotonic
from typing import Literal

import streamlit as st

from data.errors import BoardError
from pages.parts.doing.commands import said
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.records.jobs import Worker
from services.words import formats

POLL_SECONDS = 0.2
# A browser asks for the file at once, or not at all.
BEGUN_SECONDS = 5.0
# Files are made a few at a time, however many ask: a dossier or a large export takes a processor for seconds. They have
# workers of their own, so that nobody's file waits for an upload.
FILES = Worker()
# Streamlit forgets a made file when two runs of anybody have ended: the browser has fetched it by then.
FETCHED_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class File:
    """A file to take away: what stands on its button, its name, and `make`, which gives the bytes (or a fault that a
    person can mend) when somebody asks for it."""

    label: str
    name: str
    media_type: str
    make: Callable[[], bytes]
    icon: str | None = ":material/download:"
    look: Literal["primary", "secondary", "tertiary"] = "secondary"


def kept_file(label: str, name: str, make: Callable[[], bytes]) -> File:
    """A file as somebody handed it in; the browser is told nothing of what it may be, so that it only keeps it."""
    return File(label, name, "application/octet-stream", make, ":material/attach_file:", "tertiary")


class Attempt:
    """One making of a file, which a thread of Streamlit's waits for; whoever drew its button may wait for it too."""

    def __init__(self, make: Callable[[], bytes]) -> None:
        self._make, self._begun, self._ended = make, Event(), Event()
        self.error: Exception | None = None

    def __call__(self) -> bytes:
        self._begun.set()
        try:
            return FILES.make(partial(cached.beside, self._make))
        except Exception as error:
            self.error = error
            raise
        finally:
            self._ended.set()

    def failed(self, waiting: Callable[[], object]) -> Exception | None:
        """What it ended with, None when all went well; `waiting` is called again and again until then."""
        if not self._begun.wait(BEGUN_SECONDS):
            return None
        while not self._ended.wait(POLL_SECONDS):
            waiting()
        until = monotonic() + (0 if self.error else FETCHED_SECONDS)
        while monotonic() < until:
            Event().wait(POLL_SECONDS)
            waiting()
        return self.error


def download(page: Page, *files: File, key: str, beside: Literal["left", "right"] = "left", wide: bool = False) -> None:
    """The buttons of these files, in a row or, `wide`, each as wide as its place; beneath them what went wrong."""
    _download(page, files, key, beside, wide)


@st.fragment
def _download(page: Page, files: Sequence[File], key: str, beside: Literal["left", "right"], wide: bool) -> None:
    with st.container(horizontal=not wide, horizontal_alignment=beside, gap="small"):
        asked = [_button(file, page.key(f"{key}-{number}"), wide) for number, file in enumerate(files)]
    kept = f"{page.key(key)}-asked"
    if attempt := next(filter(None, asked), st.session_state.get(kept)):
        _wait(page, attempt, kept)


def _button(file: File, key: str, wide: bool) -> Attempt | None:
    """The attempt that a click on this button has begun."""
    kept = f"{key}-attempt"
    before: Attempt | None = st.session_state.get(kept)
    attempt = st.session_state[kept] = Attempt(file.make)
    clicked = st.download_button(
        file.label, attempt, file_name=file.name, mime=file.media_type, key=key, icon=file.icon, type=file.look,
        width="stretch" if wide else "content",
    )  # fmt: skip
    return before if clicked else None


def _wait(page: Page, attempt: Attempt, kept: str) -> None:
    """Say what an attempt came to. A run that is broken off leaves it `kept` to the next one."""
    st.session_state[kept] = attempt
    place = st.empty()
    error = attempt.failed(lambda: place.caption(page._("The file is being made …")))
    place.empty()
    del st.session_state[kept]
    if error is not None:
        place.error(_told(page, error), icon=":material/error:")


def _told(page: Page, error: Exception) -> str:
    if isinstance(error, BoardError):
        return formats.literal(said(page, error))
    return page._("The file could not be made: the fault stands in the log. Tell the administrator when it happened.")
