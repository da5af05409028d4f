"""Passwords are checked in threads of their own, a few at a time: Argon2 is slow on purpose, and however many sign in
at once, everybody else's requests go on."""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from data.store.errors import StoreError
from data.texts import Text

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 5


class Crowded(StoreError):
    """Too many wait already."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                f"正在登录的人太多，请 {SECONDS} 秒后再试", f"too many people are signing in: try again in {SECONDS} s"
            )
        )


class Turns:
    """Some threads and a short queue before them, in which no source has more than its share."""

    def __init__(self, threads: int = 2, waiting: int = 32, of_one_source: int = 8) -> None:
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="passwords")
        self.waiting, self.of_one_source = waiting, of_one_source
        self.sources: Counter[str] = Counter()

    async def take(self, source: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the function when it is its turn. Raises Crowded, and whatever the function raises."""
        if self.sources.total() >= self.waiting or self.sources[source] >= self.of_one_source:
            raise Crowded
        self.sources[source] += 1
        try:
            return await asyncio.wrap_future(self.pool.submit(function, *args, **kwargs))
        finally:
            self.sources[source] -= 1
            if not self.sources[source]:
                del self.sources[source]


# Who comes from where the account was used before, holds a good link or is signed in never waits behind strangers.
FAMILIAR, STRANGERS = Turns(), Turns()
