"""What XlsxWriter cannot say, mended in the file: named styles, rows that may grow, values that are empty text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

STYLES_PART = "xl/styles.xml"
SHEET_PART = re.compile(r"xl/worksheets/sheet(\d+)\.xml$")
FIXED_ROW = re.compile(r'(<row r="(\d+)"[^>]*?)( customHeight="1"[^>]*>)')
STAMP = (1980, 1, 1, 0, 0, 0)  # one date for all members, so that the same workbook is the same bytes
EMPTY_RESULT = re.compile(r'<c (r="[A-Z]+\d+"(?: s="\d+")?)>(<f>[^<]*</f>)<v></v></c>')
# XlsxWriter writes these parts in one fixed form, so plain patterns find what they look for.
FORMATS = re.compile(r"<cellXfs count=\"\d+\">(.*?)</cellXfs>", re.DOTALL)
ONE_FORMAT = re.compile(r"<xf [^>]*?/>|<xf [^>]*?>.*?</xf>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Finish:
    """What is to be mended.

    styles: for each named style the places of its cell formats, its own look first;
    loose_rows: for each sheet, in their order, the rows that grow with what is typed.
    """

    styles: Mapping[str, Sequence[int]]
    loose_rows: Sequence[Sequence[int]]


def finished(book: bytes, finish: Finish) -> bytes:
    """Return the workbook with its named styles, its growing rows, and its empty texts written as texts."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, finished_part(member.filename, old.read(member), finish))
    return out.getvalue()


def finished_part(name: str, data: bytes, finish: Finish) -> bytes:
    """Return one part of the workbook, mended where it is the styles or a sheet."""
    if name == STYLES_PART:
        return with_named_styles(data.decode(), finish.styles).encode()
    sheet = SHEET_PART.match(name)
    if not sheet:
        return data
    return with_loose_rows(with_empty_texts(data.decode()), finish.loose_rows[int(sheet.group(1)) - 1]).encode()


def with_loose_rows(sheet: str, rows: Sequence[int]) -> str:
    """Return a sheet in which these rows keep their height only until they need more.

    >>> with_loose_rows('<row r="2" ht="19" customHeight="1"><row r="3" ht="9" customHeight="1">', [3])
    '<row r="2" ht="19" customHeight="1"><row r="3" ht="9">'
    """
    free = {str(row) for row in rows}
    return FIXED_ROW.sub(lambda row: row.group(1) + (">" if row.group(2) in free else row.group(3)), sheet)


def with_empty_texts(sheet: str) -> str:
    """Return a sheet whose formulas with an empty value say that it is text.

    >>> with_empty_texts('<c r="A1" s="3"><f>IF(B1="","",B1)</f><v></v></c>')
    '<c r="A1" s="3" t="str"><f>IF(B1="","",B1)</f><v></v></c>'
    """
    return EMPTY_RESULT.sub(r'<c \1 t="str">\2<v></v></c>', sheet)


def with_named_styles(styles: str, names: Mapping[str, Sequence[int]]) -> str:
    """Return the styles part with named styles added, and their cell formats pointing to them."""
    found = FORMATS.search(styles)
    if not found or not names:
        return styles
    formats = ONE_FORMAT.findall(found.group(1))
    known = len(re.findall(r"<cellStyle ", styles))
    masters, labels = [], []
    for number, (name, places) in enumerate(sorted(names.items()), start=known):
        # A named style is a format of its own, without the reference to a named style.
        masters.append(formats[places[0]].replace(' xfId="0"', "", 1))
        labels.append(f'<cellStyle name="{name}" xfId="{number}"/>')
        for place in places:
            formats[place] = formats[place].replace(' xfId="0"', f' xfId="{number}"', 1)
    styles = FORMATS.sub(lambda _: f'<cellXfs count="{len(formats)}">{"".join(formats)}</cellXfs>', styles)
    styles = extended(styles, "cellStyleXfs", "xf", masters)
    return extended(styles, "cellStyles", "cellStyle", labels)


def extended(styles: str, group: str, item: str, more: Sequence[str]) -> str:
    """Return the styles part with items added to a group, and its count set anew."""
    found = re.search(rf"<{group} count=\"\d+\">(.*?)</{group}>", styles, re.DOTALL)
    if not found:
        return styles
    content = found.group(1) + "".join(more)
    count = len(re.findall(rf"<{item}[ />]", content))
    return styles[: found.start()] + f'<{group} count="{count}">{content}</{group}>' + styles[found.end() :]
