"""Comments: pinned, answered, settled, late."""

from datetime import date

import pytest

from data.store import Store
from data.store.errors import Conflict, StoreError
from services.access.rights import NotAllowed
from services.indication.comments import NoComment, Pin, add_comment, comment, comments, replies, reply
from services.indication.versions import Version, add_version, version
from tests.services.indication.reviewing import AUTHOR, CHOSEN_SECOND, CLOCK, OFFICER, SECOND, VIEWER, draft

PIN = Pin((116.9551234567, 39.05), "finding", "0123456789abcdef", "范围界线在此处自相交")


@pytest.fixture
def drawn(store: Store) -> Version:
    return version(store, add_version(store, AUTHOR, draft(), clock=CLOCK))


def test_a_comment_keeps_its_pin_author_and_due_date(store: Store, drawn: Version) -> None:
    number = add_comment(store, SECOND, drawn, PIN, " 请核对 ", clock=CLOCK, due=date(2026, 11, 30))
    kept = comment(store, number)
    assert (kept.pin, kept.target, kept.about) == ("finding", "0123456789abcdef", "范围界线在此处自相交")
    assert (kept.point, kept.text, kept.state) == ("116.955123,39.050000", "请核对", "pending")
    assert (kept.author, kept.at, kept.open) == ("IP02", CLOCK.now(), True)
    assert [kept.overdue(date(2026, 11, day)) for day in (30, 29)] == [False, False]
    assert kept.overdue(date(2026, 12, 1))
    assert comments(store, drawn.code) == [kept]


def test_a_thread_of_replies_settles_it(store: Store, drawn: Version) -> None:
    number = add_comment(store, SECOND, drawn, PIN, "请核对", clock=CLOCK, due=date(2026, 11, 1))
    reply(store, OFFICER, comment(store, number), "正在核对", clock=CLOCK)
    reply(store, OFFICER, comment(store, number), "", clock=CLOCK, state="adopted")
    assert [one.state for one in comments(store, drawn.code) if one.open] == ["adopted"]
    reply(store, SECOND, comment(store, number), "已改", clock=CLOCK, state="resolved")
    settled = comment(store, number)
    assert (settled.state, settled.settled_by, settled.open) == ("resolved", "IP02", False)
    assert not settled.overdue(CLOCK.today())
    assert not any(one.open for one in comments(store, drawn.code))
    assert replies(store, number).select("author", "text", "state").rows() == [
        ("IP04", "正在核对", None),
        ("IP04", None, "adopted"),
        ("IP02", "已改", "resolved"),
    ]
    reply(store, SECOND, settled, "又错了", clock=CLOCK, state="pending")
    assert comment(store, number).settled_by is None


def test_who_speaks_and_who_settles(store: Store, drawn: Version) -> None:
    with pytest.raises(NotAllowed):
        add_comment(store, VIEWER, drawn, PIN, "请核对", clock=CLOCK)
    number = add_comment(store, SECOND, drawn, PIN, "请核对", clock=CLOCK)
    with pytest.raises(NotAllowed):
        reply(store, OFFICER, comment(store, number), "无须改", clock=CLOCK, state="declined")
    own = add_comment(store, OFFICER, drawn, PIN, "我的疑问", clock=CLOCK)
    reply(store, OFFICER, comment(store, own), "已查清", clock=CLOCK, state="resolved")
    assert [one.number for one in comments(store, drawn.code) if one.open] == [number]


def test_words_are_needed_to_decline_and_a_state_must_be_new(store: Store, drawn: Version) -> None:
    with pytest.raises(StoreError, match="write"):
        add_comment(store, SECOND, drawn, PIN, " ", clock=CLOCK)
    shown = comment(store, add_comment(store, SECOND, drawn, PIN, "请核对", clock=CLOCK))
    for state in (None, "declined"):
        with pytest.raises(StoreError, match="write"):
            reply(store, SECOND, shown, " ", clock=CLOCK, state=state)
    with pytest.raises(StoreError, match="already"):
        reply(store, SECOND, shown, "再看", clock=CLOCK, state="pending")
    with pytest.raises(NoComment):
        comment(store, "YJ0")


def test_a_comment_that_was_settled_meanwhile_is_not_settled_again(store: Store, drawn: Version) -> None:
    shown = comment(store, add_comment(store, SECOND, drawn, PIN, "请核对", clock=CLOCK))
    reply(store, SECOND, shown, "", clock=CLOCK, state="resolved")
    with pytest.raises(Conflict, match="IP02"):
        reply(store, CHOSEN_SECOND, shown, "不必", clock=CLOCK, state="declined")
