"""Many syncs against the quota that a practice's computers share: nobody hears of it, they only wait."""

from sizes import sized
from stores.google_world import without_checks
from sync.google_people import google_people

SYNCS = sized(40, 2000, 5000)


def test_no_quota_reaches_a_person_in_a_long_row_of_syncs(monkeypatch, capsys):
    without_checks(monkeypatch)
    people, sheet = google_people("kim", "lee", "ann", "bob")
    people[0].add("C-1", "new")
    people[0].sync()
    google = sheet.google
    google.faults.quota = True
    refused = len(google.log)
    began, waited = google.clock(), []
    for number in range(SYNCS):
        person = people[number % len(people)]
        if number % 10 == 0 and person.rows():
            person.change("C-1", "Note", f"note {number}")
        if number % 25 == 0:
            sheet.type("C-1", "Status", f"status {number}")
        before = google.clock()
        report = person.sync()
        waited.append(google.clock() - before)
        assert report.pending == 0, report.notes
    answers = [each[2] for each in google.log[refused:]]
    with capsys.disabled():
        print(
            f"\n{SYNCS} syncs in {google.clock() - began:.0f} s of their clock, {answers.count(429)} answers 429, "
            f"waited {sum(waited) / SYNCS:.1f} s on average, {max(waited):.0f} s at most"
        )
