"""The way back: which tasks of the plan rest on the ledgers that a page shows."""

import streamlit as st

from pages.parts.frame.context import Page
from services.plan.plan import plan_of, resting_on
from services.plan.words import numbered


def tasks_resting_on(page: Page, *ledgers: str) -> None:
    """A link to each task of this year's plan with a measure that rests on one of these ledgers."""
    found = resting_on(plan_of(page.clock.today().year), ledgers)
    if not found or page.screen:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(page._("Tasks of the plan:"), width="content")
        for task in found:
            st.page_link(
                "plan.py", label=numbered(task.code, page._), help=page._.text(task.label),
                query_params={"task": task.code}, width="content",
            )  # fmt: skip
