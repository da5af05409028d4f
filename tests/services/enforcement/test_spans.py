import polars as pl

from services.enforcement.spans import histogram, median, unknown

CELLS = pl.DataFrame(
    [
        ("decided", 10, 2),
        ("decided", 30, 1),
        ("decided", 95, 3),
        ("decided", 400, 1),
        ("decided", -1, 4),
        ("closed", 5, 9),
    ],
    schema={"event": pl.String(), "days": pl.Int64(), "n": pl.Int64()},
    orient="row",
)


def test_classes_are_complete_and_the_last_is_open():
    assert histogram(CELLS, "decided", 30, 120).rows() == [
        (0, 29, 2), (30, 59, 1), (60, 89, 0), (90, 119, 3), (120, None, 1),
    ]  # fmt: skip


def test_the_median_leaves_out_what_is_not_known():
    """Of 10, 10, 30, 95, 95, 95, 400 the fourth."""
    assert median(CELLS, "decided") == 95
    assert median(CELLS, "found_to_opened") is None


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle():
    cells = pl.DataFrame({"event": ["closed"] * 3, "days": [6, 7, 9], "n": [2, 1, 1]})
    assert median(cells, "closed") == 6.5


def test_missing_dates_are_counted():
    assert unknown(CELLS, "decided") == 4
    assert unknown(CELLS, "closed") == 0
