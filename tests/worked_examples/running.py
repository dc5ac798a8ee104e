"""A worked example of any kind is worked out; it needs no test package, and so runs in any Python."""

from . import insurance, medical, payments
from .outcomes import Outcome, UnsupportedError

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
