"""Every threshold is declared with its source, may be overridden, and is used by something."""

from services.indication.checks import checks
from services.indication.thresholds import limits, thresholds
from tests.refusing import refuses


def test_every_threshold_says_what_it_is_and_whence():
    for threshold in thresholds().values():
        for text in (threshold.label, threshold.definition, threshold.unit, threshold.source):
            assert all(text.both()), threshold.code


def test_checks_name_thresholds_that_are_declared():
    used = {code for check in checks().values() for code in check.thresholds}
    assert used <= set(thresholds())


def test_a_bureau_may_set_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    (tmp_path / "registry").mkdir()
    own = tmp_path / "registry" / "indication.toml"
    own.write_text("[sliver_width]\nvalue = 2\n", encoding="utf-8")
    assert limits()["sliver_width"] == 2
    assert limits()["spike_angle"] == 5
    own.write_text('[spike_angle]\nvalue = "sharp"\nlabel = { zh = "尖", en = "sharp" }\n', encoding="utf-8")
    limits()
    assert refuses(r"indication\.toml \[spike_angle\] value")
