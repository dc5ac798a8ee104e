"""The register of functions with its help, read from docstrings: for tooltips, `tcsheets functions` and the README.

A docstring's first line is the help in the sheet; a section `Args:` has a line
or more for each argument; examples are doctest lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import tcsheets.functions  # noqa: F401 (registers them)
from tcsheets.functions.arguments import Parameter
from tcsheets.functions.registry import REGISTER, SheetFunction

FAMILIES = ("Pricing", "Insurance", "Payments", "Casework")


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument as help shows it."""

    name: str
    kind: str
    required: bool
    default: Any
    help: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A function as help shows it."""

    name: str
    family: str
    summary: str
    arguments: tuple[Argument, ...]
    returns: str
    notes: str
    example: str

    @property
    def call(self) -> str:
        """The call with its arguments, optional ones in brackets."""
        named = [each.name if each.required else f"[{each.name}]" for each in self.arguments]
        return f"{self.name}({', '.join(named)})"


def split_sections(documentation: str) -> tuple[list[str], list[str], list[str]]:
    """Return (notes, argument lines, example lines) of a docstring, its first line left out."""
    notes: list[str] = []
    arguments: list[str] = []
    examples: list[str] = []
    section = notes
    for line in documentation.strip().split("\n")[1:]:
        text = line.strip()
        if text == "Args:":
            section = arguments
        elif text.startswith(">>>"):
            section = examples
        elif section is arguments and text and not line.startswith("     "):
            section = notes
        if text != "Args:" and (text or section is not arguments):
            section.append(line.rstrip())
    return notes, arguments, examples


def argument_help(lines: list[str], names: list[str]) -> dict[str, str]:
    """Return the help of each argument; a line that starts no argument continues the one before."""
    found: dict[str, str] = {}
    current = ""
    for line in lines:
        name, colon, rest = line.strip().partition(":")
        if colon and name in names:
            current = name
            found[name] = rest.strip()
        elif current:
            found[current] += " " + line.strip()
    return found


def argument(parameter: Parameter, help_text: str) -> Argument:
    """Return an argument for help from the register's parameter."""
    return Argument(parameter.name, parameter.kind, parameter.required, parameter.default, help_text)


def entry(function: SheetFunction) -> Entry:
    """Return a function for help."""
    notes, lines, examples = split_sections(function.documentation)
    texts = argument_help(lines, [parameter.name for parameter in function.parameters])
    arguments = tuple(argument(each, texts.get(each.name, "")) for each in function.parameters)
    plain_notes = " ".join(" ".join(notes).split())
    example = "\n".join(line.strip() for line in examples).strip()
    return Entry(function.name, function.family, function.summary, arguments, function.returns, plain_notes, example)


def entries() -> dict[str, Entry]:
    """Return all functions by name, in the order of families and names."""
    ordered = sorted(REGISTER.values(), key=lambda each: (FAMILIES.index(each.family), each.name))
    return {function.name: entry(function) for function in ordered}


def described(each: Entry) -> dict[str, Any]:
    """Return a function as plain data for JSON."""
    return {
        "name": each.name,
        "family": each.family,
        "summary": each.summary,
        "call": each.call,
        "arguments": [{field: getattr(one, field) for field in Argument.__slots__} for one in each.arguments],
        "returns": each.returns,
        "notes": each.notes,
        "example": each.example,
    }


def markdown_table() -> str:
    """Return the functions as the README shows them."""
    rows = [f"| `{each.name}` | {each.family} | {each.summary} |" for each in entries().values()]
    return "\n".join(["| function | family | what it returns |", "|---|---|---|", *rows])
