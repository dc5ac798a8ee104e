"""Reads a workbook as a sync does, in a process of its own, and prints what that took: python measured.py FILE."""

import json
import resource
import sys
import time
import traceback
from pathlib import Path

from tcsheets.errors import TcsheetsError
from tcsheets.sync.base import decoded
from tcsheets.sync.excel_file import open_excel
from tcsheets.sync.lists import LISTS


def peak_mb():
    """The most memory this program has had; `ru_maxrss` counts what the program had that started it, so not that."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def outcome(path):
    try:
        book = open_excel(path.read_bytes(), path.name)
        decoded(book.base_cells(), path.name)
        book.contents(LISTS)
    except TcsheetsError as error:
        return type(error).__name__, str(error)
    except Exception as error:  # noqa: BLE001 (a bug is what is looked for)
        return "bug", "".join(traceback.format_exception(error)[-6:])
    return "read", ""


if __name__ == "__main__":
    start = time.process_time()  # not the clock on the wall: other tests may run beside this one
    kind, message = outcome(Path(sys.argv[1]))
    seconds = time.process_time() - start
    print(json.dumps({"kind": kind, "message": message, "seconds": seconds, "mb": peak_mb()}))
