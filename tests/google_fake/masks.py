"""Field masks: `sheets.data(rowData.values.note,startRow)`, as a tree of names; an empty tree means everything."""

import re
from functools import lru_cache

from google_fake.errors import invalid
from google_fake.shapes import field_exists

TOKEN = re.compile(r"[^,()/.\s]+|[,()/.]")


@lru_cache(maxsize=1000)
def parse(text):
    """Return the tree of a mask."""
    tokens = TOKEN.findall(text)
    tree, rest = _group(tokens, 0)
    if rest != len(tokens):
        raise invalid(f"Request contains an invalid argument: {text}")
    return {} if "*" in tree else tree


def _group(tokens, at):
    tree = {}
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == ",":
            at += 1
            continue
        at = _path(tokens, at, tree)
    return tree, at


def _path(tokens, at, tree):
    name, at = tokens[at], at + 1
    if at < len(tokens) and tokens[at] in "./":
        inner = tree.setdefault(name, {})
        return _path(tokens, at + 1, inner)
    if at < len(tokens) and tokens[at] == "(":
        inner, at = _group(tokens, at + 1)
        tree[name] = {**tree.get(name, {}), **inner}
        return at + 1
    tree[name] = {}
    return at


class Picked(dict):
    """A part of an answer that holds already what a mask asks for, and no more."""


def inside(tree, name):
    """Return the mask of a field; an empty one where everything is asked for, None where nothing of it is."""
    return {} if not tree or "*" in tree else tree.get(name)


def pick(value, tree):
    """Return the part of an answer that a mask asks for."""
    if not tree or "*" in tree or isinstance(value, Picked):
        return value
    if isinstance(value, list):
        return [pick(each, tree) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: pick(value[name], inner) for name, inner in tree.items() if name in value}


def check(tree, schema_name, path=""):
    """Raise for a mask that names a field which the schema has not."""
    for name, inner in tree.items():
        if name == "*":
            continue
        known, leads_to = field_exists(schema_name, name)
        if not known:
            raise invalid(f"Invalid field: {path}{name}")
        if inner and leads_to:
            check(inner, leads_to, f"{path}{name}.")


def assign(old, new, tree):
    """Return the old record with the masked fields as in the new one; what the new one lacks is cleared."""
    if not tree or "*" in tree:
        return dict(new)
    changed = dict(old)
    for name, inner in tree.items():
        if name not in new:
            changed.pop(name, None)
        elif inner and isinstance(new[name], dict):
            before = old.get(name)
            changed[name] = assign(before if isinstance(before, dict) else {}, new[name], inner)
        else:
            changed[name] = new[name]
    return changed


def names(tree, prefix=""):
    """Return the dotted names that a mask's tree holds."""
    for name, inner in tree.items():
        yield prefix + name
        yield from names(inner, f"{prefix}{name}.")
