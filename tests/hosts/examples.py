"""Runs the examples of a docstring: here, and lowered inside MicroPython."""

import json


def shown(value):
    """Return a value of either Python in a form that both write alike."""
    fields = getattr(value, "__fields__", None) or getattr(value, "__slots__", None)
    if isinstance(value, (list, tuple)):
        return [shown(each) for each in value]
    if isinstance(value, dict):
        return sorted([str(name), shown(each)] for name, each in value.items())
    if fields and not hasattr(value, "isoformat"):
        return [type(value).__name__] + [shown(getattr(value, name)) for name in fields]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def run(request):
    """Return the values of a list of examples, run one after the other in the names of a module."""
    asked = json.loads(request)
    names = {}
    exec(f"from {asked['module']} import *", names)
    values = []
    for source, is_value in asked["examples"]:
        try:
            if is_value:
                values.append(shown(eval(source, names)))
            else:
                exec(source, names)
        except (ValueError, names.get("TcsheetsError", ValueError)) as error:
            values.append(["fault", str(error)])
    return json.dumps(values)
