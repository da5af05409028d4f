"""What an administrator sets for all maps, in the registry file map.toml."""

from data.registry import entries


def approval_number() -> str:
    """The 审图号 printed on every map, or an empty text while there is none."""
    return _value("approval_number")


def tianditu_key() -> str:
    """The key for 天地图 tiles, or an empty text: then no map makes a request outside."""
    return _value("tianditu_key")


def _value(code: str) -> str:
    return next(str(entry.more.get("value", "")).strip() for entry in entries("map") if entry.code == code)
