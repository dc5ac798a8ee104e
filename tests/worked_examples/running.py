"""A worked example of any kind is worked out, in any Python: the modules here keep to what the embedded one runs."""

import json

from worked_examples import insurance, medical, payments
from worked_examples.outcomes import Outcome, UnsupportedError

TVM_AND_PLANS = ("tvm", "plan_", "loan", "payment", "apr", "minimum_payment")


def run_case(case):
    """Return the outcome of a case, by its shape: insurance cases have plans, the others inputs."""
    try:
        if "plans" in case:
            return insurance.run(case)
        if case["kind"].startswith(TVM_AND_PLANS):
            return payments.run(case)
        if case["kind"] in medical.KINDS:
            return medical.run(case)
        raise UnsupportedError(f"kind {case['kind']}")
    except UnsupportedError as reason:
        return Outcome("unsupported", str(reason))


def run_all(text):
    """Return the outcomes of the cases in a file's JSON text, as JSON: [[id, verdict, detail]]."""
    found = []
    for case in json.loads(text)["cases"]:
        outcome = run_case(case)
        found.append([case["id"], outcome.verdict, outcome.detail])
    return json.dumps(found)
