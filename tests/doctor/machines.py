"""The facts of three computers of a practice, all in order; a test spoils one thing."""

from tcsheets.doctor.facts import Excel, Machine, Python, StoreFacts, Trust, Xlwings
from tcsheets.doctor.looking import NEEDED
from tcsheets.doctor.machine import EXTRAS

PACKAGES = dict.fromkeys([*NEEDED, *(one for each in EXTRAS.values() for one in each)], "9.9") | {"xlwings": "0.37.8"}
STORES = (StoreFacts("practice", "/shared/tcsheets"),)

WINDOWS = Machine(
    system="Windows",
    python=Python((3, 12, 4), 64, "AMD64", r"C:\Users\kim\AppData\Local\Programs\Python\Python312\python.exe"),
    tcsheets="0.1.0",
    packages=PACKAGES,
    programs={"soffice": r"C:\Program Files\LibreOffice\program\soffice.exe"},
    is_bundle_ready=True,
    excel=Excel("16.0.17328.20282", "O365ProPlusRetail", 64),
    xlwings=Xlwings("0.37.8", "same", True, r"C:\Python312\pythonw.exe"),
    trust=Trust(None, 2),
    webview="125.0.2535.51",
    has_libreoffice_extension=True,
    stores=STORES,
)
MAC = Machine(
    system="Darwin",
    python=Python((3, 11, 9), 64, "arm64", "/usr/local/bin/python3"),
    tcsheets="0.1.0",
    packages=PACKAGES,
    programs={"soffice": "/Applications/LibreOffice.app/Contents/MacOS/soffice"},
    is_bundle_ready=True,
    excel=Excel("16.85", bits=64),
    xlwings=Xlwings("0.37.8", "same", True),
    has_libreoffice_extension=True,
    stores=STORES,
)
LINUX = Machine(
    system="Linux",
    python=Python((3, 11, 2), 64, "x86_64", "/usr/bin/python3"),
    tcsheets="0.1.0",
    packages=PACKAGES,
    programs={"soffice": "/usr/bin/soffice", "node": "/usr/bin/node", "npm": "/usr/bin/npm"},
    xlwings=Xlwings("0.37.8"),
    has_libreoffice_extension=True,
    certificate_ends="2029-02-22T10:00:00",
    stores=STORES,
)
