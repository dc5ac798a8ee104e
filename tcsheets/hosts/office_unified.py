"""The add-in's unified manifest (JSON), beside the XML one: the same functions, page and button.

Its schema requires a namespace: functions show as TC.X here, and are stored, as
far as documentation tells, under the same `_xldudf_TC_X` as without one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from tcsheets import __version__
from tcsheets.hosts.office_manifest import ADD_IN_ID, PANE_HELP, PREFIX, base_of, page_of

SCHEMA_VERSION = "1.24"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA_VERSION}/MicrosoftTeams.schema.json"
NAMESPACE = "TC"
SHORT = "Formulas for treatment coordinators: prices, insurance estimates, ways to pay."
FULL = (
    "Formulas for treatment coordinators: what a treatment plan costs, what insurance should pay and why, and ways to "
    "pay the rest. They run inside the add-in; no figure leaves the workbook."
)
NEEDS = {"scopes": ["workbook"], "capabilities": [{"name": "SharedRuntime", "minVersion": "1.1"}]}


def without_prefix(function: Mapping[str, Any]) -> dict[str, Any]:
    """Return a function of functions.json under its name within the namespace; its id stays."""
    return {**function, "name": function["name"].removeprefix(PREFIX)}


def runtime(page: str, functions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the one program that holds functions and task pane."""
    return {
        "id": "TcsheetsRuntime",
        "type": "general",
        "requirements": NEEDS,
        "code": {"page": page},
        "lifetime": "long",
        "actions": [{"id": "ShowTaskpane", "type": "openPage", "view": "TcsheetsTaskpane", "pinnable": True}],
        "customFunctions": {
            "namespace": {"id": NAMESPACE, "name": NAMESPACE},
            # That a cell in error may be handed over, as functions.json says, this schema has no word for.
            "allowCustomDataForDataTypeAny": False,
            "functions": [without_prefix(each) for each in functions],
        },
    }


def ribbon(base: str) -> dict[str, Any]:
    """Return the button that opens the task pane."""
    icons = [{"size": size, "url": f"{base}/icon-{size}.png"} for size in (16, 32, 80)]
    button = {
        "id": "TcsheetsPane",
        "type": "button",
        "label": "Treatment coordinator",
        "icons": icons,
        "supertip": {"title": "Treatment coordinator", "description": PANE_HELP},
        "actionId": "ShowTaskpane",
    }
    group = {"id": "TcsheetsGroup", "label": "tcsheets", "icons": icons, "controls": [button]}
    return {"requirements": NEEDS, "contexts": ["default"], "tabs": [{"builtInTabId": "TabHome", "groups": [group]}]}


def unified_manifest(address: str, functions: Sequence[Mapping[str, Any]]) -> str:
    """Return manifest.json of an add-in whose files stand at an https address, with the functions of functions.json."""
    base = base_of(address)
    page = page_of(base, NAMESPACE + ".")
    told = {
        "$schema": SCHEMA,
        "manifestVersion": SCHEMA_VERSION,
        "id": ADD_IN_ID,
        "version": __version__,
        "name": {"short": "tcsheets", "full": "tcsheets: formulas for treatment coordinators"},
        "description": {"short": SHORT, "full": FULL},
        "developer": {"name": "tcsheets", "websiteUrl": page, "privacyUrl": page, "termsOfUseUrl": page},
        "icons": {"color": "icon-192.png", "outline": "icon-outline.png"},
        "accentColor": "#1F5F7A",
        "localizationInfo": {"defaultLanguageTag": "en-us"},
        "validDomains": [urlsplit(base).netloc],
        "authorization": {
            "permissions": {"resourceSpecific": [{"name": "Document.ReadWrite.User", "type": "Delegated"}]}
        },
        "extensions": [{"requirements": NEEDS, "runtimes": [runtime(page, functions)], "ribbons": [ribbon(base)]}],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"
