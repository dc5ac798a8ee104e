"""One template of each dialect, made once for all tests here, and its parts as text."""

import re
import zipfile
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import openpyxl
import pytest

import workbook_templates
from workbook_templates.treatment_coordinator.facts import Facts

TODAY = date(2026, 11, 24)
FACTS = Facts("Lakeside Dental", TODAY, sample=True)
CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
FORMULA = re.compile(r"<f([^>]*)>([^<]*)</f>")
VALUE = re.compile(r"<v>([^<]*)</v>")


@dataclass(frozen=True)
class FormulaCell:
    """A cell with a formula, as the file holds it."""

    sheet: str
    cell: str
    attributes: str
    formula_attributes: str
    formula: str
    value: str | None

    @property
    def is_call(self):
        return "TC_" in self.formula

    def __str__(self):
        return f"{self.sheet}!{self.cell} ={self.formula}"


@dataclass(frozen=True)
class Made:
    """A workbook made from the template: its bytes, its parts as text, and openpyxl's reading of it."""

    data: bytes
    parts: dict
    book: openpyxl.Workbook
    values: openpyxl.Workbook

    def sheet_part(self, name):
        return self.parts[f"xl/worksheets/sheet{self.book.sheetnames.index(name) + 1}.xml"]

    def formulas(self):
        for name in self.book.sheetnames:
            for cell, attributes, body in CELL.findall(self.sheet_part(name)):
                found = FORMULA.search(body)
                if found:
                    text = found[2].replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">")
                    value = VALUE.search(body)
                    text = text.replace("&amp;", "&")
                    yield FormulaCell(name, cell, attributes, found[1], text, value[1] if value else None)

    def at(self, name):
        """Return the value of the cell with a defined name."""
        sheet, cell = self.book.defined_names[name].attr_text.rsplit("!", 1)
        return self.values[sheet.strip("'")][cell.replace("$", "")].value


def read(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return Made(
        data, parts, openpyxl.load_workbook(BytesIO(data)), openpyxl.load_workbook(BytesIO(data), data_only=True)
    )


@pytest.fixture(scope="session")
def made():
    """The template for Excel's add-in."""
    return read(workbook_templates.built("treatment_coordinator", FACTS))


@pytest.fixture(scope="session")
def plain():
    """The template with plain function names."""
    return read(workbook_templates.built("treatment_coordinator", FACTS, "plain"))


@pytest.fixture(scope="session")
def facts():
    """What the templates here are made from."""
    return FACTS


@pytest.fixture(scope="session")
def read_book():
    """What reads a workbook's bytes as these tests look at it."""
    return read
