"""A bundle says what is in it and what is not, and no name in it leads out of its folder."""

import csv
import hashlib
import io
import zipfile
from datetime import date

from services.figures.export import Provenance
from services.papers.bundle import bundle, safe_names
from services.words.language import language

ENGLISH = language("en")
PROVENANCE = Provenance("申报材料", "", "2026年", date(2026, 11, 19), 7, "台账", demonstration=True)
FILES = {"01 报告.docx": b"report", "附件/合同.pdf": b"contract"}


def opened(files: dict[str, bytes], missing: list[str]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(bundle(files, missing, PROVENANCE, ENGLISH)))


def index(archive: zipfile.ZipFile) -> list[list[str]]:
    return list(csv.reader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))


def test_the_index_comes_first_and_lists_every_file_with_size_and_sum():
    archive = opened(FILES, [])
    assert archive.namelist() == ["index.csv", *FILES]
    for name, content in FILES.items():
        row = next(row for row in index(archive) if name in row)
        assert row[1:4] == [name, str(len(content)), hashlib.sha256(content).hexdigest()]
        assert archive.read(name) == content


def test_what_is_missing_is_named():
    rows = index(opened(FILES, ["检测报告（2026年）", "=1+1"]))
    assert ["", "检测报告（2026年）", "", "", "Missing"] in rows
    assert ["", "'=1+1", "", "", "Missing"] in rows
    assert ["Mark", "Demonstration data, not real"] in rows


def test_the_same_files_make_the_same_bytes():
    assert bundle(FILES, ["x"], PROVENANCE, ENGLISH) == bundle(dict(FILES), ["x"], PROVENANCE, ENGLISH)
    assert {entry.date_time for entry in opened(FILES, []).infolist()} == {(2026, 11, 19, 0, 0, 0)}


def test_a_hostile_name_stays_inside_the_folder():
    names = safe_names(
        [
            "../../etc/passwd",
            "/abs",
            "C:\\Windows\\x.dll",
            "..",
            "a/./b",
            "con.txt",
            "nul",
            "a\x00\nb",
            "甲\u202egpj.exe",
        ]
    )
    assert names == ["etc/passwd", "abs", "C_/Windows/x.dll", "_", "a/b", "_con.txt", "_nul", "a_b", "甲_gpj.exe"]


def test_names_that_fall_on_each_other_are_told_apart():
    assert safe_names(["A.pdf", "a.PDF", "a.pdf", "x/A.pdf", "INDEX.csv"], taken=["index.csv"]) == [
        "A.pdf",
        "a (2).PDF",
        "a (3).pdf",
        "x/A.pdf",
        "INDEX (2).csv",
    ]


def test_a_name_fits_the_255_bytes_of_a_file_system():
    (name,) = safe_names(["长" * 300 + ".pdf"])
    assert len(name.encode()) <= 250
    assert name.endswith(".pdf")
