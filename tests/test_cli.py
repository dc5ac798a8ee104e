"""The command line: help, JSON, one clear line for a wrong call, exit codes."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from tcsheets import __version__, cli
from tcsheets.cli import app
from tcsheets.errors import ArgumentError, DecisionError, FileError, StoreError, TryAgainError


def invoke(*arguments):
    return CliRunner().invoke(app, list(arguments))


def test_it_says_its_version():
    assert invoke("--version").output.strip() == f"tcsheets {__version__}"


def test_functions_as_json_holds_each_argument():
    described = json.loads(invoke("functions", "tc_plan_total", "--json").output)
    assert described[0]["name"] == "TC_PLAN_TOTAL"
    assert all(argument["help"] for argument in described[0]["arguments"])


@pytest.mark.parametrize(
    ("error", "code"), [(FileError, 2), (StoreError, 2), (ArgumentError, 2), (TryAgainError, 1), (DecisionError, 7)]
)
def test_each_kind_of_error_has_its_exit_code(error, code):
    assert cli.exit_code(error("x")) == code


def test_a_wrong_call_is_one_line_on_stderr_and_no_traceback():
    done = subprocess.run(
        [sys.executable, "-m", "tcsheets", "functions", "TC_NOPE"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "tcsheets: there is no function TC_NOPE; 'tcsheets functions' lists them all\n"


@pytest.mark.parametrize("command", sorted(command.name for command in app.registered_commands if command.name))
def test_every_command_has_help_with_an_example(command):
    result = invoke(command, "--help")
    assert result.exit_code == 0
    assert "Example: tcsheets" in " ".join(result.output.split())
