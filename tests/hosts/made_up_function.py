"""Run in a copy of the project that has one function more: prints what each host is given, by host and file."""

import json
import sys
from pathlib import Path

from tcsheets.hosts import (
    catalogue,
    core_wheel,
    excel_windows,
    google_sheets,
    libreoffice,
    office_js,
    wire,
    xlwings_lite,
)
from tcsheets.hosts.embedded import bundle
from tcsheets.hosts.embedded.sources import program
from tcsheets.workbook.recalculation import sheet_functions

bundled = {**program(), "main.py": bundle.MAIN}
made = {
    "excel_windows": excel_windows.files(),
    "google_sheets": google_sheets.files(),
    "office_js": {**office_js.files(), **office_js.manifests("https://example.test")},
    "xlwings_lite": xlwings_lite.files(),
    "libreoffice": {name: content.decode("latin-1") for name, content in libreoffice.members().items()},
    "core_wheel": {name: content.decode() for name, content in core_wheel.members()},
    "embedded": bundled,
    "server": {"functions.json": office_js.metadata(), "functions.js": office_js.stubs()},
    "readme": {"functions": catalogue.markdown_table()},
    "headless": {"functions": " ".join(sheet_functions())},
    "wire": {"answer": wire.answer(sys.argv[1])},
    "bundle": {"script": bundle.script(bundled, Path(sys.argv[2]).read_bytes())},
}
print(json.dumps(made))
