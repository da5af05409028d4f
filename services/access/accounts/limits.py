"""The limits of sessions, links and passwords, from data/registry/access.toml."""

from datetime import timedelta

from data.registry import RegistryError, judged_by, read
from data.store import Limits
from data.texts import Text


def session_limits() -> Limits:
    """How long a session lasts without use and at most. RegistryError for a bad value, as below."""
    return Limits(
        idle=timedelta(minutes=_number("session", "idle_minutes", 5, 24 * 60)),
        absolute=timedelta(hours=_number("session", "absolute_hours", 1, 7 * 24)),
    )


def link_life() -> timedelta:
    """How long a one-time link is good."""
    return timedelta(hours=_number("link", "hours", 1, 7 * 24))


def least_password() -> int:
    """The fewest characters of a password."""
    return _number("password", "least", 8, 64)


def _number(entry: str, key: str, low: int, high: int) -> int:
    value = read("access").get(entry, {}).get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise RegistryError(
            f"access.toml [{entry}] {key}",
            Text(f"应为 {low} 到 {high} 的整数", f"needs a whole number from {low} to {high}"),
        )
    return value


judged_by("access", lambda: (session_limits(), link_life(), least_password()))
