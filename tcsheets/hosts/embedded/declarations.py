"""A declared sheet function -> the same with its signature written out, where annotations are gone at run time."""

from __future__ import annotations

import ast

REGISTRY = "tcsheets.functions.registry"
HELD = ast.parse(
    "from tcsheets.functions.registry import SheetFunction, declare\nfrom tcsheets.functions.arguments import Parameter"
).body


def family_of(node: ast.FunctionDef) -> str | None:
    """Return the family a function is declared in; None for any other function."""
    for each in node.decorator_list:
        if isinstance(each, ast.Call) and ast.unparse(each.func) == "sheet_function":
            return ast.unparse(each.args[0] if each.args else each.keywords[0].value)
    return None


def kind(annotation: ast.expr | None) -> str:
    """Return the kind of an argument or result as the register reads it from an annotation."""
    return ast.unparse(annotation).split(" |")[0] if annotation else ""


def parameters(arguments: ast.arguments) -> str:
    """Return the parameters of a declared function as Python source."""
    required = len(arguments.args) - len(arguments.defaults)
    defaults = ["None"] * required + [ast.unparse(each) for each in arguments.defaults]
    written = [
        f"Parameter({each.arg!r}, {kind(each.annotation)!r}, {place < required}, {defaults[place]})"
        for place, each in enumerate(arguments.args)
    ]
    return "(" + "".join(each + ", " for each in written) + ")"


def declaration_of(node: ast.FunctionDef) -> list[ast.stmt]:
    r"""Return the statement that declares a function under its own name.

    >>> source = "@sheet_function('Pricing')\ndef TC_ONE() -> Count: pass"
    >>> print(ast.unparse(declaration_of(ast.parse(source).body[0])))
    TC_ONE = declare(SheetFunction('TC_ONE', 'Pricing', (), 'Count', TC_ONE, ''))
    """
    told = f"{node.name!r}, {family_of(node)}, {parameters(node.args)}, {kind(node.returns)!r}, {node.name}, ''"
    return ast.parse(f"{node.name} = declare(SheetFunction({told}))").body
