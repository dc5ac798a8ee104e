"""What the README shows is what happens: its blocks of output and its table of functions are made by the program.

`pytest tests/test_readme.py --update-readme` writes them anew.
"""

import doctest
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tcsheets.cli import app
from tcsheets.hosts.catalogue import markdown_table

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SHOWN = re.compile(r"(<!-- shows: (?P<command>[^>]+) -->\n)(?P<body>.*?)(\n<!-- end -->)", re.DOTALL)


def shown(command):
    """Return what a generated block must hold."""
    if command == "functions table":
        return markdown_table()
    program, *arguments = shlex.split(command)
    assert program == "tcsheets"
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})
    assert result.exit_code == 0, result.output
    lines = [line.rstrip() for line in result.output.strip().split("\n")]
    return "\n".join(["```text", f"$ {command}", *lines, "```"])


def test_generated_blocks_are_what_the_program_prints(request):
    text = README.read_text(encoding="utf-8")
    fresh = SHOWN.sub(lambda m: m.group(1) + shown(m["command"]) + m.group(4), text)
    assert SHOWN.search(text), "the README shows what the program prints"
    if request.config.getoption("--update-readme"):
        README.write_text(fresh, encoding="utf-8")
    else:
        assert text == fresh


def test_python_examples_in_the_readme_run():
    outcome = doctest.testfile(str(README), module_relative=False)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("mark", ["main job", "tests"])
def test_the_two_commands_are_one_line_each(mark):
    block = re.search(rf"<!-- {mark} -->\n```sh\n(.*?)\n```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block, f"the README marks its command <!-- {mark} -->"
    assert "\n" not in block[1]


def test_no_file_names_a_registry_host_or_a_path_of_a_machine():
    hosts = re.compile("(?:" + "|".join(["pypi" + r"\.org", "registry" + r"\.npmjs", "deb" + r"\.debian\.org"]) + ")")
    paths = re.compile(r"(?<![\w.])/(?:work|root|opt/venv)/\w")
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.suffix not in {".py", ".md", ".toml", ".json", ".txt", ".js", ".cfg"} or "node_modules" in parts:
            continue
        if parts[0].startswith(".") or parts[0] in {"build", "dist", "venv"} or "golden" in parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert not hosts.search(text), path
        assert not paths.search(text), path
