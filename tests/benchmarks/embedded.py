"""What the embedded bundle costs: `python tests/benchmarks/embedded.py`.

Bars (issue 7): 2 MB; first call 300 ms; ten estimated lines 50 ms, 200 lines 1 s; 64 MB.
"""

import json
import shutil
import subprocess
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tcsheets.hosts.embedded import bundle, interpreter
from tcsheets.hosts.embedded.sources import program

HERE = Path(__file__).parent
CODES = [f"D{number:04d}" for number in range(100, 9999, 33)]
FEES = [["Code", "Description", "Category", "Fee"]] + [
    [code, "A service", "basic", 100 + place] for place, code in enumerate(CODES)
]
BENEFITS = [
    ["Benefit", "For", "Value"],
    ["Plan type", "", "PPO"],
    ["Share", "preventive", "100%"],
    ["Share", "restorative", "80%"],
    ["Share", "crowns", "50%"],
    ["Deductible", "", 50],
    ["Maximum", "", 1500],
]


def lines(count):
    """Return a plan of so many lines."""
    rows = [[place % 3 + 1, CODES[place % len(CODES)], 1, 100.5 + place, "5%"] for place in range(count)]
    return [["Phase", "Code", "Qty", "Fee", "Discount %"], *rows]


def calls():
    """Return the calls to be timed, by what they are."""
    return {
        "TC_FEE in 300 codes": [{"function": "TC_FEE", "arguments": [CODES[250], FEES]}],
        "TC_PLAN_TOTAL, 10 lines": [{"function": "TC_PLAN_TOTAL", "arguments": [lines(10)]}],
        "TC_PLAN_PRICE, 10 lines": [{"function": "TC_PLAN_PRICE", "arguments": [lines(10)]}],
        "TC_PLAN_PRICE, 10 lines, 300 fees": [{"function": "TC_PLAN_PRICE", "arguments": [lines(10), FEES]}],
        "TC_PLAN_PRICE, 200 lines": [{"function": "TC_PLAN_PRICE", "arguments": [lines(200)]}],
        "TC_INS_ESTIMATE, 10 lines": [{"function": "TC_INS_ESTIMATE", "arguments": [lines(10), BENEFITS]}],
        "TC_INS_ESTIMATE, 10 lines, 300 fees": [
            {"function": "TC_INS_ESTIMATE", "arguments": [lines(10), BENEFITS, FEES]}
        ],
        "TC_INS_ESTIMATE, 200 lines": [{"function": "TC_INS_ESTIMATE", "arguments": [lines(200), BENEFITS]}],
        "TC_INS_ESTIMATE, 200 lines, 300 fees": [
            {"function": "TC_INS_ESTIMATE", "arguments": [lines(200), BENEFITS, FEES]}
        ],
        "200 x TC_FEE in 300 codes": [{"function": "TC_FEE", "arguments": [code, FEES]} for code in CODES[:200]],
    }


def measured():
    """Return the bundle's size in bytes, and what Node measured."""
    wasm = interpreter.wasm(interpreter.default_cache())
    script = bundle.script({**program(), "main.py": bundle.MAIN}, wasm)
    told = json.dumps({"script": script, "calls": calls()})
    command = [shutil.which("node"), HERE / "embedded.mjs"]
    run = subprocess.run(command, input=told, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, "\n".join(line[:300] for line in run.stderr.splitlines())
    return len(script.encode()), json.loads(run.stdout)


def main():
    size, figures = measured()
    table = Table("what", "figure", "of processor")
    table.add_row("bundle", f"{size / 1e6:.2f} MB")
    table.add_row("memory after all", f"{figures['memory'] / 1e6:.0f} MB")
    for title, (wall, processor) in figures["milliseconds"].items():
        table.add_row(title, f"{wall:.1f} ms", f"{processor:.1f} ms")
    Console().print(table)


if __name__ == "__main__":
    main()
