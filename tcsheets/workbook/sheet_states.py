"""Sheets shown and hidden: what the workbook's main part and the sheets' own XML say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tcsheets.errors import ArgumentError
from tcsheets.workbook.markup import Tag, tags, with_attribute, without_attribute
from tcsheets.workbook.package import Package
from tcsheets.workbook.sheet_patch import Splice

VIEW = re.compile(rb"<(?:[\w.-]+:)?sheetView\s[^>]*>")
STATES = ("visible", "hidden", "veryHidden")


def changed_states(package: Package, states: Mapping[str, str]) -> dict[str, str]:
    """Return the sheets, by their own names, whose state is to be another than it is."""
    for name, state in states.items():
        if state not in STATES:
            raise ArgumentError(f"{name}: a sheet is {', '.join(STATES)}, not {state}")
    found = {package.sheet(name): state for name, state in states.items()}
    changed = {sheet.name: state for sheet, state in found.items() if sheet.state != state}
    if changed and all(changed.get(each.name, each.state) != "visible" for each in package.sheets):
        raise ArgumentError(f"{package.name}: at least one sheet must stay visible")
    return changed


def with_states(package: Package, text: str, changed: Mapping[str, str]) -> str:
    """Return the workbook's main part with sheets shown or hidden; a hidden one is not the one that opens first."""
    pieces, place = [], 0
    for tag in tags(text):
        new = changed_tag(package, tag, text[tag.start : tag.end], changed)
        pieces += [text[place : tag.start], new]
        place = tag.end
    return "".join(pieces) + text[place:]


def changed_tag(package: Package, tag: Tag, written: str, changed: Mapping[str, str]) -> str:
    """Return a tag of the main part as it must be."""
    if tag.name == "sheet" and tag.get("name") in changed:
        state = changed[tag.get("name")]
        return without_attribute(written, "state") if state == "visible" else with_attribute(written, "state", state)
    if tag.name == "workbookView":
        opened = opened_sheet(package, int(tag.get("activeTab", "0")), changed)
        return (
            written if opened == int(tag.get("activeTab", "0")) else with_attribute(written, "activeTab", str(opened))
        )
    return written


def opened_sheet(package: Package, place: int, changed: Mapping[str, str]) -> int:
    """Return the place of the sheet that opens first: the one that did, or else the first that can be seen."""
    seen = [at for at, each in enumerate(package.sheets) if changed.get(each.name, each.state) == "visible"]
    return place if place in seen else seen[0]


def selections(package: Package, text: str, changed: Mapping[str, str]) -> dict[str, list[Splice]]:
    """Return, by part, the splices that unselect hidden sheets and select the one that now opens first.

    Two selected sheets would be edited together, the hidden one unseen.
    """
    view = next((tag for tag in tags(text) if tag.name == "workbookView"), None)
    before = int(view.get("activeTab", "0")) if view else 0
    opened = opened_sheet(package, before, changed)
    splices = {
        sheet.part: selection(package.content(sheet.part), on=False)
        for sheet in package.sheets
        if changed.get(sheet.name, "visible") != "visible"
    }
    if opened != before:
        part = package.sheets[opened].part
        splices[part] = selection(package.content(part), on=True)
    return {part: each for part, each in splices.items() if each}


def selection(content: bytes, *, on: bool) -> list[Splice]:
    """Return the splice that selects a sheet's tab or takes the selection from it."""
    found = VIEW.search(content)
    if not found:
        return []
    tag = found[0].decode()
    new = with_attribute(tag, "tabSelected", "1") if on else without_attribute(tag, "tabSelected")
    return [(found.start(), found.end(), new.encode())] if new != tag else []
