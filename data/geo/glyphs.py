"""The letters of a font as MapLibre asks for them: protocol buffers by glyphs.proto of mapbox/node-fontnik."""


def stack(name: str, letters: str, glyphs: list[bytes]) -> bytes:
    """The letters of one font as a file of glyphs.proto."""
    inside = field(1, name.encode()) + field(2, letters.encode()) + b"".join(field(3, one) for one in glyphs)
    return field(1, inside)


def number(name: int, value: int) -> bytes:
    """A field that is a number."""
    return _varint(name << 3) + _varint(value)


def field(name: int, content: bytes) -> bytes:
    """A field that is bytes, a text or a message."""
    return _varint(name << 3 | 2) + _varint(len(content)) + content


def signed(value: int) -> int:
    """A number with its sign as protobuf's sint32."""
    return value << 1 if value >= 0 else (-value << 1) - 1


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
