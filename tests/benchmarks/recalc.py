"""What recalculation costs: `python tests/benchmarks/recalc.py [ROWS]`.

Bar (issue 2): a workbook of 10,000 lines, with a TC_ call a row and one that
spills, in under 3 s on two cores.  Beside it LibreOffice, where it is installed,
on the same file with the TC_ cells as values.
"""

import io
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter
from rich.console import Console
from rich.table import Table

from tcsheets.workbook.freezing import frozen
from tcsheets.workbook.package import open_package
from tcsheets.workbook.recalculation import recalculate

COLUMNS = ("Phase", "Code", "Qty", "Fee", "Discount %", "Line total", "Running")
CODES = [f"D{number:04d}" for number in range(100, 9999, 33)]
RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
LINE_TOTAL = "=TC_LINE_TOTAL(Lines[[#This Row],[Fee]],Lines[[#This Row],[Qty]],Lines[[#This Row],[Discount %]])"
FEE = "=TC_FEE(Lines[[#This Row],[Code]],Fees[#All])"


def lines_book(rows, with_fees):
    """Return a workbook: a line a row with its total by a TC_ function and an ordinary formula, all priced in a spill.

    with_fees: the fee of each line is looked up by a TC_ function in a schedule of 300 codes.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, fees, priced = (book.add_worksheet(name) for name in ("Lines", "Fees", "Priced"))
    for place in range(rows):
        row = place + 1
        sheet.write_row(row, 0, [place % 3 + 1, CODES[place % len(CODES)], 1 + place % 2])
        sheet.write_number(row, 4, 0.05)
        sheet.write_formula(row, 3, FEE, None, 0) if with_fees else sheet.write_number(row, 3, 100.5 + place % 900)
        sheet.write_formula(row, 5, LINE_TOTAL, None, 0)
        sheet.write_formula(row, 6, f"=N(G{row})+F{row + 1}", None, 0)
    sheet.add_table(0, 0, rows, len(COLUMNS) - 1, {"name": "Lines", "columns": [{"header": each} for each in COLUMNS]})
    fees.add_table(0, 0, len(CODES), 1, {"name": "Fees", "columns": [{"header": "Code"}, {"header": "Office fee"}]})
    for place, code in enumerate(CODES, start=1):
        fees.write_row(place, 0, [code, 100.5 + place])
    priced.write_dynamic_array_formula("A1", "=TC_PLAN_PRICE(Lines[#All])", None, 0)
    priced.write_formula("N1", "=SUM(J2:J100000)", None, 0)
    book.close()
    return out.getvalue()


def measured_here(path):
    """Return what one process needs: seconds from the bytes to the bytes, and megabytes at most."""
    data = Path(path).read_bytes()
    start, busy = time.perf_counter(), time.process_time()
    done = recalculate(open_package(data, "lines.xlsx"))
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    start = time.perf_counter()
    again = recalculate(open_package(done.data, "lines.xlsx"))
    return {
        "seconds": seconds,
        "processor": busy,
        "again": time.perf_counter() - start,
        "formulas": done.formulas,
        "changed": done.changed,
        "changed again": again.changed,
        "problems": len(done.kept) + len(done.errors),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def libreoffice(data, folder):
    """Return the seconds that LibreOffice needs to open, compute and save a workbook; None where it is missing."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        return None
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
    (folder / "frozen.xlsx").write_bytes(data)
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    start = time.perf_counter()
    subprocess.run(
        [*command, "--outdir", str(folder / "out"), str(folder / "frozen.xlsx")], check=True, capture_output=True
    )
    return time.perf_counter() - start


def main():
    """Measure in processes of their own and print a table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    table = Table(title=f"{rows:,} lines")
    for head in ("workbook", "formulas", "seconds", "of processor", "again", "MB", "problems", "LibreOffice, s"):
        table.add_column(head, justify="left" if head == "workbook" else "right")
    for name, with_fees in (("a TC_ call a row, one spill", False), ("and a fee looked up a row", True)):
        with tempfile.TemporaryDirectory() as work:
            data = lines_book(rows, with_fees)
            (Path(work) / "lines.xlsx").write_bytes(data)
            command = [sys.executable, __file__, "--one", str(Path(work) / "lines.xlsx")]
            found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            peer = libreoffice(frozen(open_package(data, "lines.xlsx")), Path(work))
        cells = [f"{found['formulas']:,}", f"{found['seconds']:.2f}", f"{found['processor']:.2f}"]
        cells += [
            f"{found['again']:.2f}",
            f"{found['megabytes']:.0f}",
            str(found["problems"]),
            f"{peer:.2f}" if peer else "not here",
        ]
        table.add_row(name, *cells)
    Console(width=110).print(table)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured_here(sys.argv[2])))
    else:
        main()
