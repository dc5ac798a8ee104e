"""The ribbon of our add-in for Excel on Windows: help for every function by family, the function dialog, the sync.

It is an XML part of the .xlam file; its buttons call the macros of `tcsheets_ribbon.bas`, which call Python.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from tcsheets.hosts.catalogue import FAMILIES, Entry, entries

LONGEST_TIP = 1024  # characters, by the schema of the ribbon
IMAGES = {
    "Pricing": "AccountingFormat",
    "Insurance": "FunctionsLogicalInsertGallery",
    "Payments": "FunctionsFinancialInsertGallery",
    "Casework": "FunctionsDateTimeInsertGallery",
}
MODULE = "RibbonTcsheets"
RIBBON = """<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui">
  <ribbon>
    <tabs>
      <tab id="tcsheetsTab" label="tcsheets">
        <group id="tcsheetsFunctions" label="Functions">
{menus}
          <button id="tcsheetsInsert" label="Insert" size="large" imageMso="FunctionWizard" onAction="{module}.InsertFunction"
            screentip="Insert a function" supertip="Opens Excel's own dialog at the selected cell; choose a category that begins with tcsheets." />
        </group>
        <group id="tcsheetsSync" label="Shared lists">
          <button id="tcsheetsSyncNow" label="Sync" size="large" imageMso="RefreshAll" onAction="{module}.SyncNow"
            screentip="Sync this workbook" supertip="Brings this workbook's lists and the shared store together, and saves the workbook." />
        </group>
      </tab>
    </tabs>
  </ribbon>
</customUI>
"""  # noqa: E501 (an attribute is one line)


def tip(entry: Entry) -> str:
    """Return what is shown while the mouse rests on a function: its call, and what each argument is."""
    lines = [f"={entry.call}", *(f"{each.name}: {each.help}" for each in entry.arguments)]
    text = "\n".join(lines)
    return text if len(text) <= LONGEST_TIP else text[: LONGEST_TIP - 1] + "…"


def button(entry: Entry) -> str:
    """Return a function's entry in its family's menu."""
    attributes = {
        "id": f"help_{entry.name}",
        "tag": entry.name,
        "label": entry.name,
        "screentip": entry.summary,
        "supertip": tip(entry),
        "onAction": f"{MODULE}.ShowHelp",
    }
    told = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    return f"            <button {told} />"


def menu(family: str) -> str:
    """Return the menu of a family of functions."""
    head = f'          <menu id="family_{family}" label="{family}" size="large" imageMso="{IMAGES[family]}"'
    buttons = [button(entry) for entry in entries().values() if entry.family == family]
    return "\n".join([f'{head} screentip="Help for {family.lower()} functions">', *buttons, "          </menu>"])


def ribbon() -> str:
    """Return the ribbon's XML."""
    return RIBBON.format(menus="\n".join(map(menu, FAMILIES)), module=MODULE)
