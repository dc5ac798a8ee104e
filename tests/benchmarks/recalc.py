"""What recalculation costs, beside LibreOffice and the package `formulas`: `python tests/benchmarks/recalc.py`.

    python tests/benchmarks/recalc.py --rows 1000 --rows 10000 --rows 100000 --runs 3 --formulas-python PYTHON

Bars: 10,000 lines with a TC_ call a row and one that spills in 3 s (issue 2); 100,000 lines in 20 s and 1 GB (issue 9).
Each run is a process of its own that opens the file, computes every formula and writes the workbook; its seconds,
processor seconds and memory are those of the whole process.  The peers cannot call Python functions by name: they get
the same file with the TC_ cells as values, and so have only the ordinary formulas to compute.  A peer that takes
longer than --most is stopped, and is not asked for larger files.  `formulas` (EUPL) is only run where it is installed,
by default in this Python, else in another one that is named; nothing of it is used here.
"""

import argparse
import io
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
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
WITH_FORMULAS = """
import sys, formulas
book = formulas.ExcelModel().loads(sys.argv[1]).finish()
book.calculate()
book.write(dirpath=sys.argv[2])
"""
LINE_TOTAL = "=TC_LINE_TOTAL(Lines[[#This Row],[Fee]],Lines[[#This Row],[Qty]],Lines[[#This Row],[Discount %]])"
FEE = "=TC_FEE(Lines[[#This Row],[Code]],Fees[#All])"
WORKBOOKS = {"a TC_ call a row, one spill": False, "and a fee looked up a row": True}


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


def ours(source, target):
    """Compute a workbook anew, as this project does it: the work of a process of its own."""
    done = recalculate(open_package(Path(source).read_bytes(), "lines.xlsx"))
    Path(target).write_bytes(done.data)
    if done.kept or done.errors:
        raise SystemExit(f"not computed: {(done.kept + done.errors)[:3]}")


# --- processes, measured


@dataclass(frozen=True)
class Run:
    """What one process needed: seconds, processor seconds, megabytes at most; why it gave nothing, if so."""

    seconds: float
    processor: float
    megabytes: float
    failure: str = ""


def measured(command, most, folder):
    """Run a command in a process group of its own, stopped after so many seconds, and return what it needed."""
    start = time.perf_counter()
    with (folder / "said.txt").open("w+") as said:
        child = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True, cwd=folder)
        stopped = False
        while True:
            known, status, used = os.wait4(child.pid, os.WNOHANG)
            if known:
                break
            if not stopped and time.perf_counter() - start > most:
                os.killpg(child.pid, signal.SIGKILL)
                stopped = True
            time.sleep(0.01)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read().strip().splitlines()
    failure = f"stopped after {most:.0f} s" if stopped else (words or ["failed"])[-1] if child.returncode else ""
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, failure)


def libreoffice(program, source, folder):
    """Return the command by which LibreOffice opens, computes and saves a workbook."""
    user = folder / "profile" / "user"
    if not user.exists():
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), str(source)]


def programs(arguments, folder):
    """Return by name, for each program that is here, a function from the two files to its command."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    asked = [arguments.formulas_python, "-c", "import formulas"]
    has_formulas = subprocess.run(asked, capture_output=True, check=False).returncode == 0
    found = {"tcsheets": lambda source, _: [sys.executable, __file__, "--one", str(source), str(folder / "done.xlsx")]}
    if office:
        found["LibreOffice"] = lambda _, plain: libreoffice(office, plain, folder)
    if has_formulas:
        command = [arguments.formulas_python, "-c", WITH_FORMULAS]
        found["formulas"] = lambda _, plain: [*command, str(plain), str(folder / "by_formulas")]
    return found


def runs_of(arguments):
    """Give each program's runs on each workbook: (rows, workbook, program, runs)."""
    given_up = set()
    for rows in sorted(arguments.rows or [1_000, 10_000, 100_000]):
        for name, with_fees in WORKBOOKS.items():
            with tempfile.TemporaryDirectory() as work:
                folder = Path(work)
                source, plain = folder / "lines.xlsx", folder / "plain.xlsx"
                source.write_bytes(lines_book(rows, with_fees))
                plain.write_bytes(frozen(open_package(source.read_bytes(), "lines.xlsx")))
                for program, command in programs(arguments, folder).items():
                    if program in given_up:
                        yield rows, name, program, [Run(0, 0, 0, "not asked: stopped at a smaller size")]
                        continue
                    found = []
                    while len(found) < arguments.runs and not (found and found[-1].failure):
                        found.append(measured(command(source, plain), arguments.most, folder))
                    if found[-1].failure:
                        given_up.add(program)
                    yield rows, name, program, found


# --- what is shown


def cells_of(rows, name, program, runs, own):
    """Return a row of the table; own: the seconds that tcsheets needed for the same workbook."""
    failure = runs[-1].failure
    if failure:
        return [f"{rows:,}", name, program, failure, "", "", ""]
    seconds = [each.seconds for each in runs]
    middle = statistics.median(seconds)
    spread = f"{middle:.2f} ({min(seconds):.2f} to {max(seconds):.2f})"
    busy = statistics.median(each.processor for each in runs)
    most = max(each.megabytes for each in runs)
    return [f"{rows:,}", name, program, spread, f"{busy:.2f}", f"{most:.0f}", f"{middle / own:.1f} x" if own else ""]


def main():
    """Measure, say each figure as it is known, and print a table."""
    asking = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asking.add_argument("--rows", type=int, action="append", help="lines of the workbook; may be given again")
    asking.add_argument("--runs", type=int, default=3)
    asking.add_argument("--most", type=float, default=300, help="seconds after which a program is stopped")
    asking.add_argument("--formulas-python", default=sys.executable, help="a Python that has the package formulas")
    arguments = asking.parse_args()
    table = Table(title=f"A workbook computed anew, {arguments.runs} runs: median (least to most)")
    for head in ("lines", "workbook", "program", "seconds", "of processor", "MB", "beside ours"):
        table.add_column(head, justify="left" if head in ("workbook", "program") else "right")
    own, failed = {}, False
    for rows, name, program, runs in runs_of(arguments):
        if program == "tcsheets" and not runs[-1].failure:
            own[rows, name] = statistics.median(each.seconds for each in runs)
        line = cells_of(rows, name, program, runs, own.get((rows, name)))
        print(*line, sep="; ", file=sys.stderr, flush=True)
        failed = failed or (program == "tcsheets" and bool(runs[-1].failure))
        table.add_row(*line)
    Console(width=130).print(table)
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        ours(*sys.argv[2:])
    else:
        main()
