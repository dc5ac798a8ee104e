"""Every worked example comes out inside the embedded Python as it does here."""

import json
from pathlib import Path

import pytest
from worked_examples.running import run_all

from tcsheets.hosts.embedded import bundle
from tcsheets.hosts.embedded.lowering import lower_all
from tcsheets.hosts.embedded.sources import core_paths, module_name, program

TESTS = Path(__file__).parent.parent
FILES = sorted((TESTS / "golden" / "cases").glob("*.json"))
MAIN = bundle.MAIN + "from worked_examples.running import run_all\n"


@pytest.fixture(scope="module")
def with_cases(wasm):
    """The bundle with the worked examples' own modules in it, lowered as the core is."""
    core = {module_name(path): path.read_text(encoding="utf-8") for path in core_paths()}
    paths = sorted((TESTS / "worked_examples").glob("*.py"))
    ours = {f"worked_examples.{path.stem}": path.read_text(encoding="utf-8") for path in paths}
    lowered = lower_all({**core, **ours})
    files = {name.replace(".", "/") + ".py": lowered[name] for name in ours}
    return bundle.script({**program(), **files, "worked_examples/__init__.py": "", "main.py": MAIN}, wasm)


@pytest.mark.host("Node")
def test_every_worked_example_comes_out_inside_the_embedded_python_as_here(with_cases, bare):
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    inside = bare(with_cases, "run_all", texts)["answers"]
    for text, answer in zip(texts, inside, strict=True):
        assert json.loads(answer) == json.loads(run_all(text))
    verdicts = [verdict for answer in inside for _, verdict, _ in json.loads(answer)]
    assert set(verdicts) <= {"right", "unsupported"}
    assert len(verdicts) > 150
