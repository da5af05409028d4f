"""Where `python app.py` listens and how much it takes, from the environment."""

from collections.abc import Mapping

from data.errors import BoardError
from services.web.gate import is_loopback


def server_settings(environment: Mapping[str, str]) -> dict[str, object]:
    """Streamlit's settings by BOARD_ADDRESS, BOARD_PORT and BOARD_UPLOAD_MB; raises BoardError for bad ones.

    Without accounts only addresses of this machine are allowed.
    """
    address = environment.get("BOARD_ADDRESS") or "127.0.0.1"
    if address != "localhost" and not is_loopback(address):
        raise BoardError(f"BOARD_ADDRESS={address} is refused: without accounts only 127.0.0.1 is served; unset it")
    return {
        "server.address": address,
        "server.port": _whole_number(environment, "BOARD_PORT", 8501, 65535),
        "server.maxUploadSize": _whole_number(environment, "BOARD_UPLOAD_MB", 50, 1024),
    }


def _whole_number(environment: Mapping[str, str], name: str, otherwise: int, most: int) -> int:
    given = environment.get(name) or str(otherwise)
    if not (given.isascii() and given.isdecimal() and 1 <= int(given) <= most):
        raise BoardError(f"{name}={given} is refused: give a whole number from 1 to {most}, or unset it")
    return int(given)
