"""A draft or a wrong import is withdrawn with a reason, and can be brought back whole."""

import pytest

from data.store import Store
from services.access.rights import NotAllowed
from services.indication.comments import Pin, add_comment, comment, comments, replies, reply
from services.indication.review import sign_off, submit
from services.indication.stood import beside
from services.indication.taken_back import NotTakenBack, bring_back, take_back, taken_back
from services.indication.versions import NoVersion, accept_repairs, add_version, findings, version, versions
from tests.services.indication.reviewing import AUTHOR, CLOCK, CROSSED, SECOND, VIEWER, draft

HERE = Pin((116.955, 39.055))
pytestmark = pytest.mark.both_databases


def test_a_wrong_import_is_withdrawn_and_brought_back_with_what_was_said(store: Store) -> None:
    code = add_version(store, AUTHOR, draft(), clock=CLOCK)
    number = add_comment(store, SECOND, version(store, code), HERE, "不是这块", clock=CLOCK)
    reply(store, AUTHOR, comment(store, number), "导错文件", clock=CLOCK)
    take_back(store, AUTHOR, version(store, code), "导错文件")
    with pytest.raises(NoVersion):
        version(store, code)
    assert versions(store).is_empty()
    assert comments(store, code) == []
    assert beside(store, CLOCK.today(), drafts=True) == []
    row = taken_back(store).row(0, named=True)
    assert (row["actor"], row["reason"]) == ("IP01", "撤回：示意范围（导错文件）")
    bring_back(store, AUTHOR, row["number"])
    assert version(store, code).state == "draft"
    assert [one.text for one in comments(store, code)] == ["不是这块"]
    assert replies(store, number)["text"].to_list() == ["导错文件"]
    assert taken_back(store).is_empty()
    with pytest.raises(NotTakenBack):
        bring_back(store, AUTHOR, row["number"])


def test_what_is_signed_or_built_upon_is_not_withdrawn(store: Store) -> None:
    code = add_version(store, AUTHOR, draft(CROSSED), clock=CLOCK)
    drawn = version(store, code)
    with pytest.raises(NotTakenBack, match="why"):
        take_back(store, AUTHOR, drawn, " ")
    with pytest.raises(NotAllowed):
        take_back(store, VIEWER, drawn, "不要")
    ids = [one.id for one in findings(store, drawn) if one.severity == "blocking"]
    made = accept_repairs(store, AUTHOR, drawn, ids, clock=CLOCK)
    with pytest.raises(NotTakenBack, match=made):
        take_back(store, AUTHOR, drawn, "不要")
    submit(store, AUTHOR, version(store, made), clock=CLOCK)
    sign_off(store, SECOND, version(store, made), clock=CLOCK)
    for own in (code, made):
        with pytest.raises(NotTakenBack):
            take_back(store, AUTHOR, version(store, own), "不要")
