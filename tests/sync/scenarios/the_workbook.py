"""What people do with rows and columns, what other programs save, and what two people decide at once."""

from sync.scenarios.practice import day
from sync.scenarios.sheets import LOG, saved_as_google_exports, saved_by_libreoffice


def a_row_copied_and_pasted(practice):
    """Kim copies a row with its hidden id and changes the copy."""
    kim, lee = practice.open("kim", "lee")
    kim.copies_row("C-103", "C-180")
    kim.types("C-180", "Note", "the same for the sister")
    kim.syncs()
    lee.syncs()


def sorted_during_the_sync(practice):
    """Kim sorts the table, and types, while the workbook is being replaced."""
    kim, lee = practice.open("kim", "lee")
    lee.types("C-102", "Note", "by lee")
    lee.syncs()
    kim.types("C-104", "Status", "accepted")

    def meanwhile():
        practice.say("(while the sync runs)")
        kim.sorts("Plan value")
        kim.types("C-101", "Note", "typed after sorting")

    kim.files.events.append(("keep", ".xlsx", "before", meanwhile))
    kim.syncs()
    kim.syncs()
    lee.syncs()


def sorted_without_ids(practice):
    """Kim sorts all columns but the hidden one: that is asked about, and undone."""
    kim, lee = practice.open("kim", "lee")
    before = kim.keeps_copy("before sorting.xlsx")
    kim.sorts("Case", with_ids=False)
    kim.syncs()
    practice.say("Kim undoes the sorting, and sorts whole rows.")
    kim.puts_in_place(before)
    kim.sorts("Case")
    kim.types("C-104", "Status", "accepted")
    kim.syncs()
    lee.syncs()


def a_column_renamed(practice):
    """A synonym is still the column; any other title makes it the person's own until it is named back."""
    kim, lee = practice.open("kim", "lee")
    practice.say("Kim renames the column Note to Notes, lee renames it to Remarks.")
    kim.sheet().rename("Note", "Notes")
    lee.sheet().rename("Note", "Remarks")
    kim.types("C-101", "Notes", "pays monthly")
    lee.types("C-102", "Remarks", "for lee alone")
    lee.types("C-103", "Status", "accepted")
    kim.syncs()
    lee.syncs()
    kim.syncs()
    practice.say("Both name it Note again.")
    kim.sheet().rename("Notes", "Note")
    lee.sheet().rename("Remarks", "Note")
    for event in practice.events:
        event.title = {"Notes": "Note", "Remarks": "Note"}.get(event.title, event.title)
    lee.syncs()
    kim.syncs()


def a_column_moved(practice):
    """The order of the columns is the person's own."""
    kim, lee = practice.open("kim", "lee")
    practice.say("Kim moves the column Note before Status.")
    order = kim.sheet().header
    order.insert(order.index("Status"), order.pop(order.index("Note")))
    kim.sheet().columns(order)
    kim.types("C-101", "Note", "typed in its new place")
    kim.syncs()
    lee.syncs()
    lee.types("C-101", "Note", "typed over by lee")
    lee.types("C-102", "Status", "declined")
    lee.syncs()
    kim.syncs()


def a_column_deleted(practice):
    """A column that is gone is no edit; one that comes back blank has everything again."""
    kim, lee = practice.open("kim", "lee")
    lee.types("C-101", "Note", "before")
    lee.syncs()
    kim.syncs()
    practice.say("Kim deletes the column Note.")
    kim.sheet().columns([title for title in kim.sheet().header if title != "Note"])
    kim.types("C-102", "Status", "accepted")
    kim.syncs()
    lee.types("C-103", "Note", "meanwhile")
    lee.syncs()
    kim.syncs()
    practice.say("Kim adds a column Note again, at the right end of the table.")
    kim.sheet().append_column("Note")
    kim.syncs()


