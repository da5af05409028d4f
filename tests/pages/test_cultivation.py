"""The page of the standardised markets: every view with the demonstration, empty, filtered; and the work in it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store, commits, open_store, read_rows
from data.texts import LANGUAGES
from services.access.identity import THE_BOARD
from services.access.rights import MACHINE, Person
from services.cultivation.handing_in import hand_in
from services.cultivation.moving import Document, Step, move
from services.cultivation.sheets import Form, Line, Sheet, keep, open_sheet
from tests.pages.reading import of_type, sent, texts
from tests.promises.test_every_page import english
from tests.services.cultivation.stored import CLOCK, MARKET, PDF, put

Open = Callable[..., AppTest]

VIEWS = ("board", "progress", "market", "compare", "after", "work")
SECTIONS = ("checklist", "plan", "records", "past", "stages")
FORMS = ("assess", "move", "tasks", "documents", "recent")
OPENINGS = [
    *({"view": view} for view in VIEWS),
    *({"view": "market", "market": "SLSC23", "section": section} for section in SECTIONS),
    *({"view": "work", "market": "SLSC23", "work": form} for form in FORMS),
    {"view": "compare", "kind_of": "self", "channel": "online", "set": "held"},
    {"view": "market", "market": "SLSC07", "section": "past"},
]
FORM = Form("SC001", date(2026, 11, 23), "self", "offline", "base")
COLLEAGUE = Person("JZ01", "chosen", MACHINE, "IP")


def said(board: AppTest) -> str:
    return "\n".join(texts(board))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", OPENINGS, ids=lambda address: "-".join(address.values()))
def test_every_view_with_the_demonstration(open_demonstration: Open, address: dict[str, str], language: str) -> None:
    board = open_demonstration("cultivation.py", lang=language, **address)
    assert not board.exception
    assert not board.error
    assert len(board.warning) == (address.get("work") == "move")
    if language == "zh_CN":
        assert english(board) <= {"pdf"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_without_a_market(open_empty: Open, view: str, language: str) -> None:
    board = open_empty("cultivation.py", lang=language, view=view)
    assert not board.exception
    assert len(board.info) == 1
    assert [link.proto.page for link in of_type(board, "page_link")] == ["ledgers", "plan"]


def cards(board: AppTest) -> set[str]:
    """The markets of the board's cards, by market and ladder."""
    keys = [str(button.key) for button in board.button]
    return {key.removeprefix("card-").split(":")[0] for key in keys if key.startswith("card-")}


def test_the_filters_of_the_address_choose_the_cards(open_demonstration: Open) -> None:
    every = cards(open_demonstration("cultivation.py", lang="en"))
    national = cards(open_demonstration("cultivation.py", lang="en", ladder="national"))
    assert len(every) == 16
    assert national == {card for card in every if card.endswith("-national")}
    assert 0 < len(national) < 16
    shops = cards(open_demonstration("cultivation.py", lang="en", kind="supermarket", ladder="city"))
    assert shops == {f"SLSC{number}-city" for number in ("02", "09", "15", "23")}
    nothing = open_demonstration("cultivation.py", lang="en", kind="flowers")
    assert cards(nothing) == set()
    assert "No market fits these filters" in said(nothing)


def test_an_unknown_code_is_named_and_left_out(open_demonstration: Open) -> None:
    board = open_demonstration("cultivation.py", lang="en", ladder="heaven", view="moon")
    assert [("heaven" in one.value, "moon" in one.value) for one in board.warning] == [(False, True), (True, False)]
    assert len(cards(board)) == 16


def test_a_card_opens_its_market(open_demonstration: Open) -> None:
    board = open_demonstration("cultivation.py", lang="en")
    board.button(key="card-SLSC23-city:en").click().run()
    assert (board.query_params["view"], board.query_params["market"]) == ("market", "SLSC23")
    assert "City · Cultivation" in [one.value for one in board.subheader]


def test_a_link_with_a_market_opens_it(open_demonstration: Open) -> None:
    board = open_demonstration("cultivation.py", lang="en", market="SLSC23")
    assert board.segmented_control(key="view:en").value == "market"


def test_the_light_and_the_score_stand_on_the_card(open_demonstration: Open) -> None:
    """As the service has them, by values that the service's own tests calculate by hand."""
    told = said(open_demonstration("cultivation.py", lang="en", kind="supermarket", ladder="city"))
    assert "■ 53.5 points behind" in told
    assert "▲ 25.9 points behind" in told


