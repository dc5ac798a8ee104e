"""A core source -> the same program in what MicroPython runs, by rewriting its syntax tree.

Nothing here knows a rule of insurance or money: types, docstrings and
annotations fall away; dataclasses become plain classes; f-strings, star
displays and a few calls become older spellings of the same thing.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import TypeVar

from tcsheets.hosts.embedded import declarations, records
from tcsheets.hosts.embedded.types import alias, all_types

RUNTIME = "tcsheets.hosts.embedded.runtime"
# Names that the lowering itself takes care of, by the module they come from.
REPLACED = {
    "__future__": {"annotations"},
    "dataclasses": {"dataclass", "field"},
    "typing": {"cast"},
    declarations.REGISTRY: {"sheet_function"},
}
TEXT_METHODS = ("strip", "lstrip", "rstrip", "split", "lower", "upper")  # where called without arguments
CLASSES = {"int": "int, bool", "date": "date, datetime"}  # subclasses in CPython, strangers in MicroPython

Statement = TypeVar("Statement", ast.FunctionDef, ast.ClassDef)


class Lowering(ast.NodeTransformer):
    """The rewriting of one module; `needs` collects the imports that its new spellings want."""

    def __init__(self, types: set[str], text_methods: Sequence[str] = TEXT_METHODS) -> None:
        self.types = types
        self.text_methods = text_methods
        self.needs: set[str] = set()

    def need(self, module: str, name: str, local: str = "") -> str:
        """Return the local name of something that must be imported for the lowered module."""
        self.needs.add(f"from {module} import {name}" + (f" as {local}" if local else ""))
        return local or name

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom | None:
        """Drop imports of types; take `replace` from our own records."""
        gone = self.types | REPLACED.get(node.module or "", set())
        names = [each for each in node.names if (each.asname or each.name) not in gone]
        module = RUNTIME + ".records" if node.module == "dataclasses" else node.module
        return ast.ImportFrom(module, names, 0) if names else None

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        """Drop the names of types."""
        return None if alias(node, self.types) else self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        """Drop the annotation of a name, and the name where it has no value yet."""
        return self.generic_visit(ast.Assign([node.target], node.value)) if node.value else None

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        """Drop docstrings."""
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt] | None:
        """Drop what stands only for the type checker."""
        if ast.unparse(node.test) == "TYPE_CHECKING":
            return self.block(node.orelse)
        return self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        """Drop the cause of an error: there is no chain of errors."""
        return self.generic_visit(ast.Raise(node.exc, None))

    def block(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        """Return lowered statements."""
        return list(self.generic_visit(ast.Module(list(body), [])).body)  # type: ignore[attr-defined]

    def filled(self, node: Statement) -> Statement:
        """Return a function or class whose body is not empty, without decorators that the lowering replaced."""
        node.body = self.block(node.body) or [ast.Pass()]
        replaced = ("dataclass", "sheet_function")
        node.decorator_list = [each for each in node.decorator_list if not ast.unparse(each).startswith(replaced)]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> list[ast.stmt]:
        """Drop the annotations of a function; write out the signature of a declared one."""
        declared = declarations.declaration_of(node) if declarations.family_of(node) else []
        if declared:
            self.needs.update(ast.unparse(each) for each in declarations.HELD)
        node.args = self.visit(node.args)
        node.returns = None
        return [self.filled(node), *[self.visit(each) for each in declared]]

    def visit_arg(self, node: ast.arg) -> ast.arg:
        """Drop the annotation of an argument."""
        return ast.arg(node.arg)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        """Write a dataclass out as a plain class; drop bases that are types."""
        node.bases = [each for each in node.bases if not ast.unparse(each).startswith("Generic[")]
        if records.is_record(node):
            node.body = records.body_of(node)
            node.bases = [ast.Name(self.need(RUNTIME + ".records", "Record"), ast.Load())]
        return self.filled(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        """Write an f-string as a call of format, whose quotes may nest."""
        template, values = template_of(node)
        if not values:
            return ast.Constant(template.replace("{{", "{").replace("}}", "}"))
        lowered = [self.visit(each) for each in values]
        return ast.Call(ast.Attribute(ast.Constant(template), "format", ast.Load()), lowered, [])

    def visit_List(self, node: ast.List) -> ast.expr:
        """Write [*a, b] as list(a) + [b]."""
        self.generic_visit(node)
        return joined(node.elts, "list", lambda items: ast.List(items, ast.Load())) if starred(node) else node

    def visit_Tuple(self, node: ast.Tuple) -> ast.expr:
        """Write (*a, b) as tuple(a) + (b,)."""
        self.generic_visit(node)
        return joined(node.elts, "tuple", lambda items: ast.Tuple(items, ast.Load())) if starred(node) else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Rewrite isinstance, cast, and the text methods that know only ASCII there."""
        self.generic_visit(node)
        name = ast.unparse(node.func)
        if name == "cast":
            return node.args[1]
        if name == "isinstance":
            node.args[1] = self.classes(node.args[1])
        return node if node.args or not isinstance(node.func, ast.Attribute) else self.method(node, node.func)

    def method(self, node: ast.Call, function: ast.Attribute) -> ast.expr:
        """Return a method called without arguments: a text's own becomes a function that knows more than ASCII."""
        if function.attr not in self.text_methods:
            return node
        local = self.need(RUNTIME + ".text", function.attr, "text_" + function.attr)
        return ast.Call(ast.Name(local, ast.Load()), [function.value], [])

    def classes(self, node: ast.expr) -> ast.expr:
        """Return the classes of an isinstance as a tuple, with the subclasses that MicroPython does not know."""
        names = ast.unparse(node).strip("()").replace(" |", ",").rstrip(",").split(", ")
        if "date" in names:
            self.need("datetime", "datetime")
        wider = ", ".join(CLASSES.get(each, each) for each in names)
        return ast.parse(f"({wider})", mode="eval").body


