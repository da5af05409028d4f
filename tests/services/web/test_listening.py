"""Where the board listens: on this machine only, until there are accounts."""

from pathlib import Path

import pytest

from data.errors import BoardError
from services.web.listening import hosts, own_address, server_settings


def nobody() -> bool:
    return False


def somebody() -> bool:
    return True


def test_without_settings_it_is_this_machine():
    expected = {"server.address": "127.0.0.1", "server.port": 8501, "server.maxUploadSize": 50}
    assert server_settings({}, nobody) == expected


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_own_addresses_are_taken(address):
    given = {"BOARD_ADDRESS": address, "BOARD_PORT": "9000", "BOARD_UPLOAD_MB": "80"}
    expected = {"server.address": address, "server.port": 9000, "server.maxUploadSize": 80}
    assert server_settings(given, nobody) == expected


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "board.example"])
def test_other_addresses_need_an_account(address):
    with pytest.raises(BoardError, match=f"BOARD_ADDRESS={address} is refused"):
        server_settings({"BOARD_ADDRESS": address}, nobody)
    assert server_settings({"BOARD_ADDRESS": address}, somebody)["server.address"] == address


@pytest.mark.parametrize(
    ("name", "value"),
    [("BOARD_PORT", "0"), ("BOARD_PORT", "65536"), ("BOARD_PORT", "８５０１"), ("BOARD_UPLOAD_MB", "-1"),
     ("BOARD_UPLOAD_MB", "lots"), ("BOARD_TLS_CERT", "/nowhere/board.pem"), ("BOARD_TLS_KEY", "/nowhere/board.key")],
)  # fmt: skip
def test_bad_values_are_refused_by_name(name, value):
    with pytest.raises(BoardError, match="is refused"):
        server_settings({name: value}, somebody)


def test_a_certificate_needs_its_key(tmp_path: Path):
    certificate, key = tmp_path / "board.pem", tmp_path / "board.key"
    certificate.touch()
    with pytest.raises(BoardError, match="BOARD_TLS_KEY= is refused"):
        server_settings({"BOARD_TLS_CERT": str(certificate)}, nobody)
    key.touch()
    settings = server_settings({"BOARD_TLS_CERT": str(certificate), "BOARD_TLS_KEY": str(key)}, nobody)
    assert (settings["server.sslCertFile"], settings["server.sslKeyFile"]) == (str(certificate), str(key))


def test_the_names_of_the_board():
    assert hosts({}) == []
    given = {"BOARD_HOSTS": "board.example, ip.xq.example", "BOARD_ADDRESS": "10.0.0.7"}
    assert hosts(given) == ["board.example", "ip.xq.example", "10.0.0.7"]
    assert hosts({"BOARD_ADDRESS": "0.0.0.0"}) == []


def test_its_own_address():
    assert own_address({}) == "http://127.0.0.1:8501"
    given = {"BOARD_TLS_CERT": "x", "BOARD_PORT": "8443"}
    assert own_address(given, "board.example") == "https://board.example:8443"
