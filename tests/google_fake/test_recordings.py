"""The stand-in answers recorded requests as the real service did."""

from google_fake.recordings import difference, is_values, share

VALUES_BAR, ALL_BAR = 0.95, 0.85


def test_every_answer_fits_googles_schema(replayed):
    wrong = [(each.recording, each.place, each.schema) for each in replayed if each.schema]
    assert replayed
    assert not wrong


def test_values_calls_agree_with_the_recordings(replayed):
    assert share([each for each in replayed if is_values(each)]) >= VALUES_BAR


def test_all_calls_agree_with_the_recordings(replayed):
    assert share(replayed) >= ALL_BAR


def test_calls_about_files_made_in_the_recording_agree_too(replayed):
    assert share([each for each in replayed if not each.laid_out]) >= ALL_BAR


def test_every_recorded_request_is_one_that_google_publishes(replayed):
    assert not [each for each in replayed if each.call == "unknown"]


def test_a_difference_is_named_with_its_place():
    recorded, ours = {"values": [["1", "2"]], "range": "A1"}, {"values": [["1", "3"]], "range": "A1"}
    assert difference(recorded, ours) == 'body.values[0][1]: "2" recorded, "3" answered'
    assert difference({"a": True}, {"a": 1}) != ""
    assert difference({"a": 1}, {}) == "body.a is missing: 1"
    assert difference({}, {"a": 1}) == "body.a is too much: 1"
    assert difference([1], [1, 2]) != ""
