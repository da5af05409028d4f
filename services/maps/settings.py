"""What an administrator sets for all maps, in the registry file map.toml."""

import re

from data.registry import RegistryError, entries

# It goes into the address of every tile.
KEY = re.compile(r"[0-9A-Za-z]{32}")


def approval_number() -> str:
    """The 审图号 printed on every map, or an empty text while there is none."""
    number = _value("approval_number")
    if len(number) > 40 or not number.isprintable():
        raise RegistryError("map.toml [approval_number] value: needs one line of at most 40 characters")
    return number


def tianditu_key() -> str:
    """The key for 天地图 tiles, or an empty text: then no map makes a request outside."""
    key = _value("tianditu_key")
    if key and not KEY.fullmatch(key):
        raise RegistryError("map.toml [tianditu_key] value: needs the 32 letters and digits that 天地图 gave out")
    return key


def _value(code: str) -> str:
    return next(str(entry.more.get("value", "")).strip() for entry in entries("map") if entry.code == code)
