"""From draft to sign-off: who may, what stands in the way, and that a signed version never changes again."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import event

from data.store import Change, Store, commit, read_rows, remove_demonstration, undo
from data.store.errors import Conflict, Frozen, NotUndoable, StoreError, StoreMoved
from services.access.identity import THE_BOARD
from services.access.rights import NotAllowed, Person
from services.indication.comments import Pin, add_comment, comment, comments, reply
from services.indication.on_paper import area
from services.indication.print_map.content import Area
from services.indication.review import (
    INVENTED,
    UNVERIFIED,
    SignOffRefused,
    WrongState,
    decisions,
    end_rehearsal,
    obstacles,
    send_back,
    sign_off,
    signature_mark,
    submit,
)
from services.indication.stood import in_force_on
from services.indication.versions import Version, accept_repairs, add_version, findings, version
from services.intake.corrections import correct, withdraw
from services.words.language import language
from tests.services.indication.reviewing import (
    AUTHOR,
    CHOSEN_SECOND,
    CLOCK,
    CROSSED,
    OFFICER,
    SECOND,
    SQUARE,
    VIEWER,
    draft,
)

ZH = language("zh_CN")
HERE = Pin((116.955, 39.055))
pytestmark = pytest.mark.both_databases


def in_review(store: Store, outline: str = SQUARE) -> Version:
    code = add_version(store, AUTHOR, draft(outline), clock=CLOCK)
    submit(store, AUTHOR, version(store, code), clock=CLOCK)
    return version(store, code)


def test_a_second_signed_in_person_signs_off(store: Store) -> None:
    drawn = in_review(store)
    sign_off(store, SECOND, drawn, clock=CLOCK, remark="界线无误")
    signed = version(store, drawn.code)
    assert (signed.state, signed.signed_by, signed.signed_how, signed.frozen) == ("final", "IP02", "signed-in", True)
    assert (signed.signed_at, signed.in_force_from) == (CLOCK.now(), CLOCK.today())
    assert signature_mark(signed.signed_how) is None
    steps = decisions(store, signed)
    assert steps.select("state", "actor", "how").rows() == [
        ("draft", "IP01", "chosen"),
        ("in_review", "IP01", "chosen"),
        ("final", "IP02", "signed-in"),
    ]
    assert steps["remark"].to_list() == [None, None, "界线无误"]


def test_a_signer_who_was_only_chosen_is_marked(store: Store) -> None:
    drawn = in_review(store)
    sign_off(store, CHOSEN_SECOND, drawn, clock=CLOCK)
    signed = version(store, drawn.code)
    assert signature_mark(signed.signed_how) == UNVERIFIED
    assert "未核验身份，仅供演练" in decisions(store, signed)["reason"].to_list()[-1]


def test_a_rehearsed_signature_is_never_in_force_and_replaces_nothing(store: Store) -> None:
    before = in_review(store)
    sign_off(store, SECOND, before, clock=CLOCK)
    drawn = in_review(store)
    number = add_comment(store, SECOND, drawn, HERE, "可", clock=CLOCK)
    reply(store, SECOND, comment(store, number), "", clock=CLOCK, state="resolved")
    sign_off(store, CHOSEN_SECOND, drawn, clock=CLOCK)
    rehearsed = version(store, drawn.code)
    assert (rehearsed.state, rehearsed.frozen, rehearsed.in_force_from) == ("rehearsed", False, None)
    assert in_force_on(store, CLOCK.today()) == before.code
    assert version(store, before.code).state == "final"
    assert comment(store, number).closed_with is None
    assert area("稿", rehearsed.kind, rehearsed.state, SQUARE, ZH) == Area(SQUARE, "稿（保护范围，演练定稿）", "draft")


@pytest.mark.parametrize("ending", ["undo", "end", "return", "sign"])
def test_a_rehearsed_signature_is_taken_back(store: Store, ending: str) -> None:
    drawn = in_review(store)
    done = sign_off(store, CHOSEN_SECOND, drawn, clock=CLOCK)
    rehearsed = version(store, drawn.code)
    match ending:
        case "undo":
            undo(store, AUTHOR.actor, done.number)
        case "end":
            end_rehearsal(store, CHOSEN_SECOND, rehearsed)
        case "return":
            send_back(store, SECOND, rehearsed, "重来")
        case _:
            sign_off(store, SECOND, rehearsed, clock=CLOCK)
    after = version(store, drawn.code)
    state = {"undo": "in_review", "end": "in_review", "return": "returned", "sign": "final"}[ending]
    assert (after.state, after.signed_by) == (state, "IP02" if ending == "sign" else None)


def test_a_rehearsed_signature_goes_with_the_demonstration(store: Store) -> None:
    """Also that on a boundary of one's own, which stays."""
    drawn, other = in_review(store), in_review(store)
    sign_off(store, CHOSEN_SECOND, drawn, clock=CLOCK)
    sign_off(store, SECOND, other, clock=CLOCK)
    remove_demonstration(store, AUTHOR.actor)
    after = version(store, drawn.code)
    assert (after.state, after.signed_by, after.signed_at) == ("in_review", None, None)
    assert version(store, other.code).state == "final"
    assert end_of_rehearsal_is_refused(store, after)


