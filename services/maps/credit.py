"""What is printed with every map: source, date, and the 审图号 or, without one, that the map must not be published."""

from services.language import Language
from services.maps.settings import approval_number


def credit(_: Language, as_of: str, number: str | None = None) -> tuple[str, str]:
    """Two lines for a map whose data reach to `as_of`, a day as written on screen.

    `number` is the 审图号; by default the one an administrator has set.
    """
    sources = _("Outline: Tianditu; roads (schematic) and names: © OpenStreetMap contributors, GeoNames")
    number = approval_number() if number is None else number
    review = (
        _("Map approval number {number}", number=number)
        if number
        else _("Internal working map, not reviewed: do not publish")
    )
    return f"{sources} · {_('As of {day}', day=as_of)}", review
