"""Which names of the core are types only: they stand in annotations and vanish with them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

TYPE_MODULES = ("typing", "collections.abc")
KEPT = ("cast",)  # imported from typing, yet called

Modules = Mapping[str, ast.Module]


def imported_types(tree: ast.Module, known: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield the local names, dotted ones too, of types that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for each in node.names:
                yield from types_in(node.module or "", each, known)


def types_in(module: str, imported: ast.alias, known: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield the types that one imported name brings: itself, or those of the module it is."""
    local = imported.asname or imported.name
    if module in TYPE_MODULES and imported.name not in KEPT:
        yield local
    if imported.name in known.get(module, ()):
        yield local
    yield from (f"{local}.{name}" for name in known.get(f"{module}.{imported.name}", ()))


def mentions(value: ast.expr, types: set[str]) -> bool:
    """Whether an expression is made of a type, as `Sequence[date]` or `tables.Range` is."""
    return any(isinstance(each, (ast.Name, ast.Attribute)) and ast.unparse(each) in types for each in ast.walk(value))


def alias(node: ast.stmt, types: set[str]) -> str | None:
    """Return the name that a statement gives to a type; None for any other statement."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and mentions(node.value, types):
        return node.targets[0].id
    return None


def types_of(tree: ast.Module, known: Mapping[str, set[str]]) -> set[str]:
    """Return the names in one module that are types, given those of the others."""
    types = set(imported_types(tree, known))
    for node in tree.body:
        name = alias(node, types)
        if name:
            types.add(name)
    return types


def all_types(modules: Modules) -> dict[str, set[str]]:
    r"""Return the names in each module that are types only.

    >>> modules = {"a": ast.parse("from typing import Any\nRow = list[Any]"), "b": ast.parse("from a import Row as R")}
    >>> sorted(all_types(modules)["b"])
    ['R']
    """
    known: dict[str, set[str]] = {}
    # A type may be named in one module and used in the next, so look until nothing new is found.
    while True:
        found = {name: types_of(tree, known) for name, tree in modules.items()}
        if found == known:
            return found
        known = found
