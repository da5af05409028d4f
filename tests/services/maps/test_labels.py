"""Names: the first come first, none covers another, a mark or the map's edge."""

from services.maps.labels import Label, place, width
from services.maps.view import View

VIEW = View(117.0, 39.0, 12.0, 400, 300)


def label(text, longitude=117.0, latitude=39.0, radius=5.0, **more):
    return Label(text, longitude, latitude, "market", 13, radius, **more)


def box(placed):
    x, y = VIEW.pixel(placed.label.longitude, placed.label.latitude)
    half, high = width(placed.label.text, placed.label.size) / 2, placed.label.size / 2
    return x + placed.right - half, y + placed.down - high, x + placed.right + half, y + placed.down + high


def apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_five_names_at_one_point_find_four_places():
    placed = place([label(f"示例市场{n}", radius=8.0) for n in range(5)], VIEW)
    assert [name.label.text for name in placed] == ["示例市场0", "示例市场1", "示例市场2", "示例市场3"]
    boxes = [box(name) for name in placed]
    assert all(apart(a, b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_a_name_keeps_clear_of_other_marks():
    below = VIEW.pixel(117.0, 39.0)[1] + 18
    south = next(39.0 - n / 1e5 for n in range(10_000) if VIEW.pixel(117.0, 39.0 - n / 1e5)[1] >= below)
    [name] = place([label("示例市场")], VIEW, [(117.0, south, 8.0)])
    assert name.down < 0


def test_a_name_off_the_map_is_left_out():
    assert place([label("示例市场", longitude=118.0)], VIEW) == []


def test_a_name_without_a_mark_moves_no_further_than_its_reach():
    township = label("精武镇", radius=0.0, reach=24.0)
    first, second, *_ = place([township, township, township], VIEW)
    assert (first.right, first.down) == (0.0, 0.0)
    assert 0 < (second.right**2 + second.down**2) ** 0.5 <= 24


def test_chinese_letters_are_twice_as_wide_as_latin_ones():
    assert width("西青", 10) == 20
    assert 10 <= width("Xi", 10) <= 13


def test_a_needed_name_is_shown_even_among_marks():
    crowd = [(117.0, 39.0, 60.0)]
    assert place([label("示例市场")], VIEW, crowd) == []
    assert [name.label.text for name in place([label("示例市场", needed=True)], VIEW, crowd)] == ["示例市场"]
