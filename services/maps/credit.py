"""What is printed with every map: source, date, and the 审图号 of this map or that it must not be published."""

from services.maps.settings import basemap_number
from services.words.language import Language


def credit(_: Language, as_of: str, number: str | None = None) -> tuple[str, str]:
    """Two lines for a map whose data reach to `as_of`, a day as written on screen.

    `number` is the 审图号 of this map alone. That of the basemap, where an administrator has set one, is named as such:
    it says nothing of what is drawn upon it.
    """
    sources = _("Outline: Tianditu; roads (schematic) and names: © OpenStreetMap contributors, GeoNames")
    below = basemap_number()
    basemap = _("Basemap approval number {number}", number=below) if below else ""
    review = (
        _("Map approval number {number}", number=number)
        if number
        else _("Internal working map, not reviewed: do not publish")
    )
    return " · ".join(filter(None, (sources, basemap, _("As of {day}", day=as_of)))), review
