"""The words that several sheets share; those of the shared lists stand in `tcsheets.sync.lists`."""

WAITING = ("presented", "thinking")  # the patient has not decided: a follow-up is owed
OPTIONS = ("A", "B", "C")
