"""Batch requests about what lies on a sheet: names, protection, filters, rules, bands, charts, slicers, metadata."""

from google_fake import masks
from google_fake.colours import both, widen
from google_fake.errors import invalid
from google_fake.grid import area_of, grid_range, shown_range
from google_fake.on_sheets import fields_of


def _range(book, found):
    """Return a GridRange checked against its sheet, written as Google answers it."""
    area_of(book.sheet(found.get("sheetId", 0)), found)
    return shown_range(found)


def add_named_range(book, request):
    """Name a range; an id or a name that exists is refused."""
    given = request.get("namedRange", {})
    name = given.get("name", "")
    if not name:
        raise invalid("Named range name cannot be empty.")
    named_id = given.get("namedRangeId") or str(book.new_id())
    if any(each["namedRangeId"] == named_id for each in book.named_ranges):
        raise invalid(f"Named range with id {named_id} already exists.")
    _check_name(book, name)
    found = {"namedRangeId": named_id, "name": name, "range": _range(book, given.get("range", {}))}
    book.named_ranges.append(found)
    return {"namedRange": found}


def _check_name(book, name, but=None):
    if any(each["name"].lower() == name.lower() and each is not but for each in book.named_ranges):
        raise invalid(f"A named range with the name '{name}' already exists.")
    if not name.replace("_", "a").replace(".", "a").isalnum() or name[0].isdigit():
        raise invalid(f"Invalid named range name: {name}")


def _named(book, named_id):
    for at, each in enumerate(book.named_ranges):
        if each["namedRangeId"] == named_id:
            return at, each
    raise invalid(f"No named range with id: {named_id}")


def update_named_range(book, request):
    """Change a name or where it points."""
    given = request.get("namedRange", {})
    at, old = _named(book, given.get("namedRangeId"))
    tree = fields_of(request, "NamedRange", "namedRange")
    changed = masks.assign(old, given, tree)
    _check_name(book, changed.get("name", ""), but=old)
    book.named_ranges[at] = {**changed, "range": _range(book, changed["range"])}
    return {}


def delete_named_range(book, request):
    """Delete a name; one that is not there is refused."""
    at, _ = _named(book, request.get("namedRangeId"))
    del book.named_ranges[at]
    return {}


def add_protected_range(book, request):
    """Protect a range or a sheet. The answer shows the editors as sent; later reads add the owner."""
    given = request.get("protectedRange", {})
    sheet, place = _protected_place(book, given)
    number = given.get("protectedRangeId") or book.new_id()
    if any(each["protectedRangeId"] == number for one in book.sheets for each in one.protected):
        raise invalid(f"Protected range with id {number} already exists.")
    rest = {key: value for key, value in given.items() if key not in ("range", "requestingUserCanEdit")}
    found = {"protectedRangeId": number, **place, **rest, "requestingUserCanEdit": True}
    found["editors"] = _some(given.get("editors", {}))
    if given.get("warningOnly"):
        found.pop("editors")
    found = {key: value for key, value in found.items() if value not in (False, "", [])}
    sheet.protected.append({**found, **_with_owner(book, found)})
    return {"protectedRange": found}


def _some(found):
    return {key: value for key, value in found.items() if value}


def _with_owner(book, found):
    if "editors" not in found:
        return {}
    users = found["editors"].get("users", [])
    return {"editors": {**found["editors"], "users": [*users, *(each for each in [book.owner] if each not in users)]}}


def _protected_place(book, given):
    if "namedRangeId" in given:
        _, named = _named(book, given["namedRangeId"])
        return book.sheet(named["range"].get("sheetId", 0)), {"range": named["range"]}
    found = given.get("range", {})
    return book.sheet(found.get("sheetId", 0)), {"range": _range(book, found)}


def _held(book, listed, key, value, word):
    for sheet in book.sheets:
        for at, each in enumerate(getattr(sheet, listed)):
            if each[key] == value:
                return sheet, at, each
    raise invalid(f"No {word} with id: {value}")


