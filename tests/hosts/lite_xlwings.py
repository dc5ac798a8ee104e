"""Stands for the module `xlwings` inside xlwings Lite: its decorators, and cells as its documentation has them."""


def func(function):
    """Stand for xlwings' decorator of a custom function."""
    return function


def arg(name, **options):
    """Stand for xlwings' decorator of an argument: it keeps what is asked for."""

    def keep(function):
        function.__dict__.setdefault("options", {})[name] = options
        return function

    return keep


def clean(cell, options):
    """Return a cell as xlwings documents it: an empty one as None, one in error too unless its text is asked for."""
    if isinstance(cell, dict):
        return cell["error"] if options.get("err_to_str") else None
    return None if cell == "" else cell


def handed_over(value, options):
    """Return an argument as xlwings documents it: one cell and one row or column flat, unless ndim is 2."""
    if value is None:
        return None
    rows = value if isinstance(value, list) else [[value]]
    rows = rows if isinstance(rows[0], list) else [rows]
    rows = [[clean(cell, options) for cell in row] for row in rows]
    if options.get("ndim") == 2:
        return rows
    flat = [cell for row in rows for cell in row]
    return flat[0] if len(flat) == 1 else flat if min(len(rows), len(rows[0])) == 1 else rows
