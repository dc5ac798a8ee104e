"""The random practices that bulk estimates are tried on reach both sides of every condition of the rules."""

from bulk.drawn import PRACTICES
from bulk.reached import heart_that_tells
from bulk.test_estimate import tables_of
from hypothesis import HealthCheck, given, seed, settings
from sizes import sized

from tcsheets.bulk import estimating

BOTH = {True, False}
# What tables cannot say, so that only one side can be reached from them.
ONE_SIDED = {
    "write_off_of: in_network": "asked for network plans only",
    "is_waiting: effective > 0": "a waiting period without a start is an error",
    "replaces_lost_tooth: lost < effective": "a tooth with the day of its loss is for the plain engine",
}


ROUNDS = 12  # what is drawn depends on which modules are loaded too, so one round may miss what the next one reaches


def missed_of(reached):
    """Return the conditions of which one side was not reached, but for those of which only one can be."""
    return {condition: sides for condition, sides in reached.items() if sides != BOTH and condition not in ONE_SIDED}


def test_random_practices_reach_both_sides_of_every_condition_of_the_heart_and_the_kernel(monkeypatch):
    heart, reached = heart_that_tells()
    monkeypatch.setattr(estimating, "heart_at_speed", lambda: heart)
    few = sized(25, 0, 0)  # how many a short run may miss

    def estimate(drawn):
        lines, frames = tables_of(drawn)
        estimating.estimate(lines, threads=1, **frames)

    for turn in range(ROUNDS):
        some = settings(max_examples=sized(100, 400, 2_000), database=None, suppress_health_check=list(HealthCheck))
        seed(turn)(some(given(PRACTICES)(estimate)))()
        if len(missed_of(reached)) <= few:
            break
    assert len(reached) > 150
    assert all(reached[condition] != BOTH for condition in ONE_SIDED)
    assert len(missed_of(reached)) <= few, missed_of(reached)