def update_protected_range(book, request):
    """Change who may edit, what is protected or how it is called."""
    given = request.get("protectedRange", {})
    sheet, at, old = _held(book, "protected", "protectedRangeId", given.get("protectedRangeId"), "protected range")
    tree = fields_of(request, "ProtectedRange", "protectedRange")
    changed = masks.assign(old, given, tree)
    changed["protectedRangeId"] = old["protectedRangeId"]
    changed = {key: value for key, value in changed.items() if value not in (False, "", [])}
    sheet.protected[at] = {**changed, **_with_owner(book, changed)}
    return {}


def delete_protected_range(book, request):
    """Lift a protection."""
    sheet, at, _ = _held(book, "protected", "protectedRangeId", request.get("protectedRangeId"), "protected range")
    del sheet.protected[at]
    return {}


def set_basic_filter(book, request):
    """Put the sheet's filter on a range; sort specifications sort the rows below the header."""
    from google_fake.sorting import sort_rows

    given = request.get("filter", {})
    sheet = book.sheet(given.get("range", {}).get("sheetId", 0))
    area = area_of(sheet, given.get("range", {}))
    sheet.basic_filter = {**given, "range": grid_range(sheet.sheet_id, area)}
    if given.get("sortSpecs"):
        sort_rows(book, sheet, area, given["sortSpecs"], header=1)
    return {}


def clear_basic_filter(book, request):
    """Take the sheet's filter off."""
    book.sheet(request.get("sheetId", 0)).basic_filter = None
    return {}


def add_conditional_rule(book, request):
    """Add a conditional format rule at its place."""
    rule = both(request.get("rule", {}))
    if not rule.get("ranges"):
        raise invalid("rule.ranges must not be empty.")
    sheet = book.sheet(rule["ranges"][0].get("sheetId", 0))
    rule["ranges"] = [_range(book, each) for each in rule["ranges"]]
    sheet.conditional.insert(request.get("index", 0), rule)
    return {}