def end_of_rehearsal_is_refused(store: Store, drawn: Version) -> bool:
    with pytest.raises(WrongState):
        end_rehearsal(store, CHOSEN_SECOND, drawn)
    return True


@pytest.mark.parametrize("person", [VIEWER, OFFICER])
def test_only_reviewers_sign_or_return(store: Store, person: Person) -> None:
    drawn = in_review(store)
    with pytest.raises(NotAllowed):
        sign_off(store, person, drawn, clock=CLOCK)
    with pytest.raises(NotAllowed):
        send_back(store, person, drawn, "不清楚")
    assert version(store, drawn.code).state == "in_review"


def test_author_and_submitter_and_nobody_do_not_sign(store: Store) -> None:
    code = add_version(store, AUTHOR, draft(), clock=CLOCK)
    submit(store, CHOSEN_SECOND, version(store, code), clock=CLOCK)
    for person, said in ((AUTHOR, "第二人"), (CHOSEN_SECOND, "第二人"), (THE_BOARD, "尚未选定")):
        with pytest.raises(SignOffRefused) as refused:
            sign_off(store, person, version(store, code), clock=CLOCK)
        assert len(refused.value.obstacles) == 1
        assert said in refused.value.obstacles[0].zh


def test_everything_in_the_way_is_listed(store: Store) -> None:
    drawn = version(store, add_version(store, AUTHOR, draft(CROSSED), clock=CLOCK))
    blocking = [one for one in findings(store, drawn) if one.severity == "blocking"]
    number = add_comment(store, SECOND, drawn, HERE, "此处界线存疑", clock=CLOCK)
    with pytest.raises(SignOffRefused) as refused:
        sign_off(store, AUTHOR, drawn, clock=CLOCK)
    said = [one.zh for one in refused.value.obstacles]
    assert said[0].startswith("版本处于“草案”")
    assert said[1].startswith("编制人、送审人不能审签")
    assert [one for one in said if one.startswith("未消除的必须处理项")] == [
        f"未消除的必须处理项：{one.message.zh}" for one in blocking
    ]
    assert said[-1] == f"未办结的意见 {number}：此处界线存疑"
    assert blocking


def test_each_obstacle_says_where_it_is(store: Store) -> None:
    drawn = version(store, add_version(store, AUTHOR, draft(CROSSED), clock=CLOCK))
    number = add_comment(store, SECOND, drawn, HERE, "此处界线存疑", clock=CLOCK)
    found = findings(store, drawn)
    stand = obstacles(SECOND, drawn, found, comments(store, drawn.code))
    blocking = [f"finding:{one.id}" for one in found if one.severity == "blocking"]
    assert [one.at for one in stand] == [None, *blocking, f"comment:{number}"]


def test_the_review_is_gathered_once(store: Store) -> None:
    """What was judged is what is closed: the comments are read once to judge them and once by the writer."""
    drawn = in_review(store)
    number = add_comment(store, SECOND, drawn, HERE, "此处界线存疑", clock=CLOCK)
    reply(store, SECOND, comment(store, number), "已核", clock=CLOCK, state="resolved")
    read: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *words: read.append(words[2]))
    sign_off(store, SECOND, drawn, clock=CLOCK)
    assert len([words for words in read if "FROM gi_comments" in words and "gi_comments.text" in words]) == 2
    assert comment(store, number).closed_with == drawn.code


def test_comments_on_the_draft_bar_the_repaired_version_too(store: Store) -> None:
    drawn = in_review(store, CROSSED)
    number = add_comment(store, SECOND, drawn, HERE, "拆开自交", clock=CLOCK)
    ids = [one.id for one in findings(store, drawn) if one.severity == "blocking"]
    code = accept_repairs(store, AUTHOR, drawn, ids, clock=CLOCK)
    submit(store, AUTHOR, version(store, code), clock=CLOCK)
    reply(store, AUTHOR, comment(store, number), "已修复", clock=CLOCK, state="adopted")
    with pytest.raises(SignOffRefused, match=number):
        sign_off(store, SECOND, version(store, code), clock=CLOCK)
    reply(store, SECOND, comment(store, number), "", clock=CLOCK, state="resolved")
    sign_off(store, SECOND, version(store, code), clock=CLOCK)
    assert version(store, drawn.code).state == "replaced"
    assert comment(store, number).closed_with == code


