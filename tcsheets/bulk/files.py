"""Tables of a bulk estimate in files: CSV, Parquet and .xlsx, read so that a patient "00123" stays one."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from tcsheets.bulk.reading import PATIENT_COLUMNS
from tcsheets.errors import FileError
from tcsheets.insurance.claims import PAST_COLUMNS
from tcsheets.insurance.facts import FACT_COLUMNS
from tcsheets.insurance.services import SERVICE_COLUMNS
from tcsheets.pricing.fees import FEE_COLUMNS
from tcsheets.tables import header_key

KINDS = (".csv", ".parquet", ".xlsx")
ALL_COLUMNS = (*SERVICE_COLUMNS, *PATIENT_COLUMNS, *PAST_COLUMNS, *FACT_COLUMNS, *FEE_COLUMNS)
TEXTS = {header_key(name) for each in ALL_COLUMNS if each.kind == "Text" for name in (each.header, *each.synonyms)}
TEXTS |= {"practice"}


def kind_of(path: Path) -> str:
    """Return what kind of table a file is; an error names those that can be read."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise FileError(f"{path.name} is none of: {', '.join(KINDS)}")
    return kind


def read_frame(path: Path, sheet: str = "") -> pd.DataFrame:
    """Return a table from a file; of a workbook the sheet of that name, or the first one."""
    kind = kind_of(path)
    if not path.is_file():
        raise FileError(f"{path} is not there")
    try:
        if kind == ".parquet":
            return pd.read_parquet(path)
        return read_csv(path) if kind == ".csv" else read_sheet(path, sheet)
    except (OSError, ValueError) as error:
        raise FileError(f"{path.name} cannot be read as a table: {str(error).splitlines()[0][:120]}") from error


def read_csv(path: Path) -> pd.DataFrame:
    """Return a CSV file; texts stay texts, and only an empty cell is blank."""
    columns = pd.read_csv(path, nrows=0, encoding="utf-8-sig").columns
    kept = {each: str for each in columns if header_key(each) in TEXTS}
    return pd.read_csv(path, dtype=kept, keep_default_na=False, na_values=[""], encoding="utf-8-sig", low_memory=False)


def sheets_of(path: Path) -> dict[str, str]:
    """Return the sheets of a workbook by what they are called, in lower case; none for another file."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return {}
    with pd.ExcelFile(path, engine="calamine") as book:
        return {str(name).strip().lower(): str(name) for name in book.sheet_names}


def read_sheet(path: Path, sheet: str) -> pd.DataFrame:
    """Return a sheet of a workbook, each cell as it is."""
    frame: pd.DataFrame = pd.read_excel(path, sheet_name=sheet or 0, engine="calamine", dtype=object)
    return frame


def write_frame(table: pd.DataFrame, path: Path) -> None:
    """Write a table to a file, whole or not at all."""
    kind = kind_of(path)
    beside = path.with_name(f".{path.stem}.{os.getpid()}.new{kind}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if kind == ".parquet":
            table.to_parquet(beside, index=False)
        elif kind == ".csv":
            table.to_csv(beside, index=False)
        else:
            table.to_excel(beside, index=False, engine="xlsxwriter", sheet_name="Estimate")
        beside.replace(path)
    except (OSError, ValueError) as error:
        beside.unlink(missing_ok=True)
        raise FileError(f"{path} cannot be written: {str(error).splitlines()[0][:120]}") from error
