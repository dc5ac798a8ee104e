"""What the core's sources must do without, so that they also run inside MicroPython 1.27.

Each rule names one construct that the small Python lacks, or runs with another
result, and that `lowering` does not rewrite.  Found by trying each one there.
Two things no rule can see: dicts do not keep their order there, and a sort is
not stable; sort keys are total and nothing relies on the order of a dict.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

from tcsheets.errors import Problem

ANY = ("*",)
# Modules that the core may import, and the names of each.
IMPORTS = {
    "__future__": ("annotations",),
    "collections.abc": ANY,
    "dataclasses": ("dataclass", "field", "replace"),
    "datetime": ("date", "datetime", "time", "timedelta"),
    "math": ("ceil", "copysign", "exp", "expm1", "fabs", "floor", "fmod", "inf", "isclose", "isfinite", "isinf")
    + ("isnan", "log", "log10", "log2", "nan", "pi", "pow", "sqrt", "trunc"),
    "re": ("compile", "match", "search", "sub"),
    "typing": ("TYPE_CHECKING", "Any", "Final", "Generic", "Literal", "TypeVar", "cast"),
}
WHOLE = ("math", "re")  # imported as modules; of the others, names
DECORATORS = ("property", "staticmethod", "classmethod", "dataclass", "sheet_function", "setter")
RECORD = {"frozen": True, "slots": True}
PATTERN = re.compile(r"\(\?(?!:)|\{\d|(?<!\\)\\[bBAZ1-9]")  # groups with a name or condition, counts, anchors
FORMAT = re.compile(r"(?:[^%,_]*|[^%._]*,d?)[%eEfFgGdsxXbo]?")  # what may stand after the colon of an f-string
# The register reads a declared function's signature; the lowering writes it out instead.
READS_SIGNATURES = "functions/registry.py"

ABSENT = "{} is not in the embedded Python"
EFFECT = "{}() has an effect; the core touches no file, socket, clock or code"
METHODS = (
    ("removeprefix", "removesuffix", "title", "casefold", "isdecimal", "isnumeric", "isalnum", "isascii", "translate")
    + ("isidentifier", "isprintable", "capitalize", "swapcase", "ljust", "rjust", "zfill", "expandtabs", "maketrans")
    + ("format_map", "is_integer", "bit_length", "bit_count", "as_integer_ratio", "groups", "groupdict", "span")
    + ("start", "end", "findall", "fullmatch", "finditer", "strftime", "strptime", "isocalendar", "move_to_end")
    + ("with_traceback", "add_note", "_replace", "_asdict")
)
# Words that are refused, by where they stand: "method" is a.word(), "call" is word(), and so on (`words_of`).
REFUSED = {
    "method": dict.fromkeys(METHODS, ".{}() is not in the embedded Python")
    | dict.fromkeys(
        ("today", "now", "utcnow", "fromtimestamp", "utcfromtimestamp", "timestamp"),
        ".{}() reads the clock; today is an argument",
    ),
    "call": dict.fromkeys(("open", "input", "print", "exec", "eval", "compile", "globals", "locals", "vars"), EFFECT)
    | dict.fromkeys(("breakpoint", "__import__"), EFFECT)
    | dict.fromkeys(("hash", "id", "memoryview"), "{}() gives another result in each Python"),
    "keyword": dict.fromkeys(
        ("zip strict", "sum start", "split maxsplit", "rsplit maxsplit", "encode encoding"), ABSENT
    )
    | {"field default_factory": "field() has a default value and nothing else"},
    "attribute": dict.fromkeys(
        ("__code__", "__defaults__", "__annotations__", "__doc__", "__qualname__", "__module__", "__mro__"),
        "{} is not kept in the embedded Python",
    ),
    "function": dict.fromkeys(
        ("__post_init__", "__init_subclass__", "__class_getitem__", "__set_name__", "__new__", "__del__"),
        "{} is not run by the embedded Python; check in a function",
    ),
    "base": dict.fromkeys(
        ("Enum", "IntEnum", "StrEnum", "NamedTuple", "TypedDict", "Protocol"),
        "{} is not in the embedded Python; a closed set is a Literal and a tuple of its values",
    ),
    "decorator": {"dataclass": "write @dataclass(frozen=True, slots=True)"},
    "syntax": dict.fromkeys(("Match", "TryStar", "AsyncFunctionDef", "Await"), ABSENT),
}


def name_of(node: ast.expr) -> str:
    """Return the last name of a dotted expression, without what stands in brackets; empty for anything else."""
    if isinstance(node, ast.Subscript):
        return name_of(node.value)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def words_of(node: Any) -> Iterator[tuple[str, str]]:
    """Yield what a node is made of as (where it stands, word)."""
    yield "syntax", type(node).__name__
    if isinstance(node, ast.Call):
        name = name_of(node.func)
        yield "method" if isinstance(node.func, ast.Attribute) else "call", name
        yield from (("keyword", f"{name} {each.arg}") for each in node.keywords)
    elif isinstance(node, ast.Attribute):
        yield "attribute", node.attr
    elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield type(node).__name__.lower()[:-3], node.name
        yield from (("decorator", name_of(each)) for each in node.decorator_list)
        yield from (("base", name_of(each)) for each in getattr(node, "bases", ()))


def words(node: ast.AST) -> Iterator[str]:
    """Yield why words of a node are refused."""
    for place, word in words_of(node):
        message = REFUSED.get(place, {}).get(word)
        if message:
            yield message.format(word)


def whole_import(node: ast.Import) -> Iterator[str]:
    """Yield each module that is imported whole and may not be."""
    for each in node.names:
        if each.name not in WHOLE and not each.name.startswith("tcsheets"):
            yield f"the core does not import {each.name}"


def names_import(node: ast.ImportFrom) -> Iterator[str]:
    """Yield each name that is imported and may not be; which of our own modules is the business of layers."""
    module = node.module or "."
    known = ANY if module.startswith("tcsheets") else IMPORTS.get(module, ())
    for each in node.names:
        if known != ANY and each.name not in known:
            yield f"the core does not import {each.name} from {module}"


def function(node: ast.FunctionDef) -> Iterator[str]:
    """Yield what a function's head must not have."""
    if node.args.posonlyargs:
        yield "a positional-only / is not in the embedded Python"
    yield from decorators(node)


