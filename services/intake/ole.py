"""Streams of an OLE compound file, the container of .xls, .et and encrypted workbooks ([MS-CFB])."""

import struct

END = 0xFFFFFFFA
ENTRY = 128


class Compound:
    """The streams of one file by name. Raises ValueError and its like where the file is damaged."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._sector = 1 << struct.unpack_from("<H", content, 0x1E)[0]
        self._small = 1 << struct.unpack_from("<H", content, 0x20)[0]
        if not 128 <= self._sector <= 4096 or self._small > self._sector:
            raise ValueError("sector sizes")
        directory, self._cutoff, mini_table = (struct.unpack_from("<I", content, at)[0] for at in (0x30, 0x38, 0x3C))
        self._table = self._numbers(b"".join(self._at(number) for number in self._table_sectors()))
        entries = self._chain(directory)
        self._entries: dict[str, tuple[int, int]] = {}
        root = (END, 0)
        for at in range(0, len(entries) - ENTRY + 1, ENTRY):
            length, kind = struct.unpack_from("<H", entries, at + 64)[0], entries[at + 66]
            name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", entries, at + 116)
            if kind == 5:
                root = (first, size)
            elif kind == 2:
                self._entries[name] = (first, size)
        self._mini_table = self._numbers(self._chain(mini_table)) if mini_table < END else ()
        self._mini = self._chain(root[0])[: root[1]] if root[0] < END else b""

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        first, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(first)[:size]
        starts = (number * self._small for number in self._followed(first, self._mini_table))
        return b"".join(self._mini[start : start + self._small] for start in starts)[:size]

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._content[start : start + self._sector]

    def _numbers(self, block: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])

    def _table_sectors(self) -> list[int]:
        """The sectors of the allocation table: 109 in the header, the rest in a list of their own."""
        count, following = (struct.unpack_from("<I", self._content, at)[0] for at in (0x2C, 0x44))
        found = list(struct.unpack_from("<109I", self._content, 0x4C))
        seen: set[int] = set()
        while following < END and following not in seen:
            seen.add(following)
            *numbers, following = self._numbers(self._at(following))
            found += numbers
        return [number for number in found if number < END][:count]

    def _chain(self, first: int) -> bytes:
        return b"".join(self._at(number) for number in self._followed(first, self._table))

    def _followed(self, first: int, table: tuple[int, ...]) -> list[int]:
        numbers, seen = [], set[int]()
        while first < END:
            if first in seen or first >= len(table):
                raise ValueError("allocation")
            seen.add(first)
            numbers.append(first)
            first = table[first]
        return numbers