def test_a_filter_that_captions_name_holds_for_every_figure(open_demonstration: Open, demonstration: Path) -> None:
    """The market's own records are of no ladder: who asks for one sees only the markets that are on it."""
    store = open_store(f"sqlite:///{demonstration / 'board.db'}", demonstration)
    names = dict(read_rows(store, "markets").select("code", "name").iter_rows())
    ladders = read_rows(store, "cultivation")
    store.close()
    on_it = set(ladders.filter(pl.col("ladder") == "national")["market"])
    others = {names[code] for code in set(ladders["market"]) - on_it}
    assert on_it
    assert others
    for view in ("board", "progress", "compare", "after"):
        shown = sent(open_demonstration("cultivation.py", lang="zh_CN", view=view, ladder="national"))
        assert {name for name in others if name in shown} == set(), view


def test_merchants_are_counted_and_never_named(open_demonstration: Open, demonstration: Path) -> None:
    store = open_store(f"sqlite:///{demonstration / 'board.db'}", demonstration)
    merchants = set(read_rows(store, "commitments")["merchant"])
    store.close()
    board = open_demonstration("cultivation.py", lang="zh_CN", view="market", market="SLSC09", section="records")
    told = said(board)
    assert merchants
    assert not [name for name in merchants if name in told]
    assert "准入承诺" in told


def test_a_shared_screen_masks_and_takes_no_entries(open_demonstration: Open) -> None:
    board = open_demonstration("cultivation.py", lang="en", view="work", screen="1")
    assert "Nothing is entered on a shared screen" in said(board)
    assert not board.number_input


# The work, in a store of the test's own.


@pytest.fixture
def market(database: str, own_board: Path) -> Any:
    """A store with one market, in cultivation on the city's ladder."""
    store = open_store(database, own_board, now=CLOCK.now)
    put(store, ("markets", {**MARKET, "online": True}))
    move(store, THE_BOARD, Step("SC001", "city", "selection", date(2025, 11, 1)), None, clock=CLOCK)
    listed = Document("示例知〔2026〕1号", date(2026, 1, 10), "示例市知识产权局")
    move(store, THE_BOARD, Step("SC001", "city", "cultivation", date(2026, 1, 15), listed), 1, clock=CLOCK)
    yield store
    store.close()


@pytest.fixture
def open_work(open_empty: Open, market: Store) -> Open:
    """Opens a form of the work on the market, in English."""

    def open_work(form: str, **address: str) -> AppTest:
        return open_empty("cultivation.py", lang="en", view="work", market="SC001", work=form, **address)

    return open_work


def points(board: AppTest, criterion: str) -> Any:
    return board.number_input(key=f"{FORM.subject}-{criterion}-points:en")


def test_every_change_is_kept_and_a_lost_connection_goes_on(open_work: Open, market: Store) -> None:
    points(open_work("assess"), "operation").set_value(3.5).run()
    assert open_sheet(market, THE_BOARD, FORM).lines == {"operation": Line("3.5")}
    assert read_rows(market, "assessments").is_empty()
    again = open_work("assess")
    assert points(again, "operation").value == 3.5
    assert "Draft kept" in said(again)


def test_a_draft_of_another_day_is_offered(open_work: Open, market: Store) -> None:
    earlier = Form("SC001", date(2026, 11, 20), "official", "online", "controls")
    keep(market, THE_BOARD, Sheet(earlier, {"admission_commitment": Line("1")}, {}))
    board = open_work("assess")
    board.button(key=f"go-on-{earlier.subject}:en").click().run()
    assert not board.exception
    asked = ("assessed", "kind_of", "channel", "group")
    assert [board.query_params[name] for name in asked] == ["2026-11-20", "official", "online", "controls"]
    assert board.segmented_control(key=f"{earlier.subject}-admission_commitment-points:en").value is True


def test_a_colleagues_draft_is_named(open_work: Open, market: Store) -> None:
    keep(market, COLLEAGUE, Sheet(FORM, {"goods": Line("3")}, {}))
    assert "JZ01 is working on" in said(open_work("assess"))


def test_handing_in_writes_the_rows_and_can_be_undone(open_work: Open, market: Store) -> None:
    board = open_work("assess")
    points(board, "operation").set_value(3.5).run()
    points(board, "goods").set_value(8.0).run()
    board.button(key="hand-in:en").click().run()
    assert [one.value for one in board.success] == ["The assessment is handed in."]
    rows = read_rows(market, "assessments").select("criterion", "points").rows()
    assert sorted(rows) == [("goods", 8.0), ("operation", 3.5)]
    changes = open_work("recent")
    number = commits(market, limit=1)["number"].item()
    changes.button(key=f"undone-{number}:en").click().run()
    assert read_rows(market, "assessments").is_empty()