def test_returned_with_a_reason_and_submitted_again(store: Store) -> None:
    drawn = in_review(store)
    with pytest.raises(StoreError, match="why"):
        send_back(store, SECOND, drawn, " ")
    send_back(store, SECOND, drawn, "缺少面积")
    returned = version(store, drawn.code)
    assert (returned.state, returned.remark) == ("returned", "缺少面积")
    with pytest.raises(WrongState):
        send_back(store, SECOND, returned, "再退")
    submit(store, AUTHOR, returned, clock=CLOCK)
    with pytest.raises(WrongState):
        submit(store, AUTHOR, version(store, drawn.code), clock=CLOCK)


def test_two_at_once_are_told_whose_step_came_first(store: Store) -> None:
    drawn = in_review(store)
    send_back(store, SECOND, drawn, "先退回")
    with pytest.raises(Conflict, match="IP02"):
        send_back(store, CHOSEN_SECOND, drawn, "再退回")


def test_a_signed_version_never_changes_again(store: Store) -> None:
    drawn = in_review(store)
    number = add_comment(store, SECOND, drawn, HERE, "可", clock=CLOCK)
    settled = reply(store, SECOND, comment(store, number), "", clock=CLOCK, state="resolved")
    signature = sign_off(store, SECOND, drawn, clock=CLOCK)
    signed = version(store, drawn.code)
    with pytest.raises(NotUndoable, match="sign-off"):
        undo(store, AUTHOR.actor, signature.number)
    for number_before in range(2, signature.number):
        with pytest.raises(Conflict):
            undo(store, AUTHOR.actor, number_before)
    assert settled.number < signature.number
    for change in ({"title": "改名"}, {"geometry": drawn.geometry}, {"signed_by": "IP01"}):
        with pytest.raises(Frozen):
            commit(store, AUTHOR.actor, "改", [Change("gi_areas", change, id=signed.id)])
    with pytest.raises(Frozen):
        commit(store, AUTHOR.actor, "作废", [Change("gi_areas", id=signed.id, withdraw="错")])
    with pytest.raises(Frozen):
        correct(store, AUTHOR, "gi_areas", signed.id, signed.seen, {"title": "改名"}, clock=CLOCK)
    with pytest.raises(Frozen):
        withdraw(store, AUTHOR, "gi_comments", comment(store, number).id, 1, "错")
    with pytest.raises(Frozen):
        reply(store, AUTHOR, comment(store, number), "补充", clock=CLOCK)
    with pytest.raises(Frozen):
        add_comment(store, AUTHOR, signed, HERE, "补充", clock=CLOCK)
    assert version(store, drawn.code) == signed


class InterruptedClock:
    """A clock during whose look somebody else comments on the version."""

    def __init__(self, store: Store, drawn: Version) -> None:
        self.store, self.drawn = store, drawn

    def today(self) -> date:
        return CLOCK.today()

    def now(self) -> datetime:
        add_comment(self.store, CHOSEN_SECOND, self.drawn, HERE, "等等", clock=CLOCK)
        return CLOCK.now()


def test_a_comment_that_comes_in_meanwhile_stops_the_signature(store: Store) -> None:
    drawn = in_review(store)
    with pytest.raises(StoreMoved):
        sign_off(store, SECOND, drawn, clock=InterruptedClock(store, drawn))
    assert version(store, drawn.code).state == "in_review"


def test_the_demonstrations_versions_go_with_it_and_others_stay(store: Store) -> None:
    shown = add_version(store, AUTHOR, draft(), clock=CLOCK, kind="demonstration")
    submit(store, AUTHOR, version(store, shown), clock=CLOCK, kind="demonstration")
    sign_off(store, CHOSEN_SECOND, version(store, shown), clock=CLOCK, kind="demonstration")
    assert in_force_on(store, CLOCK.today()) == shown
    assert signature_mark(version(store, shown).signed_how) == INVENTED
    own = add_version(store, AUTHOR, replace(draft(), title="本局范围"), clock=CLOCK)
    remove_demonstration(store, AUTHOR.actor)
    assert read_rows(store, "gi_areas")["code"].to_list() == [own]
