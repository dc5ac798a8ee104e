"""Gathers the facts of a workbook: of its content from its bytes, of its file from the disk."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tcsheets.doctor.facts import MAC, WINDOWS, Book
from tcsheets.errors import CellError, DecisionError
from tcsheets.files import DISK
from tcsheets.functions.registry import REGISTER
from tcsheets.sync.base import decoded
from tcsheets.sync.excel_file import ExcelBook
from tcsheets.workbook.formula_words import words_of
from tcsheets.workbook.formulas import FoundFormula, formulas_of
from tcsheets.workbook.markup import tags
from tcsheets.workbook.package import Package, open_package, reader, rows_of
from tcsheets.workbook.spelling import calls_ours, our_name, spoken, unlinked

CLOUDS = ("OneDrive", "SharePoint", "Dropbox", "Google Drive", "iCloud Drive", "CloudStorage")
YES = ("1", "true")
ANYBODY_WRITES = 0o222


def book_in(data: bytes, name: str, system: str) -> Book:
    """Return what a workbook's bytes say; FileError where they are no workbook."""
    package = open_package(data, name)
    ours = list(our_formulas(package))
    setting = calculation(package)
    spellings: Counter[str] = Counter(spelling_of(each.text) for each, _ in ours)
    named = Counter(name for each, _ in ours for name in functions_of(each.text) if name not in REGISTER)
    faults = Counter(value.code for _, value in ours if isinstance(value, CellError))
    return Book(
        name,
        system,
        spellings,
        named,
        faults,
        sum(is_flat(each) for each, _ in ours),
        setting.get("calcMode", "auto"),
        setting.get("fullCalcOnLoad", "0") in YES,
        package.date1904,
        package.has_part("xl/vbaProject.bin"),
    )


def our_formulas(package: Package) -> Iterable[tuple[FoundFormula, Any]]:
    """Return the formulas that call our functions, each with the value it has."""
    read = reader(package)
    for sheet in package.sheets:
        if sheet.kind == "worksheet":
            for each in formulas_of(rows_of(package, sheet.name)):
                if calls_ours(each.text):
                    yield each, read.cell(each.cell)


def functions_of(formula: str) -> list[str]:
    """Return the functions with our prefix that a formula calls, in the one spelling."""
    names = (our_name(word.text) for word in words_of(spoken(formula).text) if word.kind == "function")
    return [name for name in names if name]


def spelling_of(formula: str) -> str:
    """Return how a formula names our functions; of one that names them in several ways, the oddest.

    >>> spelling_of("_xldudf_TC_FEE(A1)"), spelling_of("[1]!TC_FEE(A1)"), spelling_of("TC_FEE(TC.FEE(A1))")
    ('office_js', 'linked', 'dotted')
    """
    if spoken(formula).is_google:
        return "google"
    words = words_of(formula)
    if len(unlinked(words)) < len(words):
        return "linked"
    names = [word.text.lower() for word in words if word.kind == "function" and our_name(word.text)]
    for prefix, spelling in (("_xll.", "xll"), ("tc.", "dotted"), ("_xldudf_", "office_js")):
        if any(name.startswith(prefix) for name in names):
            return spelling
    return "plain"


def is_flat(formula: FoundFormula) -> bool:
    """Whether a formula begins with a call that gives a table, and is written for one cell."""
    said = spoken(formula.text)
    function = REGISTER.get(said.text.partition("(")[0])
    return function is not None and function.spills and formula.kind != "array" and not said.is_google


def calculation(package: Package) -> Mapping[str, str]:
    """Return how a workbook says that it is calculated."""
    text = package.content(package.workbook_part).decode()
    found = next((tag for tag in tags(text) if tag.name == "calcPr"), None)
    return {name: found.get(name) for name in ("calcMode", "fullCalcOnLoad") if found.get(name)} if found else {}


def book_at(path: Path, system: str, aliases: Iterable[str]) -> Book:
    """Return what is known of a workbook file; aliases: the stores that this computer knows."""
    data = DISK.read(path)
    whole = path.resolve()
    return replace(
        with_memory(book_in(data, path.name, system), data, frozenset(aliases)),
        place=cloud_of(whole.parts),
        is_marked=is_marked(whole, system),
        is_open=path.with_name(f"~${path.name}").exists(),
        is_read_only=not os.access(path, os.W_OK) or not path.stat().st_mode & ANYBODY_WRITES,
    )


def with_memory(book: Book, data: bytes, aliases: frozenset[str]) -> Book:
    """Return a workbook's facts with those of its last sync."""
    try:
        base = decoded(ExcelBook(open_package(data, book.name)).base_cells(), book.name)
    except DecisionError as error:
        return replace(book, memory_fault=str(error))
    alias = base.alias if base else ""
    return replace(book, alias=alias, is_store_known=not alias or alias in aliases)


def cloud_of(parts: Iterable[str]) -> str:
    """Return the cloud's folder that a path leads through; "" for none.

    >>> cloud_of(("C:", "Users", "kim", "OneDrive - Practice", "plan.xlsm")), cloud_of(("home", "kim"))
    ('OneDrive - Practice', '')
    """
    return next((part for part in parts if part.startswith(CLOUDS)), "")


def is_marked(path: Path, system: str) -> bool:
    """Whether a file carries the mark of having come from the internet."""
    if system == WINDOWS:
        return Path(f"{path}:Zone.Identifier").exists()
    if system != MAC:
        return False
    command = ["/usr/bin/xattr", "-p", "com.apple.quarantine", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