def test_two_people_are_told_of_each_other_and_neither_loses_work(open_work: Open, market: Store) -> None:
    board = open_work("assess")
    points(board, "goods").set_value(8.0).run()
    hand_in(market, COLLEAGUE, Sheet(FORM, {"goods": Line("2"), "support": Line("5")}, {}), clock=CLOCK)
    board.run()
    assert "changed by JZ01" in board.warning[0].value.replace("\\", "")
    board.button(key="hand-in:en").click().run()
    assert "changed by JZ01" in board.error[0].value.replace("\\", "")
    board.button(key="rebase:en").click().run()
    assert (points(board, "goods").value, points(board, "support").value) == (8.0, 5.0)
    board.button(key="hand-in:en").click().run()
    rows = dict(read_rows(market, "assessments").select("criterion", "points").iter_rows())
    assert rows == {"goods": 8.0, "support": 5.0}


def test_a_proof_is_kept_and_named(open_work: Open, market: Store) -> None:
    board = open_work("assess")
    board.session_state[f"{FORM.subject}-operation-proof:en"] = True
    board.run()
    key = f"{FORM.subject}-operation-file-none:en"
    board.file_uploader(key=key).upload("材料.pdf", PDF, "application/pdf").run()
    sheet = open_sheet(market, THE_BOARD, FORM)
    assert [(file.name, file.sha256) for file in sheet.files] == [("材料.pdf", sheet.lines["operation"].proof)]


def test_the_application_is_refused_with_what_is_missing(open_work: Open, market: Store) -> None:
    board = open_work("move")
    assert "the application will be refused" in board.warning[0].value
    version = read_rows(market, "cultivation")["version"].item()
    board.button(key=f"SC001-city-application-{version}-record:en").click().run()
    assert "not ready to apply" in board.error[0].value
    assert read_rows(market, "cultivation")["stage"].item() == "cultivation"
    board.button(key="mend-move-city-0:en").click().run()
    assert board.query_params["work"] in ("assess", "documents")


def test_a_superiors_stage_is_recorded_with_its_document(open_work: Open, market: Store) -> None:
    board = open_work("move")
    version = read_rows(market, "cultivation")["version"].item()
    board.selectbox(key=f"stage-SC001-city-{version}:en").set_value("recommendation").run()
    prefix = f"SC001-city-recommendation-{version}"
    board.button(key=f"{prefix}-record:en").click().run()
    assert "number, date and body" in board.error[0].value
    board.text_input(key=f"{prefix}-number:en").set_value("示例知〔2026〕9号")
    board.text_input(key=f"{prefix}-body:en").set_value("示例市知识产权局")
    board.date_input(key=f"{prefix}-date:en").set_value(date(2026, 11, 20))
    board.button(key=f"{prefix}-record:en").click().run()
    entry = read_rows(market, "stage_entries", where={"stage": "recommendation"}).row(0, named=True)
    assert (entry["document_number"], entry["document_date"], entry["entered"]) == (
        "示例知〔2026〕9号", date(2026, 11, 20), CLOCK.today(),
    )  # fmt: skip


def test_a_market_is_put_onto_a_ladder(open_work: Open, market: Store) -> None:
    board = open_work("move", ladder="national")
    assert "not on this ladder yet" in said(board)
    board.text_input(key="SC001-national-selection-0-responsible:en").set_value("示例人员")
    board.button(key="SC001-national-selection-0-record:en").click().run()
    row = read_rows(market, "cultivation", where={"ladder": "national"}).row(0, named=True)
    assert (row["stage"], row["responsible"], row["office"]) == ("selection", "示例人员", "ZD")


def test_a_task_that_a_rule_dates_is_done(open_work: Open, market: Store) -> None:
    board = open_work("tasks")
    prefix = "task-SC001-city-work_plan-2026-03-30-None"
    board.session_state[f"{prefix}:en"] = True
    board.run()
    board.date_input(key=f"{prefix}-day:en").set_value(date(2026, 3, 20))
    board.button(key=f"{prefix}-done:en").click().run()
    assert read_rows(market, "milestones")["done_on"].item() == date(2026, 3, 20)
    assert "✓ Done] 20 Mar 2026" in said(board)
