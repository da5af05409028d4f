"""The names that stand for codes, for whoever reads a page."""

from data.ledgers import ledgers
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.access.identity import THE_BOARD
from services.access.privacy import mask_name
from services.access.rights import Action, may
from services.records.readable import names_of


def offices(page: Page) -> dict[str, str]:
    """Short names of the units by code."""
    return cached.answer(names_of, "offices")


def titles(page: Page) -> dict[str, str]:
    """Titles of all ledgers by name, those that units hand in first."""
    declared = sorted(ledgers().values(), key=lambda ledger: (ledger.own, ledger.order))
    return {ledger.name: page._.text(ledger.title) for ledger in declared}


def own_offices(page: Page) -> dict[str, str]:
    """Short names of the units for which whoever acts may hand in."""
    return {code: name for code, name in offices(page).items() if may(page.person, Action.HAND_IN, code)}


def people(page: Page) -> dict[str, str]:
    """Names of the people by code, for saying who did something; on a shared screen they are masked."""
    names = cached.answer(names_of, "people")
    return {code: mask_name(name) for code, name in names.items()} if page.screen else names


def who(page: Page, code: str) -> str:
    """Who acted, by the code kept with a commit."""
    return page._("the system") if code == THE_BOARD.code else people(page).get(code, code)
