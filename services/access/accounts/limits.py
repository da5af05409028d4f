"""The limits of sessions, links and passwords, from data/registry/access.toml."""

from datetime import timedelta

from data.registry import entries
from data.registry.shapes import LinkLife, Password, SessionLimits, Shape
from data.store import Limits


def session_limits() -> Limits:
    """How long a session lasts without use and at most. Raises RegistryError, as those below."""
    declared = _entry(SessionLimits)
    return Limits(idle=timedelta(minutes=declared.idle_minutes), absolute=timedelta(hours=declared.absolute_hours))


def link_life() -> timedelta:
    """How long a one-time link is good."""
    return timedelta(hours=_entry(LinkLife).hours)


def least_password() -> int:
    """The fewest characters of a password."""
    return _entry(Password).least


def _entry(shape: type[Shape]) -> Shape:
    return next(entry for entry in entries("access", shape) if isinstance(entry, shape))
