"""What is added up of a deductible or maximum goes on where it stood, and never differs from adding it all up anew."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sizes import sized

from tcsheets.insurance import heart_fields as at
from tcsheets.insurance.heart_history import amount_used

DAYS = [0, *((year * 12 + month) * 32 + 1 for year in (2025, 2026) for month in (0, 11))]
CODES = 3


def entries():
    fields = [st.just(0)] * at.LOG
    fields[at.LOG_CODE] = st.integers(0, CODES - 1)
    fields[at.LOG_DAY] = st.sampled_from(DAYS)
    fields[at.LOG_PLAN], fields[at.LOG_REF] = st.integers(0, 2), st.integers(1, 2)
    fields[at.LOG_PAID] = fields[at.LOG_DEDUCTIBLE] = st.integers(0, 100)
    fields[at.LOG_USES], fields[at.LOG_OWN], fields[at.LOG_OTHER] = st.just(1), st.integers(0, 1), st.integers(0, 1)
    return st.tuples(*fields)


def rules():
    fields = [st.just(0)] * at.RULE
    fields[at.USED], fields[at.FAMILY], fields[at.SPAN] = st.integers(0, 50), st.integers(0, 1), st.integers(0, 3)
    return st.tuples(*fields)


asks = st.tuples(st.integers(0, 1), st.integers(1, 2), st.sampled_from(DAYS[1:]), st.integers(1, 2), st.integers(0, 2))


@settings(max_examples=sized(300, 1_000, 5_000))
@given(
    st.lists(entries(), min_size=3, max_size=12),
    st.tuples(rules(), rules()),
    st.lists(st.integers(0, 1), min_size=2 * CODES, max_size=2 * CODES),
    st.lists(asks, min_size=2, max_size=12),
)
def test_a_tally_that_goes_on_is_the_sum_added_up_anew(log, two_rules, reach, asked):
    flat, flat_rules = [each for entry in log for each in entry], [each for rule in two_rules for each in rule]
    tally, count = [0] * (2 * at.TALLY), 0
    for rule, ordinal, day, ref, more in asked:
        count = min(count + more, len(log))
        figure = (at.LOG_DEDUCTIBLE, at.LOG_PAID)[rule]
        given_now = (flat_rules, rule, reach, CODES, flat, count, figure, ordinal, 1, day, ref)
        assert amount_used(*given_now, tally) == amount_used(*given_now, [0] * (2 * at.TALLY))
