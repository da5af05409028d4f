"""What of a setting is refused."""

from data.store.errors import StoreError


class SettingRefused(StoreError):
    """The setting can't be made like this; nothing was written."""
