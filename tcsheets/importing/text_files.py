"""A text file's rows, whatever wrote it: encoding and delimiter are found out, and said."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from tcsheets.errors import FileError
from tcsheets.importing.columns import header_place

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
LARGEST_FILE = 20_000_000  # bytes; a fee list is some hundred kilobytes


@dataclass(frozen=True, slots=True)
class TextRows:
    """The rows of a text file, its plain lines, and the encoding and delimiter that were found ("" for none)."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    encoding: str
    delimiter: str


def file_bytes(path: Path) -> bytes:
    """Return a file's content; `FileError` in one line where it cannot be read or cannot be a fee list."""
    try:
        if path.is_dir():
            raise FileError(f"{path} is a folder; name the file")
        if path.exists() and not path.is_file():
            raise FileError(f"{path} is not a file")
        if path.stat().st_size > LARGEST_FILE:
            raise FileError(f"{path.name} is larger than {LARGEST_FILE // 1_000_000} MB; that is no fee list")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise FileError(f"{path} does not exist; check the name and the folder") from error
    except OSError as error:
        raise FileError(f"{path.name} cannot be read ({error.strerror}); close it elsewhere and try again") from error
    if not content.strip():
        raise FileError(f"{path.name} is empty")
    return content


def decoded(content: bytes, name: str) -> tuple[str, str]:
    """Return the text and its encoding: UTF-8 with or without a mark, UTF-16 with one, otherwise Windows-1252."""
    if content.startswith(b"%PDF"):
        raise FileError(f"{name} is a PDF; copy its list into a spreadsheet and save that as CSV or .xlsx")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "UTF-16"
    if b"\x00" in content:
        raise FileError(f"{name} is not a text file; save the list as CSV or .xlsx")
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "Windows-1252"


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, however they end; only line ends part lines, not every odd separator of Unicode."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def split_line(line: str, delimiter: str) -> list[str]:
    """Return the fields of one line, on its own, so that a quotation mark left open spoils no other line."""
    return next(csv.reader([line], delimiter=delimiter), [])


def delimiter_of(text: str) -> str:
    """Return the delimiter that parts the header row, or else splits at least half the lines alike; "" for none.

    >>> delimiter_of("Code;Fee" + chr(10) + "D0120;$1,285.00")
    ';'
    """
    lines = [line for line in lines_of(text)[:200] if line.strip()]
    best, best_score = "", 0
    for delimiter in DELIMITERS:
        rows = [split_line(line, delimiter) for line in lines]
        if header_place([row if len(row) > 1 else [] for row in rows]) is not None:
            return delimiter
        counts = Counter(len(row) for row in rows)
        fields, score = max(counts.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
        if fields > 1 and score > best_score and score * 2 >= len(lines):
            best, best_score = delimiter, score
    return best


def read_text_rows(content: bytes, name: str) -> TextRows:
    """Return the rows of a text file; one field a row where there is no delimiter."""
    text, encoding = decoded(content, name)
    if not text.strip():
        raise FileError(f"{name} is empty")
    lines = tuple(lines_of(text))
    reader = None
    try:
        delimiter = delimiter_of(text)
        if not delimiter:
            return TextRows(tuple((line,) for line in lines), lines, encoding, "")
        # Strict: a quotation mark that is never closed would swallow the rows below it in silence.
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return TextRows(tuple(tuple(row) for row in reader), lines, encoding, DELIMITERS[delimiter])
    except csv.Error as error:
        place = f"near line {reader.line_num}" if reader else "near its beginning"
        fault = "a quotation mark is not closed, or stands inside a text"
        raise FileError(f"{name}, {place}: {fault}; mend that line") from error
