"""What surrounds every page: the page configuration, the style sheet, the sidebar.

`style.css` holds what Streamlit 1.67 has no option for: the side margins of the wide layout, and on a
shared screen the size of the type. It names only Streamlit's public st… classes.
"""

from pathlib import Path

import streamlit as st

from data.texts import LANGUAGES
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page
from services.access.identity import SIGNED_IN
from services.records.readable import names_of
from services.words import formats
from services.words.language import NAMES

HERE = Path(__file__).parent
SIDEBAR = 256


def prepare(page: Page) -> None:
    """Configure the browser page. The icon is a file of our own: a Material symbol would be fetched from the net."""
    _ = page._
    st.set_page_config(
        page_title=_("Xiqing IP Protection Board"),
        page_icon=str(HERE / "icon.svg"),
        layout="wide",
        initial_sidebar_state=SIDEBAR,
    )
    st.html(HERE / "style.css")
    if page.screen:
        st.html(HERE / "screen.css")


def sidebar(page: Page) -> None:
    """The name of the board above the navigation; beneath it who acts, and the language.

    On a shared screen there is none: nothing is put into it, and screen.css hides what was there.
    """
    if page.screen:
        return
    _ = page._
    st.logo(str(HERE / f"logo_{page.language}.svg"), size="large", icon_image=str(HERE / "icon.svg"))
    with st.sidebar:
        st.segmented_control(
            _("Language"),
            LANGUAGES,
            default=page.language,
            required=True,
            format_func=NAMES.__getitem__,
            key=page.key("language"),
            on_change=lambda: address.put("lang", st.session_state[page.key("language")]),
            label_visibility="collapsed",
        )
        name = cached.answer(names_of, "people").get(page.person.code) or _("the system")
        own = "/account" if page.person.how == SIGNED_IN else "/actor"
        st.link_button(_("Acting: {name}", name=formats.literal(name)), own, icon=":material/person:", type="tertiary")
        st.link_button(_("User's guide"), "/guide", icon=":material/menu_book:", type="tertiary")