def _rule(sheet, index):
    if index >= len(sheet.conditional):
        raise invalid(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    return sheet.conditional[index]


def update_conditional_rule(book, request):
    """Replace or move a conditional format rule."""
    ranges = request.get("rule", {}).get("ranges", [{}])
    sheet = book.sheet(request.get("sheetId", ranges[0].get("sheetId", 0)))
    index = request.get("index", 0)
    old = _rule(sheet, index)
    if "rule" in request:
        new = both(request["rule"])
        new["ranges"] = [_range(book, each) for each in new["ranges"]]
        sheet.conditional[index] = new
        return {"oldRule": old, "newRule": new, **({"newIndex": index} if index else {})}
    goal = request.get("newIndex", 0)
    del sheet.conditional[index]
    sheet.conditional.insert(goal, old)
    return {"oldIndex": index, "newIndex": goal, "newRule": old}


def delete_conditional_rule(book, request):
    """Delete a conditional format rule."""
    sheet, index = book.sheet(request.get("sheetId", 0)), request.get("index", 0)
    rule = _rule(sheet, index)
    del sheet.conditional[index]
    return {"rule": rule}


def _adder(listed, field, key, kind=int):
    def add(book, request):
        given = both(request.get(field, {}))
        sheet = book.sheet(_sheet_of(book, given))
        number = given.get(key) or kind(book.new_id())
        if any(each[key] == number for one in book.sheets for each in getattr(one, listed)):
            raise invalid(f"{field} with id {number} already exists.")
        found = {**given, key: number}
        if "range" in given:
            found["range"] = _range(book, given["range"])
        getattr(sheet, listed).append(found)
        return {field: found}

    return add


def _sheet_of(book, given):
    if "range" in given:
        return given["range"].get("sheetId", 0)
    position = given.get("position", {})
    if position.get("newSheet"):
        raise invalid("Object sheets are not supported.")
    if "overlayPosition" in position:
        return position["overlayPosition"].get("anchorCell", {}).get("sheetId", 0)
    return position.get("sheetId", 0)


def _updater(listed, field, key, schema_name):
    def update(book, request):
        given = both(request.get(field, {}))
        sheet, at, old = _held(book, listed, key, given.get(key), field)
        tree = widen(fields_of(request, schema_name, field))
        getattr(sheet, listed)[at] = {**masks.assign(old, given, tree), key: old[key]}
        return {}

    return update


def _deleter(listed, request_key, key):
    def delete(book, request):
        sheet, at, _ = _held(book, listed, key, request.get(request_key), key)
        del getattr(sheet, listed)[at]
        return {}

    return delete


def duplicate_filter_view(book, request):
    """Copy a filter view."""
    sheet, _, old = _held(book, "filter_views", "filterViewId", request.get("filterId"), "filter view")
    found = {**old, "filterViewId": book.new_id(), "title": "Copy of " + old.get("title", "")}
    sheet.filter_views.append(found)
    return {"filter": found}


def update_chart_spec(book, request):
    """Replace a chart's specification."""
    sheet, at, old = _held(book, "charts", "chartId", request.get("chartId"), "chart")
    sheet.charts[at] = {**old, "spec": both(request.get("spec", {}))}
    return {}


def update_slicer_spec(book, request):
    """Change a slicer's specification."""
    sheet, at, old = _held(book, "slicers", "slicerId", request.get("slicerId"), "slicer")
    tree = fields_of(request, "SlicerSpec", "spec")
    sheet.slicers[at] = {**old, "spec": masks.assign(old.get("spec", {}), request.get("spec", {}), tree)}
    return {}


def update_object_position(book, request):
    """Move a chart or slicer."""
    for listed, key in (("charts", "chartId"), ("slicers", "slicerId")):
        for sheet in book.sheets:
            held = getattr(sheet, listed)
            for at, each in enumerate(held):
                if each[key] == request.get("objectId"):
                    held[at] = {**each, "position": request.get("newPosition", {})}
                    return {"position": held[at]["position"]}
    raise invalid(f"No embedded object with id: {request.get('objectId')}")


def delete_object(book, request):
    """Delete a chart or slicer."""
    for listed, key in (("charts", "chartId"), ("slicers", "slicerId")):
        for sheet in book.sheets:
            kept = [each for each in getattr(sheet, listed) if each[key] != request.get("objectId")]
            if len(kept) < len(getattr(sheet, listed)):
                setattr(sheet, listed, kept)
                return {}
    raise invalid(f"No embedded object with id: {request.get('objectId')}")


HANDLERS = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addConditionalFormatRule": add_conditional_rule,
    "updateConditionalFormatRule": update_conditional_rule,
    "deleteConditionalFormatRule": delete_conditional_rule,
    "addFilterView": _adder("filter_views", "filter", "filterViewId"),
    "updateFilterView": _updater("filter_views", "filter", "filterViewId", "FilterView"),
    "deleteFilterView": _deleter("filter_views", "filterId", "filterViewId"),
    "duplicateFilterView": duplicate_filter_view,
    "addBanding": _adder("banded", "bandedRange", "bandedRangeId"),
    "updateBanding": _updater("banded", "bandedRange", "bandedRangeId", "BandedRange"),
    "deleteBanding": _deleter("banded", "bandedRangeId", "bandedRangeId"),
    "addChart": _adder("charts", "chart", "chartId"),
    "updateChartSpec": update_chart_spec,
    "addSlicer": _adder("slicers", "slicer", "slicerId"),
    "updateSlicerSpec": update_slicer_spec,
    "updateEmbeddedObjectPosition": update_object_position,
    "deleteEmbeddedObject": delete_object,
    "addTable": _adder("tables", "table", "tableId", str),
    "updateTable": _updater("tables", "table", "tableId", "Table"),
    "deleteTable": _deleter("tables", "tableId", "tableId"),
}
