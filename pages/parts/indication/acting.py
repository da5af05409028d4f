"""Commands from the review, done in a widget's callback; the run that follows says by `notice` what came of them."""

from collections.abc import Callable
from typing import Any

from data.errors import BoardError
from pages.parts.doing.commands import accept, refuse
from pages.parts.frame.context import Page, acting


def act(page: Page, done: str, function: Callable[..., Any], *arguments: Any, then: Callable[[Any], None] | None = None,
        **options: Any) -> None:  # fmt: skip
    """Call `function(store, person, …)` for whoever acts; `then` is given what it returns."""
    try:
        result = function(page.store, acting(), *arguments, **options)
    except BoardError as error:
        refuse(page, error)
        return
    accept(done)
    if then:
        then(result)