def saved_by_libreoffice_in_between(practice):
    """Kim opens the workbook in LibreOffice, types and saves: only what was typed is an edit."""
    kim, lee = practice.open("kim", "lee")
    kim.adds("C-190", Treatment="Crown #30", Plan_value=1310.5, Presented=day("2026-11-20 15:30"), Status="presented")
    kim.adds("C-190", LOG, Decided=day("2026-11-21"), Decision="accepted", Value_accepted=1310.5)
    kim.syncs()
    lee.syncs()
    practice.say("Kim saves the workbook with LibreOffice.")
    saved_by_libreoffice(practice.soffice(), kim.path, practice.folder)
    kim.syncs()
    kim.types("C-190", "Status", "accepted")
    lee.types("C-101", "Note", "by lee")
    lee.syncs()
    kim.syncs()
    lee.syncs()


def saved_as_google_exports_in_between(practice):
    """The workbook has been in Google Sheets: texts stand in the cells themselves, dates are bare numbers."""
    kim, lee = practice.open("kim", "lee")
    kim.adds("C-200", Treatment="Crown #30 & post", Plan_value=1310.5, Presented=day("2026-11-20 15:30"))
    kim.syncs()
    lee.syncs()
    practice.say("Kim's workbook is saved as Google exports it.")
    saved_as_google_exports(kim.path)
    kim.syncs()
    kim.types("C-200", "Status", "accepted")
    lee.types("C-101", "Note", "by lee")
    lee.syncs()
    kim.syncs()
    lee.syncs()


def the_emptied_table(practice):
    """All rows are gone: that is asked about; kim undoes it, and deletes one."""
    kim, lee = practice.open("kim", "lee")
    before = kim.keeps_copy("before emptying.xlsx")
    practice.say("Kim marks the whole table and presses Delete.")
    kim.sheet().put_rows([])
    kim.syncs()
    lee.types("C-101", "Note", "by lee")
    lee.syncs()
    practice.say("Kim undoes that.")
    kim.puts_in_place(before)
    kim.deletes("C-104")
    kim.syncs()
    lee.syncs()


def the_table_emptied_on_purpose(practice):
    """Kim did mean to delete four rows, and says so; lee had typed into one of them."""
    kim, lee = practice.open("kim", "lee")
    for case in ("C-101", "C-102", "C-103", "C-104"):
        kim.deletes(case)
    kim.syncs()
    lee.types("C-102", "Note", "she calls back on Friday")
    lee.syncs()
    kim.syncs(max_delete=4)
    lee.syncs()


def deleted_here_and_edited_there(practice):
    """Kim deletes a row that lee types into: it stays, marked, until lee chooses."""
    kim, lee = practice.open("kim", "lee")
    kim.deletes("C-102")
    lee.types("C-102", "Note", "she calls back on Friday")
    kim.syncs()
    lee.syncs()
    kim.syncs()
    lee.chooses("keep")
    lee.syncs()
    kim.syncs()


def a_conflict_chosen_differently(practice):
    """Both choose their own value at the same time: a conflict again, until one of them who has seen it chooses."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    lee.types("C-101", "Status", "declined")
    kim.syncs()
    lee.syncs()
    kim.syncs()
    kim.chooses("mine")
    lee.chooses("mine")
    kim.syncs()
    lee.syncs()
    kim.syncs()
    kim.chooses("thinking")
    kim.syncs()
    lee.syncs()


def an_entry_of_the_log_changed(practice):
    """The acceptance log is only added to: a changed entry is put back, and the attempt is listed."""
    kim, lee = practice.open("kim", "lee")
    kim.adds("C-101", LOG, Decided=day("2026-11-23"), Decision="accepted", Value_accepted=1285.0)
    kim.syncs()
    lee.syncs()
    lee.types("C-101", "Value accepted", 985.0, LOG)
    lee.syncs()
    kim.syncs()
    lee.chooses("mine")
    lee.syncs()
    kim.syncs()


SCENARIOS = (
    a_row_copied_and_pasted,
    sorted_during_the_sync,
    sorted_without_ids,
    a_column_renamed,
    a_column_moved,
    a_column_deleted,
    saved_by_libreoffice_in_between,
    saved_as_google_exports_in_between,
    the_emptied_table,
    the_table_emptied_on_purpose,
    deleted_here_and_edited_there,
    a_conflict_chosen_differently,
    an_entry_of_the_log_changed,
)
