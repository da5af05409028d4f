"""What a page gets: one frozen `Page`, made by `current()` at the top of each script.

    page = current()
    _ = page._

Nothing is handed from navigation.py to a script behind its back: both call `current()`, which reads the
address, the browser and the store afresh on each run, and so gives both the same. What depends on the
rows comes from `pages.parts.frame.cached`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from data.clock import EARLIEST, ClockWrong, check_clock
from data.store.errors import Busy, Full, Unreachable
from pages.parts.frame import address, cached
from pages.parts.frame.cached import Store
from services.access.identity import SIGNED_IN, SessionEnded, current_person
from services.access.rights import MASKED, Person, Sight
from services.administration.demonstration import demonstration
from services.days.clock import Clock, clock
from services.figures.theme import Look
from services.records.batches import updated
from services.records.submissions import begun, default_as_of
from services.words import formats
from services.words.language import Language, language, pick


@dataclass(frozen=True, slots=True)
class Page:
    """The circumstances of one run.

    `as_of` limits event dates (截至), `lagging` names the units that hold its default back; `begun` is
    false while nobody has handed anything in. `updated` is when the
    store last changed (UTC).
    On a shared `screen` every party and person is masked. `theme` is "light" or "dark".
    """

    _: Language
    store: Store
    clock: Clock
    person: Person
    theme: str
    screen: bool
    as_of: date
    default_as_of: date
    lagging: tuple[str, ...]
    begun: bool
    updated: datetime | None
    demonstration: bool

    @property
    def sight(self) -> Sight:
        """Whose rows are shown unmasked: on a shared screen and until people sign in nobody's, for nobody knows who
        looks."""
        return self.ledgers_sight if self.screen or self.person.how == SIGNED_IN else MASKED

    @property
    def ledgers_sight(self) -> Sight:
        """Whose rows the ledgers page shows unmasked, and no other page: before there are accounts it is where whoever
        sits at this machine works on the rows."""
        return Sight(screen=True) if self.screen else self.person.sight

    @property
    def language(self) -> str:
        """The language's code, for `services.words.formats` and figures."""
        return self._.code

    @property
    def look(self) -> Look:
        """What figures need to know of this reader."""
        return Look(self._.code, self.theme, self.screen)

    def key(self, name: str) -> str:
        """A widget's key. It ends in the language: Streamlit would keep the other language's labels."""
        return f"{name}:{self._.code}"


def current() -> Page:
    """The circumstances of this run. Raises ClockWrong."""
    check_clock()
    now, person = clock(), acting()
    default, lagging = cached.answer(default_as_of, now.today())
    return Page(
        _=_language(),
        store=cached.store(),
        clock=now,
        person=person,
        theme=st.context.theme.type or "light",
        screen=address.get("screen", lasting=True) == "1",
        as_of=_as_of(now.today()) or default,
        default_as_of=default,
        lagging=lagging,
        begun=cached.answer(begun),
        updated=cached.answer(updated),
        demonstration=cached.answer(demonstration),
    )


def acting() -> Person:
    """Who acts, known afresh in each run and each command: rights may have changed, and sessions ended, since a page
    was drawn.

    For who is not signed in any more the run ends here, with a link to sign in.
    """
    try:
        return cached.once(_person)
    except SessionEnded as ended:
        _ = _language()
        st.error(formats.literal(_.text(ended.text)), icon=":material/lock:")
        st.link_button(_("Sign in"), "/login")
        st.stop()


@contextmanager
def answering() -> Iterator[None]:
    """Where the store can't answer just now, or the clock is wrong, a run ends with its sentence in the reader's
    language."""
    try:
        yield
    except (Busy, Full, Unreachable) as error:
        st.error(formats.literal(_language().text(error.text)), icon=":material/database_off:")
    except ClockWrong as error:
        st.error(_language().text(error.text), icon=":material/schedule:")


def _person() -> Person:
    return current_person(st.context.cookies, cached.store())


def _language() -> Language:
    """The browser's languages in its order; its script names only the first of them, but a page may lack the header."""
    asked = (st.context.locale, st.context.headers.get("Accept-Language"))
    return language(pick(",".join(filter(None, asked)), address.get("lang", lasting=True)))


def _as_of(today: date) -> date | None:
    """The day the address asks for, unless it is none, too old or after today; `head` says so then."""
    try:
        day = date.fromisoformat(address.get("as_of", lasting=True) or "")
    except ValueError:
        return None
    return day if EARLIEST <= day <= today else None
