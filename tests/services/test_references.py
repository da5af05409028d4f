from services.references import MEASURES, references


def test_the_published_figures_of_tianjin():
    """The white paper's count of 2022, and what the report of 2020 gives."""
    known = {reference.code: reference for reference in references()}
    white_paper = known["tianjin_2022"]
    assert [getattr(white_paper, name)("zh_CN") for name in MEASURES] == ["432 件", "929.8 万元", "654.9 万元", "17 件"]
    assert known["tianjin_2020"].fines_and_confiscation("zh_CN") == "2205.74 万元"


def test_what_was_not_published_stays_empty():
    national = next(reference for reference in references() if reference.code == "national_2022")
    assert national.amount is None
    assert national.fines_and_confiscation is None


def test_every_figure_says_where_it_comes_from():
    for reference in references():
        assert all(reference.source.both() + reference.definition.both()), reference.code
        assert reference.grade == "C", reference.code
