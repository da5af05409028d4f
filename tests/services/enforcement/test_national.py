from services.enforcement.national import MEASURES, Reference, references


def test_the_published_figures_of_tianjin():
    """The white paper's count of 2022, and what the report of 2020 gives."""
    known = {reference.code: reference for reference in references()}
    assert published(known["tianjin_2022"]) == ["432 件", "929.8 万元", "654.9 万元", "17 件"]
    assert published(known["tianjin_2020"]) == ["417 件", "668.97 万元", "2205.74 万元", "19 件"]


def published(reference: Reference) -> list[str | None]:
    values = [getattr(reference, name) for name in MEASURES]
    return [value and value("zh_CN") for value in values]


def test_what_was_not_published_stays_empty():
    national = next(reference for reference in references() if reference.code == "national_2022")
    assert published(national) == ["4.35 万件", None, None, "1000 余件"]


def test_every_figure_says_where_it_comes_from():
    for reference in references():
        assert all(reference.source.both() + reference.definition.both()), reference.code
        assert reference.grade == "C", reference.code
