"""Drafts: each person's own, found again, forgotten; names of files by their hash."""

import pytest

from data.store import Actor, Store, attachments_of, commit, drafts_on, drop_draft, keep_draft, put_attachment

ME, OTHER = Actor("A", "signed-in"), Actor("B", "signed-in")


@pytest.mark.both_databases
def test_each_keeps_an_own_draft(store: Store) -> None:
    keep_draft(store, ME, "form/1/a", {"x": "一"})
    keep_draft(store, OTHER, "form/1/a", {"x": "二"})
    keep_draft(store, ME, "form/1/a", {"x": "三"})
    keep_draft(store, ME, "form/10/a", {})
    assert {(draft.actor, draft.state["x"]) for draft in drafts_on(store, "form/1/")} == {("A", "三"), ("B", "二")}
    drop_draft(store, ME, "form/1/a")
    drop_draft(store, ME, "form/1/a")
    assert [(draft.actor, draft.subject) for draft in drafts_on(store, "form/1/")] == [("B", "form/1/a")]
    assert drafts_on(store, "form/_") == []


def test_a_files_name_is_the_newest_it_came_with(store: Store) -> None:
    first, second = put_attachment(store, b"x", "甲.pdf"), put_attachment(store, b"x", "乙.pdf")
    commit(store, ME, "一", [], files=[first])
    assert attachments_of(store, [first.sha256, "0" * 64]) == {first.sha256: first}
    commit(store, ME, "二", [], files=[second])
    assert attachments_of(store, [first.sha256])[first.sha256].name == "乙.pdf"
