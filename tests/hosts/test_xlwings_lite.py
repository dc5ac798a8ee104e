"""xlwings Lite: what the build writes is what the register makes, and gives the golden results in Pyodide."""

import base64
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from golden_calls import with_error_text, with_serials
from typer.testing import CliRunner
from worked_examples.running import run_all

from tcsheets.cli import app
from tcsheets.functions import registry
from tcsheets.hosts import core_wheel, xlwings_lite

HERE = Path(__file__).parent
TESTS = HERE.parent
AT = "/work"  # where the files lie in Pyodide's own file system


def test_the_committed_files_are_what_the_register_makes(request):
    for name, text in xlwings_lite.files().items():
        path = xlwings_lite.FOLDER / name
        if request.config.getoption("--update-hosts"):
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{name}: run pytest tests/hosts --update-hosts"


def test_every_function_is_there_with_its_arguments():
    code = xlwings_lite.main()
    for name, function in registry.REGISTER.items():
        assert code.count(f"@xw.func\n@xw.arg({function.parameters[0].name!r}") >= 1
        assert f"\ndef {name}(" in code


def test_the_build_writes_all_that_is_pasted_or_all_that_is_hosted(tmp_path):
    run = CliRunner().invoke(app, ["udfs", "build", "xlwings-lite", "--out", str(tmp_path / "pasted")])
    assert run.exit_code == 0, run.output
    assert sorted(path.name for path in (tmp_path / "pasted").iterdir()) == ["main.py", "tcsheets_core.py"]
    made = xlwings_lite.build(tmp_path / "hosted", "https://files.example.test/tc/")
    assert [path.name for path in made] == ["main.py", "requirements.txt", core_wheel.NAME]
    assert made[1].read_text() == f"https://files.example.test/tc/{core_wheel.NAME}\n"


@pytest.mark.parametrize(("given", "fault"), [("http://a.test", "https://"), ("ftp://a.test", "https://")])
def test_an_address_that_excel_would_not_read_is_refused(given, fault, tmp_path):
    run = CliRunner().invoke(app, ["udfs", "build", "xlwings-lite", "--out", str(tmp_path), "--address", given])
    assert run.exit_code
    assert fault in str(run.exception or run.output)
    assert list(tmp_path.iterdir()) == []


def test_the_wheel_is_pure_says_what_is_in_it_and_is_the_same_each_time():
    made = core_wheel.wheel()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        record = archive.read(f"{core_wheel.INFORMATION}/RECORD").decode().splitlines()
        told = archive.read(f"{core_wheel.INFORMATION}/METADATA").decode()
    assert [line.split(",")[0] for line in record] == names
    assert "Requires-Dist" not in told
    assert {name.rpartition(".")[2] for name in names if ".dist-info" not in name} == {"py"}
    assert core_wheel.wheel() == made


def test_pip_takes_the_wheel_and_it_works_alone(tmp_path):
    path, site = tmp_path / core_wheel.NAME, tmp_path / "site"
    path.write_bytes(core_wheel.wheel())
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", site, path]
    subprocess.run(pip, check=True, capture_output=True)
    code = f"""
import sys
sys.path.insert(0, {str(site)!r})
from tcsheets.hosts.xlwings_cells import asked
print(asked("TC_PAYMENT", 1200, None, 12), sys.modules["tcsheets"].__file__)
"""
    alone = [sys.executable, "-S", "-E", "-c", code]
    done = subprocess.run(alone, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.split() == ["100.0", str(site / "tcsheets" / "__init__.py")]


def mounted(carried):
    """Return the files that Pyodide is given, by path: ours, and what runs them."""
    files = {"main.py": xlwings_lite.main(), **carried}
    files |= {"xlwings.py": (HERE / "lite_xlwings.py").read_text("utf-8")}
    files |= {"golden_calls.py": (TESTS / "golden_calls.py").read_text("utf-8")}
    for folder in ("worked_examples", "golden", "golden/cases"):
        for path in (TESTS / folder).iterdir():
            if path.suffix in (".py", ".json"):
                files[f"{folder}/{path.name}"] = path.read_text(encoding="utf-8")
    return {f"{AT}/{name}": base64.b64encode(text.encode()).decode() for name, text in files.items()}


@pytest.fixture(scope="module")
def in_pyodide(node, npm_packages):
    """Return what runs our program in Pyodide, with the wheel installed or carried along as text."""

    def run(carried, wheel):
        told = {"files": mounted(carried), "path": [AT], "wheel": base64.b64encode(wheel).decode()}
        told["program"] = (HERE / "lite_calls.py").read_text(encoding="utf-8")
        command = [node, HERE / "pyodide_calls.mjs"]
        done = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="module")
def with_wheel(in_pyodide):
    """All that comes of the wheel, as requirements.txt brings it."""
    return in_pyodide({}, core_wheel.wheel())


@pytest.mark.conformance
@pytest.mark.host("npm")
def test_every_golden_call_gives_its_result_by_the_wheel_in_pyodide(with_wheel, agree):
    assert core_wheel.NAME not in with_wheel["where"] and not with_wheel["where"].startswith(AT)
    agree("pyodide", with_wheel["wheel"])


@pytest.mark.conformance
@pytest.mark.host("npm")
def test_every_golden_call_gives_its_result_through_main_in_pyodide(with_wheel, agree):
    agree("lite", with_wheel["lite"], lambda result: with_serials(with_error_text(result)))


@pytest.mark.host("npm")
def test_every_worked_example_comes_out_in_pyodide_as_here(with_wheel):
    paths = sorted((TESTS / "golden" / "cases").glob("*.json"))
    here = {path.name: json.loads(run_all(path.read_text(encoding="utf-8"))) for path in paths}
    assert with_wheel["cases"] == here
    assert {verdict for cases in here.values() for _, verdict, _ in cases} <= {"right", "unsupported"}


@pytest.mark.host("npm")
def test_the_core_that_the_workbook_carries_gives_the_same(in_pyodide, with_wheel):
    carried = in_pyodide({xlwings_lite.CARRIED: xlwings_lite.carried()}, b"")
    assert core_wheel.NAME in carried["where"]
    assert {**carried, "where": ""} == {**with_wheel, "where": ""}