def decorators(node: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    """Yield each decorator that the lowering does not know."""
    for decorator in node.decorator_list:
        name = name_of(decorator.func if isinstance(decorator, ast.Call) else decorator)
        if name not in DECORATORS:
            yield f"the decorator {name} is not known to the lowering"


def class_head(node: ast.ClassDef) -> Iterator[str]:
    """Yield what a class must not have: a metaclass, keywords, or a dataclass's finer points."""
    if node.keywords:
        yield "a metaclass or class keyword is not in the embedded Python"
    options = record_options(node)
    if options and [base for base in node.bases if name_of(base) != "Generic"]:
        yield "a dataclass does not inherit; hold the other record in a field"
    if options not in (None, RECORD):
        yield "a dataclass is frozen and slotted and nothing else"
    yield from decorators(node)


def record_options(node: ast.ClassDef) -> dict[str | None, object] | None:
    """Return the keywords of a class's dataclass decorator; None without one."""
    for each in node.decorator_list:
        if isinstance(each, ast.Call) and name_of(each.func) == "dataclass":
            return {word.arg: getattr(word.value, "value", None) for word in each.keywords}
    return None


def call(node: ast.Call) -> Iterator[str]:
    """Yield calls in a form that is missing, and patterns the small `re` cannot match."""
    name = name_of(node.func)
    if name == "iter" and len(node.args) > 1:
        yield "iter() with an end mark is not in the embedded Python"
    if isinstance(node.func, ast.Attribute) and name_of(node.func.value) == "re":
        yield from pattern(node)


def pattern(node: ast.Call) -> Iterator[str]:
    """Yield what a regular expression must not have."""
    text = getattr(node.args[0], "value", None) if node.args else None
    if not isinstance(text, str) or PATTERN.search(text):
        yield "the embedded re has no named groups, counts like {4}, lookaround or \\b; write the pattern out as text"
    if len(node.args) > {"sub": 3, "compile": 1}.get(name_of(node.func), 2) or node.keywords:
        yield "the embedded re takes no flags"


def attribute(node: ast.Attribute) -> Iterator[str]:
    """Yield attributes that are missing: of modules, and the name of anything but a class."""
    module = getattr(node.value, "id", "")
    if module in WHOLE and node.attr not in IMPORTS[module]:
        yield f"{module}.{node.attr} is not in the embedded Python"
    if node.attr == "__name__" and not ast.unparse(node.value).startswith("type("):
        yield "__name__ is not kept in the embedded Python"


def dictionary(node: ast.Dict) -> Iterator[str]:
    """Yield the unpacking of a dict into another."""
    if None in node.keys:
        yield "{**one, **other} is not in the embedded Python; use update"


def a_set(node: ast.Set) -> Iterator[str]:
    """Yield a star in a set."""
    if any(isinstance(each, ast.Starred) for each in node.elts):
        yield "a star in a set is not in the embedded Python; use union"


def a_slice(node: ast.Slice) -> Iterator[str]:
    """Yield a slice with a step."""
    if node.step is not None:
        yield "a slice with a step is not in the embedded Python; use reversed or range"


def formatted(node: ast.FormattedValue) -> Iterator[str]:
    """Yield a format that the small Python does not have."""
    parts = getattr(node.format_spec, "values", [])
    text = "".join(str(getattr(part, "value", "")) for part in parts if isinstance(part, ast.Constant))
    if not FORMAT.fullmatch(text):
        yield f"the format {text} is not in the embedded Python; money and dates have their own functions"


RULES: dict[str, Callable[[Any], Iterator[str]]] = {
    "Import": whole_import,
    "ImportFrom": names_import,
    "FunctionDef": function,
    "ClassDef": class_head,
    "Call": call,
    "Attribute": attribute,
    "Dict": dictionary,
    "Set": a_set,
    "Slice": a_slice,
    "FormattedValue": formatted,
}


def refusals(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield why one node of a core source is refused, with its line."""
    rule = RULES.get(type(node).__name__, lambda _: iter(()))
    for message in (*words(node), *rule(node)):
        yield getattr(node, "lineno", 0), message


def faults(source: str, name: str) -> list[Problem]:
    """Return each place of a core source that the embedded Python could not run as CPython does.

    >>> [str(each) for each in faults("x = {**a}", "money.py")]
    ['money.py line 1: {**one, **other} is not in the embedded Python; use update']
    """
    try:
        tree = ast.parse(source, feature_version=(3, 11))
    except SyntaxError as error:
        return [Problem(f"{name} line {error.lineno}", f"is not Python 3.11: {error.msg}")]
    found = sorted(each for node in ast.walk(tree) for each in refusals(node))
    if name.endswith(READS_SIGNATURES):
        found = [each for each in found if not each[1].startswith("__")]
    return [Problem(f"{name} line {line}", message) for line, message in found]
