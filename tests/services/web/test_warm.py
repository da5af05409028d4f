"""Warming: everything is imported, with what Streamlit would import late."""

import sys

import services.figures
from services.web.warm import load


def test_every_module_of_a_package_is_imported():
    names = load([services.figures])
    assert "services.figures.palette" in names
    assert all(name in sys.modules for name in [*names, "pandas"])