def starred(node: ast.List | ast.Tuple) -> bool:
    """Whether a display, and not the target of an assignment, has a star in it."""
    return isinstance(node.ctx, ast.Load) and any(isinstance(each, ast.Starred) for each in node.elts)


def joined(items: Sequence[ast.expr], kind: str, display: Callable[[list[ast.expr]], ast.expr]) -> ast.expr:
    """Return a display with stars as a sum of displays without."""
    parts: list[ast.expr] = []
    plain: list[ast.expr] = []
    for item in items:
        if not isinstance(item, ast.Starred):
            plain.append(item)
            continue
        parts += [display(plain)] if plain else []
        parts.append(ast.Call(ast.Name(kind, ast.Load()), [item.value], []))
        plain = []
    return reduce(lambda left, right: ast.BinOp(left, ast.Add(), right), parts + ([display(plain)] if plain else []))


def template_of(node: ast.JoinedStr) -> tuple[str, list[ast.expr]]:
    """Return an f-string as the template of a format, and the values that go into it in order."""
    template = ""
    values: list[ast.expr] = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            inner = part.format_spec if isinstance(part.format_spec, ast.JoinedStr) else ast.JoinedStr([])
            layout, widths = template_of(inner)
            conversion = "" if part.conversion == -1 else "!" + chr(part.conversion)
            template += "{" + conversion + (":" + layout if layout else "") + "}"
            values += [part.value, *widths]
        else:
            template += str(getattr(part, "value", "")).replace("{", "{{").replace("}", "}}")
    return template, values


def lowered(lowering: Lowering, tree: ast.Module) -> str:
    r"""Return one module's lowered source.

    >>> lowered(Lowering(set()), ast.parse('def shown(cents: int) -> str:\n    return f"{cents:,d}"'))
    "def shown(cents):\n    return '{:,d}'.format(cents)\n"
    """
    lowering.generic_visit(tree)
    return "\n".join([*sorted(lowering.needs), ast.unparse(ast.fix_missing_locations(tree))]) + "\n"


def lower_all(sources: Mapping[str, str]) -> dict[str, str]:
    """Return the lowered sources of a program, by the same dotted names of its modules."""
    trees = {name: ast.parse(source) for name, source in sources.items()}
    types = all_types(trees)
    own = {RUNTIME + ".text": ()}  # it is what the others' text methods become
    return {name: lowered(Lowering(types[name], own.get(name, TEXT_METHODS)), trees[name]) for name in sorted(trees)}
