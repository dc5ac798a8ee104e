"""A frozen dataclass of the core -> a plain class with the same fields, for a Python that has no dataclasses."""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a dataclass and its default, where it has one."""

    name: str
    default: ast.expr | None


def is_record(node: ast.ClassDef) -> bool:
    """Whether a class is declared a dataclass."""
    return any(isinstance(each, ast.Call) and ast.unparse(each.func) == "dataclass" for each in node.decorator_list)


def fields_of(node: ast.ClassDef) -> list[Field]:
    """Return the fields of a dataclass in order."""
    return [
        Field(each.target.id, default_of(each.value))
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]


def default_of(value: ast.expr | None) -> ast.expr | None:
    """Return a field's default: what stands after the =, or inside field(default=...)."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "field":
        return value.keywords[0].value
    return value


def body_of(node: ast.ClassDef) -> list[ast.stmt]:
    """Return the body of a record's class: its head in place of the fields, then its methods."""
    return head_of(fields_of(node)) + [each for each in node.body if not isinstance(each, ast.AnnAssign)]


def head_of(fields: list[Field]) -> list[ast.stmt]:
    r"""Return what a record's class begins with: the names of its fields, and `__init__`.

    >>> fields = [Field("cents", None), Field("note", ast.Constant(""))]
    >>> print("\n".join(ast.unparse(each) for each in head_of(fields)))
    __fields__ = ('cents', 'note')
    def __init__(self, cents, note=''):
        self.cents = cents
        self.note = note
    """
    arguments = ", ".join(["self"] + [argument(each) for each in fields])
    lines = [f"    self.{each.name} = {each.name}" for each in fields] or ["    pass"]
    names = tuple(each.name for each in fields)
    return ast.parse("\n".join([f"__fields__ = {names}", f"def __init__({arguments}):", *lines])).body


def argument(field: Field) -> str:
    """Return a field as the head of a function has it."""
    return field.name + ("=" + ast.unparse(field.default) if field.default else "")
