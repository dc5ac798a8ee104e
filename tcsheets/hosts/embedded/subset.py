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
# Standard library modules that the core may import, and the names of each.
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
EFFECTS = ("open", "input", "print", "exec", "eval", "compile", "globals", "locals", "vars", "breakpoint", "__import__")
UNSTABLE = ("hash", "id", "memoryview")
METHODS = (
    ("removeprefix", "removesuffix", "title", "casefold", "isdecimal", "isnumeric", "isalnum", "isascii", "translate")
    + ("isidentifier", "isprintable", "capitalize", "swapcase", "ljust", "rjust", "zfill", "expandtabs", "maketrans")
    + ("format_map", "is_integer", "bit_length", "bit_count", "as_integer_ratio", "groups", "groupdict", "span")
    + ("start", "end", "findall", "fullmatch", "finditer", "strftime", "strptime", "isocalendar", "move_to_end")
    + ("with_traceback", "add_note", "_replace", "_asdict")
)
CLOCK = ("today", "now", "utcnow", "fromtimestamp", "utcfromtimestamp", "timestamp")
INTROSPECTION = ("__code__", "__defaults__", "__annotations__", "__doc__", "__qualname__", "__module__", "__mro__")
HOOKS = ("__post_init__", "__init_subclass__", "__class_getitem__", "__set_name__", "__new__", "__del__")
DECORATORS = ("property", "staticmethod", "classmethod", "dataclass", "sheet_function", "setter")
KEYWORDS = {"zip": "strict", "sum": "start", "split": "maxsplit", "rsplit": "maxsplit", "encode": "encoding"}
PATTERN = re.compile(r"\(\?(?!:)|\{\d|(?<!\\)\\[bBAZ1-9]")  # groups with a name or condition, counts, anchors
FORMAT = re.compile(r"(?:[^%,_]*|[^%._]*,d?)[%eEfFgGdsxXbo]?")  # what a format after the colon may be
# The register reads a declared function's signature; the lowering writes it out instead.
READS_SIGNATURES = "functions/registry.py"


