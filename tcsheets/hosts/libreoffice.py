"""What LibreOffice needs: one extension (.oxt) with the functions' names and help, their types, and the core itself.

The core travels in its lowered form, which asks less of a Python than the
sources do: LibreOffice on Windows and Mac brings its own, older one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tcsheets import __version__
from tcsheets.hosts.catalogue import Argument, Entry, entries
from tcsheets.hosts.embedded.sources import program
from tcsheets.hosts.uno_types import type_library

FOLDER = Path(__file__).parents[2] / "udfs" / "libreoffice"
EXTENSION = "tcsheets.oxt"
SERVICE = "TC"  # a file holds TC.FEE, a person sees TC_FEE
INTERFACE = ("org", "tcsheets", "XFunctions")
TABLE = "[][]any"
REGISTRY = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
 <manifest:file-entry manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB" \
manifest:full-path="types.rdb"/>
 <manifest:file-entry manifest:media-type="application/vnd.sun.star.uno-component;type=Python" \
manifest:full-path="addin.py"/>
 <manifest:file-entry manifest:media-type="application/vnd.sun.star.configuration-data" \
manifest:full-path="CalcAddIns.xcu"/>
</manifest:manifest>
"""
DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006" \
xmlns:dep="http://openoffice.org/extensions/description/2006" \
xmlns:lo="http://libreoffice.org/extensions/description/2011">
 <identifier value="org.tcsheets.functions"/>
 <version value="{version}"/>
 <display-name><name lang="en">tcsheets: functions for treatment coordinators</name></display-name>
 <dependencies><lo:LibreOffice-minimal-version value="7.0" dep:name="LibreOffice 7.0"/></dependencies>
</description>
"""


def method_of(entry: Entry) -> str:
    """Return a function's name without the prefix, which the service's name stands for.

    >>> method_of(entries()["TC_FEE"])
    'FEE'
    """
    return entry.name.removeprefix(f"{SERVICE}_")


def types() -> bytes:
    """Return types.rdb: the methods, each with its arguments."""
    methods = {method_of(each): [one.name for one in each.arguments] for each in entries().values()}
    return type_library(INTERFACE, methods, TABLE)


def told(name: str, value: str) -> str:
    """Return a text of the configuration."""
    return f'<prop oor:name="{name}"><value xml:lang="en">{escape(value)}</value></prop>'


def argument_lines(argument: Argument) -> Iterator[str]:
    """Yield an argument's name and help, as the Function Wizard shows them."""
    yield f'      <node oor:name={quoteattr(argument.name)} oor:op="replace">'
    yield f"       {told('DisplayName', argument.name)}{told('Description', argument.help)}"
    yield "      </node>"


def function_lines(entry: Entry) -> Iterator[str]:
    """Yield a function's names and help."""
    yield f'    <node oor:name="{method_of(entry)}" oor:op="replace">'
    yield f"     {told('DisplayName', entry.name)}"
    yield f"     {told('Description', entry.summary)}"
    yield '     <prop oor:name="Category"><value>Add-In</value></prop>'
    yield f"     {told('CompatibilityName', entry.name)}"
    yield '     <node oor:name="Parameters">'
    for each in entry.arguments:
        yield from argument_lines(each)
    yield from ("     </node>", "    </node>")


def configuration() -> str:
    """Return CalcAddIns.xcu: what Calc shows of the functions."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines += [f'<oor:component-data {REGISTRY} oor:name="CalcAddIns" oor:package="org.openoffice.Office">']
    lines += [' <node oor:name="AddInInfo">', f'  <node oor:name="{SERVICE}" oor:op="replace">']
    lines += ['   <node oor:name="AddInFunctions">']
    lines += [line for entry in entries().values() for line in function_lines(entry)]
    return "\n".join([*lines, "   </node>", "  </node>", " </node>", "</oor:component-data>", ""])


def files() -> dict[str, str]:
    """Return the committed files that are made from the register."""
    return {"CalcAddIns.xcu": configuration()}


def members() -> dict[str, bytes]:
    """Return what is in the extension, by name."""
    texts = {"META-INF/manifest.xml": MANIFEST, "description.xml": DESCRIPTION.format(version=__version__)}
    texts |= {**files(), "addin.py": (FOLDER / "addin.py").read_text(encoding="utf-8")}
    texts |= {f"pythonpath/{path}": source for path, source in program().items()}
    return {name: source.encode() for name, source in texts.items()} | {"types.rdb": types()}


def extension() -> bytes:
    """Return the extension; the same register makes the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members().items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def build(folder: Path) -> list[Path]:
    """Write the extension into a folder, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / EXTENSION).write_bytes(extension())
    return [folder / EXTENSION]
