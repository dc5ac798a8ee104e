"""What is wrong with a computer is found, and each finding says what to do; a computer in order has nothing to mend."""

from dataclasses import replace
from datetime import date

import pytest
from doctor.machines import LINUX, MAC, WINDOWS

from tcsheets.doctor.facts import Excel, Python, StoreFacts, Trust, Xlwings
from tcsheets.doctor.machine import machine_findings

TODAY = date(2026, 11, 25)
OF_A_STORE = Python((3, 12, 1), 64, "AMD64", r"C:\Users\kim\AppData\Local\Microsoft\WindowsApps\python.exe")


def found(machine):
    return machine_findings(machine, TODAY)


def changed(machine, field, **facts):
    return replace(machine, **{field: replace(getattr(machine, field), **facts)})


@pytest.mark.parametrize("machine", [WINDOWS, MAC, LINUX], ids=lambda each: each.system)
def test_a_computer_in_order_has_nothing_to_mend(machine):
    assert [each for each in found(machine) if each.level == "mend"] == []
    assert {each.what for each in found(machine)} >= {"Python", "packages", "Excel", "LibreOffice", "store practice"}


SPOILT = [
    (changed(LINUX, "python", version=(3, 10, 12)), "mend", "Python", "older than 3.11", "python.org"),
    (changed(WINDOWS, "python", version=(3, 15, 0)), "note", "Python", "newer than what", ""),
    (changed(WINDOWS, "python", bits=32), "note", "Python", "32 bit: bulk", "64 bit"),
    (replace(WINDOWS, python=OF_A_STORE), "mend", "Python", "from the Microsoft Store", "python.org"),
    (replace(LINUX, packages={**LINUX.packages, "formualizer": ""}), "mend", "packages", "missing: formualizer", "pip"),
    (replace(MAC, packages={**MAC.packages, "xlwings": "0.36.9"}), "mend", "packages", "0.36.9", "addin update"),
    (replace(MAC, packages={**MAC.packages, "psycopg": ""}), "note", "extra postgres", "psycopg", "tcsheets[postgres]"),
    (replace(WINDOWS, is_bundle_ready=False), "note", "embedded Python", "Node or npm is missing", "wheel"),
    (replace(LINUX, is_bundle_ready=False), "ok", "embedded Python", "Node and npm are here", ""),
    (replace(WINDOWS, excel=None), "note", "Excel", "not found", "build office-js"),
    (changed(WINDOWS, "excel", is_from_store=True), "mend", "Excel", "cannot join it", "Office add-in"),
    (changed(WINDOWS, "excel", products="Standard2019Volume"), "mend", "Excel", "(2019)", "Excel 2021"),
    (replace(WINDOWS, excel=Excel("16.0")), "mend", "Excel", "only the first cell", "Ctrl+Shift+Enter"),
    (changed(WINDOWS, "excel", products="ProPlus2021Retail"), "ok", "Excel", "Excel 16.0.17328.20282, 64 bit", ""),
    (replace(WINDOWS, webview=""), "note", "Office add-in", "WebView2 is missing", "WebView2 Runtime"),
    (replace(WINDOWS, our_add_ins=("xlwings", "office_js")), "mend", "add-ins", "there twice", "tcsheets repair"),
    (replace(MAC, our_add_ins=("office_js",)), "ok", "Office add-in", "known to Excel", ""),
    (changed(WINDOWS, "xlwings", add_in="other"), "mend", "xlwings", "not the one of the package", "addin update"),
    (changed(WINDOWS, "xlwings", add_in="none"), "note", "xlwings", "not installed", "udfs install excel-windows"),
    (changed(MAC, "xlwings", add_in="none"), "note", "xlwings", "not installed", "xlwings addin install"),
    (changed(WINDOWS, "xlwings", loader=False), "mend", "xlwings", "0.37.8.dll is missing", "force-reinstall"),
    (changed(MAC, "xlwings", loader=False), "mend", "xlwings", "0.37.8.applescript is missing", "runpython install"),
    (changed(WINDOWS, "xlwings", is_there=False), "mend", "xlwings", "which is not there", "Python312\\python.exe"),
    (changed(MAC, "xlwings", licence_key=True), "note", "xlwings", "needs none", ""),
    (replace(MAC, xlwings=Xlwings()), "note", "xlwings", "not installed", "pip install tcsheets"),
    (replace(WINDOWS, trust=Trust(None, 4)), "note", "macros", "switched off", "with notification"),
    (replace(WINDOWS, trust=Trust(None, 4, True)), "note", "macros", "switched off", "ask them"),
    (replace(WINDOWS, trust=Trust(None, 3)), "note", "macros", "only signed", "sign the add-in"),
    (replace(WINDOWS, trust=Trust(None, 1)), "note", "macros", "without asking", "with notification"),
    (replace(WINDOWS, trust=Trust(True, 2)), "note", "VBA project", "only while", "take away the tick"),
    (replace(WINDOWS, trust=Trust(False, 2)), "note", "VBA project", "may not change", "tick Trust access"),
    (replace(LINUX, programs={}), "note", "LibreOffice", "not installed", "libreoffice-calc"),
    (replace(LINUX, has_libreoffice_python=False), "note", "LibreOffice", "no Python", "python3-uno"),
    (replace(MAC, has_libreoffice_extension=False), "note", "LibreOffice", "our extension", "build libreoffice"),
    (replace(LINUX, certificate_ends="2026-12-20"), "mend", "certificate", "holds until 2026-12-20", "--tls anew"),
    (replace(LINUX, certificate_ends="2026-11-01"), "mend", "certificate", "ended on 2026-11-01", "--tls anew"),
    (replace(LINUX, stores=()), "note", "stores", "knows none", "store init"),
    (replace(LINUX, stores=(StoreFacts("p", "S:/x", "p: gone"),)), "mend", "store p", "p: gone", "open that place"),
    (replace(LINUX, stores=(StoreFacts("g", "google:1", "no"),)), "mend", "store g", "no", "tcsheets google doctor g"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("machine", "level", "what", "words", "to_do"),
    [pytest.param(*each, id=f"{each[0].system}: {each[2]}, {each[3]}") for each in SPOILT],
)
def test_what_stands_in_the_way_is_named_with_what_to_do(machine, level, what, words, to_do):
    named = [each for each in found(machine) if each.what == what and words in each.words]
    assert [each.level for each in named] == [level]
    assert to_do in named[0].to_do
    assert bool(named[0].to_do) == bool(to_do)


def test_one_spoilt_thing_is_one_thing_to_mend():
    for machine, level, what, words, _ in SPOILT:
        to_mend = [each.what for each in found(machine) if each.level == "mend"]
        assert to_mend == ([what] if level == "mend" else []), words


def test_everything_to_mend_says_what_to_do():
    assert [each for machine, *_ in SPOILT for each in found(machine) if each.level == "mend" and not each.to_do] == []
