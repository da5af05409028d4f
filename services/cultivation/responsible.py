"""For which unit somebody files work at a standardised market: the unit that supervises it, or the IP section."""

from data.store import Store, read_rows
from data.store.errors import UnknownReference
from data.texts import Text
from services.access.rights import IP_SECTION, Action, Person, may, require


def filing_office(store: Store, person: Person, market: str) -> str:
    """The code of the unit the person's rows about a market belong to. Raises NotAllowed, UnknownReference."""
    rows = read_rows(store, "markets", where={"code": market}, columns=("office",))
    if rows.is_empty():
        raise UnknownReference(Text(f"市场台账中没有 {market}", f"no such market in the register: {market}"))
    office = rows["office"].to_list()[0]
    if may(person, Action.HAND_IN, office):
        return office
    require(person, Action.HAND_IN, IP_SECTION)
    return IP_SECTION
