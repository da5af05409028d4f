"""What the views of the ledgers page say alike."""

from typing import Any

from pages.parts.frame.context import Page
from services.access.rights import Action, may_anywhere
from services.words import formats


def names_some(page: Page) -> bool:
    """Whether natural persons may be named to whoever reads, in rows of some unit at least."""
    return not page.screen and may_anywhere(page.person, Action.DISCLOSE)


def batch_counts(page: Page, batch: dict[str, Any]) -> str:
    """How many rows a commit touched in one ledger."""
    _ = page._
    return _(
        "{added} new, {changed} changed, {withdrawn} withdrawn",
        added=formats.number(batch["added"]),
        changed=formats.number(batch["changed"]),
        withdrawn=formats.number(batch["withdrawn"]),
    )
