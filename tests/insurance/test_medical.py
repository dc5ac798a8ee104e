"""The medical estimate and good-faith estimates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.insurance.medical import MedicalPlan, MedicalService, gfe_due, medical_estimate, medical_line

AMOUNTS = st.integers(0, 500_000)
PLANS = st.builds(
    MedicalPlan, AMOUNTS, st.integers(0, 1_000_000), st.none() | AMOUNTS, st.none() | AMOUNTS, st.none() | AMOUNTS
)
SERVICES = st.lists(
    st.builds(MedicalService, AMOUNTS, st.none() | st.integers(0, 10_000), st.booleans(), st.booleans()), max_size=6
)


@given(SERVICES, PLANS)
def test_plan_and_patient_make_the_allowed_amount_and_nothing_is_negative(services, plan):
    for line in medical_estimate(services, plan):
        assert line.allowed == line.plan_pays + line.patient
        assert min(line.plan_pays, line.patient, line.deductible, line.copay, line.coinsurance) >= 0


@given(SERVICES, PLANS)
def test_the_out_of_pocket_limit_caps_what_the_patient_pays_for_covered_services(services, plan):
    if plan.limit_left is not None:
        lines = zip(medical_estimate(services, plan), services, strict=True)
        assert sum(line.patient for line, service in lines if service.is_covered) <= plan.limit_left


def test_a_copay_service_pays_the_copay_alone_unless_the_plan_says_deductible_first():
    plan = MedicalPlan(deductible_left=500_00, share=200_000)
    assert medical_line(MedicalService(200_00, 30_00), plan).patient == 30_00
    assert medical_line(MedicalService(200_00, 30_00, deductible_first=True), plan).patient == 200_00


def test_an_embedded_family_deductible_caps_the_individual_one_and_an_aggregate_one_stands_alone():
    embedded = MedicalPlan(500_00, 0, family_deductible_left=100_00)
    assert medical_line(MedicalService(1000_00), embedded).deductible == 100_00
    aggregate = MedicalPlan(500_00, 0, family_deductible_left=900_00, is_aggregate=True)
    assert medical_line(MedicalService(1000_00), aggregate).deductible == 900_00


def test_what_is_not_covered_goes_to_the_patient_and_counts_toward_nothing():
    plan = MedicalPlan(100_00, 0, limit_left=100_00)
    lines = medical_estimate([MedicalService(300_00, is_covered=False), MedicalService(300_00)], plan)
    assert [line.patient for line in lines] == [300_00, 100_00]


def test_a_trigger_that_is_none_is_refused():
    with pytest.raises(ArgumentError, match="trigger is not one of"):
        gfe_due("booking")
