"""What an administrator sets for all maps, in the registry file map.toml."""

import re

from data.registry import RegistryError, entries, judged_by
from data.registry.shapes import MapSetting
from data.texts import Text
from services.maps.approval import NotApproved, read_number

LONGEST_NAME = 60
# It goes into the address of every tile.
KEY = re.compile(r"[0-9A-Za-z]{32}")


def basemap_number() -> str:
    """The 审图号 of the basemap, or an empty text while there is none. It never stands for that of a map upon it."""
    number = _value("approval_number")
    try:
        return read_number(number).written if number else ""
    except NotApproved as error:
        raise RegistryError("map.toml [approval_number] value", error.text) from error


def compiled_by() -> str:
    """The unit that maps name as their maker."""
    unit = _value("compiled_by")
    if not 0 < len(unit) <= LONGEST_NAME or not unit.isprintable():
        raise RegistryError(
            "map.toml [compiled_by] value",
            Text(f"应为一行，不超过 {LONGEST_NAME} 字", f"needs one line of at most {LONGEST_NAME} characters"),
        )
    return unit


def tianditu_key() -> str:
    """The key for 天地图 tiles, or an empty text: then no map makes a request outside."""
    key = _value("tianditu_key")
    if key and not KEY.fullmatch(key):
        raise RegistryError(
            "map.toml [tianditu_key] value",
            Text("应为天地图发给的 32 位字母和数字", "needs the 32 letters and digits that 天地图 gave out"),
        )
    return key


def _value(code: str) -> str:
    return next(entry.value.strip() for entry in entries("map", MapSetting) if entry.code == code)


judged_by("map", lambda: (compiled_by(), basemap_number(), tianditu_key()))