def imports(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """Yield each import of a module or name that the core may not use."""
    module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
    if module.partition(".")[0] == "tcsheets" or (isinstance(node, ast.ImportFrom) and node.level):
        return
    for alias in node.names:
        known = IMPORTS.get(module or alias.name)
        if known is None:
            yield f"the core does not import {module or alias.name}"
        elif module and known != ANY and alias.name not in known:
            yield f"the core does not import {alias.name} from {module}"


def function(node: ast.FunctionDef) -> Iterator[str]:
    """Yield what a function's head must not have."""
    if node.args.posonlyargs:
        yield "a positional-only / is not in the embedded Python"
    if node.name in HOOKS:
        yield f"{node.name} is not run by the embedded Python; check in a function"
    yield from decorators(node)


def decorators(node: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    """Yield each decorator that the lowering does not know."""
    for decorator in node.decorator_list:
        name = name_of(decorator.func if isinstance(decorator, ast.Call) else decorator)
        if name not in DECORATORS:
            yield f"the decorator {name} is not known to the lowering"


def record(node: ast.ClassDef) -> Iterator[str]:
    """Yield what a class must not have: metaclass, keywords, or a dataclass's finer points."""
    if node.keywords:
        yield "a metaclass or class keyword is not in the embedded Python"
    bases = [name_of(base.value if isinstance(base, ast.Subscript) else base) for base in node.bases]
    for base in bases:
        if base in {"Enum", "IntEnum", "StrEnum", "NamedTuple", "TypedDict", "Protocol"}:
            yield f"{base} is not in the embedded Python; a closed set is a Literal and a tuple of its values"
    if any(name_of(each) == "dataclass" for each in node.decorator_list):
        yield "write @dataclass(frozen=True, slots=True)"
    if record_options(node) and [base for base in bases if base != "Generic"]:
        yield "a dataclass does not inherit; hold the other record in a field"
    if record_options(node) not in (None, {"frozen": True, "slots": True}):
        yield "a dataclass is frozen and slotted and nothing else"
    yield from decorators(node)


def record_options(node: ast.ClassDef) -> dict[str | None, object] | None:
    """Return the keywords of a class's dataclass decorator; None without one."""
    for each in node.decorator_list:
        if isinstance(each, ast.Call) and name_of(each.func) == "dataclass":
            return {word.arg: getattr(word.value, "value", None) for word in each.keywords}
    return None


def call(node: ast.Call) -> Iterator[str]:
    """Yield calls of what is missing, has an effect, or takes no such keyword there."""
    name = name_of(node.func)
    keywords = {word.arg for word in node.keywords}
    if isinstance(node.func, ast.Attribute):
        yield from method(node, name)
    elif name in EFFECTS:
        yield f"{name}() has an effect; the core touches no file, socket, clock or code"
    elif name in UNSTABLE:
        yield f"{name}() gives another result in each Python"
    elif name == "iter" and len(node.args) > 1:
        yield "iter() with an end mark is not in the embedded Python"
    if name in KEYWORDS and KEYWORDS[name] in keywords:
        yield f"{name}({KEYWORDS[name]}=) is not in the embedded Python"
    if name == "field" and keywords != {"default"}:
        yield "field() has a default value and nothing else"


def method(node: ast.Call, name: str) -> Iterator[str]:
    """Yield a call of a method that is missing or reads the clock, and a pattern the small `re` cannot match."""
    if name in METHODS:
        yield f".{name}() is not in the embedded Python"
    if name in CLOCK:
        yield f".{name}() reads the clock; today is an argument"
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
    """Yield attributes that are missing there: of functions, of classes, of modules."""
    if node.attr in INTROSPECTION or (node.attr == "__name__" and not of_type(node.value)):
        yield f"{node.attr} is not kept in the embedded Python"
    module = name_of(node.value) if isinstance(node.value, ast.Name) else ""
    if module in ("math", "re") and node.attr not in IMPORTS[module]:
        yield f"{module}.{node.attr} is not in the embedded Python"


def of_type(node: ast.expr) -> bool:
    """Whether an expression is a class: `type(value)`."""
    return isinstance(node, ast.Call) and name_of(node.func) == "type"


def dictionary(node: ast.Dict) -> Iterator[str]:
    """Yield the unpacking of a dict into another."""
    if None in node.keys:
        yield "{**one, **other} is not in the embedded Python; use update"


def step(node: ast.Slice) -> Iterator[str]:
    """Yield a slice with a step."""
    if node.step is not None:
        yield "a slice with a step is not in the embedded Python; use reversed or range"


def formatted(node: ast.FormattedValue) -> Iterator[str]:
    """Yield a format that the small Python does not have."""
    parts = node.format_spec.values if isinstance(node.format_spec, ast.JoinedStr) else []
    text = "".join(str(part.value) if isinstance(part, ast.Constant) else "" for part in parts)
    if not FORMAT.fullmatch(text):
        yield f"the format {text} is not in the embedded Python; money and dates have their own functions"


def name_of(node: ast.expr) -> str:
    """Return the last name of a dotted expression; empty for anything else."""
    if isinstance(node, ast.Call):
        return ""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def unknown(what: str) -> Callable[[Any], Iterator[str]]:
    """Return the rule that refuses a construct altogether."""
    return lambda _: iter((f"{what} is not in the embedded Python",))


RULES: dict[str, Callable[[Any], Iterator[str]]] = {
    "Import": imports,
    "ImportFrom": imports,
    "FunctionDef": function,
    "ClassDef": record,
    "Call": call,
    "Attribute": attribute,
    "Dict": dictionary,
    "Slice": step,
    "FormattedValue": formatted,
    "Match": unknown("match"),
    "TryStar": unknown("except*"),
    "AsyncFunctionDef": unknown("async"),
    "Await": unknown("await"),
}


def faults(source: str, name: str) -> list[Problem]:
    """Return each place of a core source that the embedded Python could not run as CPython does.

    >>> [str(each) for each in faults("x = {**a}", "money.py")]
    ['money.py line 1: {**one, **other} is not in the embedded Python; use update']
    """
    try:
        tree = ast.parse(source, feature_version=(3, 11))
    except SyntaxError as error:
        return [Problem(f"{name} line {error.lineno}", f"is not Python 3.11: {error.msg}")]
    found = [(getattr(node, "lineno", 0), message) for node in ast.walk(tree) for message in refusals(node)]
    return [
        Problem(f"{name} line {line}", message)
        for line, message in sorted(found)
        if not (name.endswith(READS_SIGNATURES) and message.startswith("__"))
    ]


def refusals(node: ast.AST) -> Iterator[str]:
    """Yield why one node of a core source is refused."""
    rule = RULES.get(type(node).__name__)
    return rule(node) if rule else iter(())
