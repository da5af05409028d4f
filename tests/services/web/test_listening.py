"""Where the board listens: only on this machine, on a port that is one."""

import pytest

from data.errors import BoardError
from services.web.listening import server_settings


def test_without_settings_it_is_this_machine():
    assert server_settings({}) == {"server.address": "127.0.0.1", "server.port": 8501, "server.maxUploadSize": 50}


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_own_addresses_are_taken(address):
    given = {"BOARD_ADDRESS": address, "BOARD_PORT": "9000", "BOARD_UPLOAD_MB": "80"}
    expected = {"server.address": address, "server.port": 9000, "server.maxUploadSize": 80}
    assert server_settings(given) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOARD_ADDRESS", "0.0.0.0"),
        ("BOARD_ADDRESS", "::"),
        ("BOARD_ADDRESS", "192.168.1.5"),
        ("BOARD_ADDRESS", "board.example"),
        ("BOARD_PORT", "0"),
        ("BOARD_PORT", "65536"),
        ("BOARD_PORT", "８５０１"),
        ("BOARD_UPLOAD_MB", "-1"),
        ("BOARD_UPLOAD_MB", "lots"),
    ],
)
def test_others_are_refused_by_name(name, value):
    with pytest.raises(BoardError, match=f"{name}={value} is refused"):
        server_settings({name: value})
