"""The entry script: the one page configuration, the language, the navigation from the registry.

Each script gets its circumstances by `pages.parts.frame.context.current()`; all that one run shows is of one moment
of the store. A page is one entry of data/registry/pages.toml and one script beside this file.
"""

from pathlib import Path

import streamlit as st

from data.registry import entries
from data.registry.shapes import Page as Declared
from pages.parts.frame import address, cached
from pages.parts.frame.chrome import prepare, sidebar
from pages.parts.frame.context import Page, answering, current
from services.access.rights import Action, may

HERE = Path(__file__).parent


def script(page: Page, entry: Declared, first: bool) -> st.Page:
    """The registry's entry as a page of Streamlit's navigation."""
    return st.Page(
        HERE / entry.script,
        title=page._.text(entry.label),
        icon=entry.icon,
        url_path=entry.code,
        default=first,
        visibility="visible" if _offered(page, entry) else "hidden",
        help=page._.text(entry.question),
    )


def _offered(page: Page, entry: Declared) -> bool:
    """Whether the page is in the sidebar; who opens it by its address gets a sentence from the page itself."""
    return not entry.needs or may(page.person, Action(entry.needs))


def sections(page: Page) -> dict[str, list[st.Page]]:
    """The pages by the title of their section, in the registry's order."""
    grouped: dict[str, list[st.Page]] = {}
    for number, entry in enumerate(entries("pages", Declared)):
        title = page._.text(entry.section)
        grouped.setdefault(title, []).append(script(page, entry, number == 0))
    return grouped


with answering(), cached.run():
    page = current()
    prepare(page)
    opened = st.navigation(sections(page), position="hidden" if page.screen else "sidebar")
    address.arrive(opened.url_path)
    sidebar(page)
    opened.run()
