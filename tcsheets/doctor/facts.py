"""The facts that the checks work on: of a computer, of its Excel, of one workbook.  Gathered and judged elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

WINDOWS, MAC, LINUX = "Windows", "Darwin", "Linux"
Level = Literal["ok", "note", "mend"]
AddIn = Literal["none", "same", "other"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: "ok", a "note" for whoever wants it otherwise, or something to "mend"."""

    what: str
    level: Level
    words: str
    to_do: str = ""


@dataclass(frozen=True, slots=True)
class Python:
    """The Python that runs tcsheets: (3, 11, 2), 64, "AMD64" or "arm64", and its program."""

    version: tuple[int, int, int]
    bits: int
    machine: str
    program: str


@dataclass(frozen=True, slots=True)
class Excel:
    """An installed Excel.

    products: what Windows' registry calls the edition ("O365ProPlusRetail", "Standard2019Volume"); "" where unknown.
    bits: 0 where unknown.  is_from_store: it came from the Microsoft Store, and add-ins cannot see it.
    """

    version: str
    products: str = ""
    bits: int = 0
    is_from_store: bool = False


@dataclass(frozen=True, slots=True)
class Xlwings:
    """The free part of xlwings.

    package: its version, "" where it is not installed.  add_in: beside the package's own, the one Excel loads.
    loader: whether what joins Excel to this Python lies where it should.
    interpreter: the Python that its settings name, "" for none; is_there: whether that program exists.
    """

    package: str = ""
    add_in: AddIn = "none"
    loader: bool = False
    interpreter: str = ""
    is_there: bool = True
    licence_key: bool = False


@dataclass(frozen=True, slots=True)
class Trust:
    """What Excel's Trust Center allows on Windows; None where it says nothing.

    macros: 1 all, 2 after asking, 3 signed ones, 4 none.  by_policy: the office's administrator has said so.
    """

    vba_project: bool | None = None
    macros: int | None = None
    by_policy: bool = False


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """A store that this computer knows: its alias, where it is, and why it cannot be reached ("" where it can)."""

    alias: str
    where: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """What is known of a computer.

    packages: of tcsheets' own, by name, the installed version, "" where missing.  programs: by name, where each is.
    is_bundle_ready: the embedded Python of these very sources is built.  webview: the version of Windows' WebView2.
    our_add_ins: which of ours Excel has been given: "xlwings" (tcsheets.xlam), "office_js".
    """

    system: str
    python: Python
    tcsheets: str
    packages: Mapping[str, str]
    programs: Mapping[str, str] = field(default_factory=dict)
    is_bundle_ready: bool = False
    excel: Excel | None = None
    xlwings: Xlwings = field(default_factory=Xlwings)
    trust: Trust = field(default_factory=Trust)
    webview: str = ""
    our_add_ins: tuple[str, ...] = ()
    has_libreoffice_extension: bool = False
    has_libreoffice_python: bool = True
    certificate_ends: str = ""
    stores: tuple[StoreFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What is known of a workbook.

    spellings: by how its formulas name our functions (`workbook.spelling`: "office_js", "plain", "xll", "dotted",
    "google", "linked"), how many.  unknown: functions that begin as ours and are none.  faults: by code, how many cells
    of ours show an error.  flat: formulas that give tables and are no dynamic arrays.  calculation: as the file says.
    place: a cloud's folder that it lies in.  is_marked: it came from the internet and says so.  alias: its store's.
    memory_fault: why what it remembers of its last sync cannot be read.
    """

    name: str
    system: str
    spellings: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    faults: Mapping[str, int] = field(default_factory=dict)
    flat: int = 0
    calculation: str = "auto"
    is_calculated_on_opening: bool = False
    is_1904: bool = False
    has_macros: bool = False
    place: str = ""
    is_marked: bool = False
    is_open: bool = False
    is_read_only: bool = False
    alias: str = ""
    is_store_known: bool = True
    memory_fault: str = ""
