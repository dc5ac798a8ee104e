"""What computers do, and people with whole files: wrong clocks, copies, clones, lost state, two programs at once."""

import shutil
from datetime import timedelta

from sync.scenarios.drive import FULL, kill


def clocks_a_year_off(practice):
    """Kim's clock is a year ahead, lee's a year behind; who has seen the other's value replaces it."""
    kim, lee = practice.open("kim", "lee")
    kim.ahead, lee.ahead = timedelta(days=365), timedelta(days=-365)
    practice.say("Kim's clock is a year ahead, lee's a year behind.")
    kim.types("C-101", "Status", "thinking")
    kim.syncs()
    lee.syncs()
    lee.types("C-101", "Status", "accepted")
    lee.syncs()
    kim.syncs()
    practice.say("Both type in one cell.")
    kim.types("C-102", "Note", "kim's note")
    lee.types("C-102", "Note", "lee's note")
    kim.syncs()
    lee.syncs()


def a_cloned_installation(practice):
    """Kim's home folder and workbook are copied to ann's computer, and both go on as the same writer."""
    kim, lee = practice.open("kim", "lee")
    practice.say("Kim's installation and workbook are copied to ann's computer.")
    ann = kim.copied_by("ann", with_home=True)
    kim.types("C-101", "Status", "accepted")
    ann.types("C-102", "Status", "accepted")
    ann.types("C-103", "Note", "wants a mirror")
    kim.types("C-103", "Note", "asks for a call")
    kim.syncs()
    ann.syncs()
    lee.syncs()
    kim.syncs()


def the_local_state_is_lost(practice):
    """Kim's home folder is gone: the computer goes on under a new name, and nothing is lost."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    kim.syncs()
    practice.say("Kim's folder of tcsheets is deleted; kim joins the store again.")
    shutil.rmtree(kim.home.folder)
    kim.home.add_store("practice", kim.share)
    kim.types("C-101", "Next step", "Book the visit")
    kim.syncs()
    lee.syncs()


def two_syncs_at_once(practice):
    """A second sync begins on one computer while the first is running."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    practice.say("A sync is running in another window.")
    with kim.files.hold(kim.home.folder / "lock"):
        kim.syncs()
    practice.say("It has finished.")
    kim.syncs()
    lee.syncs()


def typing_while_a_sync_runs(practice):
    """Kim types another value, and types one back, in the moment the workbook is being replaced."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    kim.types("C-102", "Status", "accepted")

    def meanwhile():
        practice.say("(while the sync runs)")
        kim.types("C-101", "Status", "presented")
        kim.types("C-102", "Status", "declined")
        kim.types("C-103", "Note", "typed meanwhile")

    kim.files.events.append(("keep", ".xlsx", "before", meanwhile))
    kim.syncs()
    kim.syncs()
    lee.syncs()


def saved_between_reading_and_writing(practice):
    """Kim saves after the sync has read the workbook and before it writes: it reads again."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")

    def meanwhile():
        practice.say("(after the sync has read the workbook)")
        kim.types("C-101", "Note", "one moment later")

    kim.files.events.append(("write_new", ".kim.xlsx.new", "before", meanwhile))
    kim.syncs()
    lee.syncs()


def the_computer_goes_off(practice):
    """The workbook is written, nothing is in the journal yet: the next sync sends."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    kim.adds("C-150", Treatment="Retainer")
    practice.say("The computer goes off when the workbook has been written.")
    kim.files.events.append(("replace", "kim.xlsx", "after", kill))
    kim.syncs()
    kim.types("C-150", "Note", "typed before syncing again")
    kim.syncs()
    lee.syncs()


def the_computers_disk_is_full(practice):
    """No room for the new workbook: the old one stays as it is."""
    kim, lee = practice.open("kim", "lee")
    lee.types("C-102", "Status", "declined")
    lee.syncs()
    kim.types("C-101", "Status", "accepted")
    practice.say("Kim's disk is full.")
    kim.files.refused[kim.path.parent] = FULL
    kim.syncs()
    practice.say("Kim makes room.")
    kim.files.refused.clear()
    kim.syncs()
    lee.syncs()


def the_workbook_is_open_in_excel(practice):
    """Excel would save over what is written now: the sync waits."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    practice.say("Kim has the workbook open in Excel.")
    hint = kim.path.with_name("~$kim.xlsx")
    hint.write_bytes(b"kim")
    kim.syncs(dry_run=True)
    kim.syncs()
    practice.say("Kim closes it.")
    hint.unlink()
    kim.syncs()
    lee.syncs()


def a_read_only_workbook(practice):
    """The workbook is marked read-only: the sync says so and leaves it."""
    kim, lee = practice.open("kim", "lee")
    lee.types("C-102", "Status", "declined")
    lee.syncs()
    practice.say("Kim's workbook is read-only.")
    kim.path.chmod(0o444)
    kim.syncs()
    practice.say("Kim takes the mark off.")
    kim.path.chmod(0o644)
    kim.syncs()


def a_backup_of_last_week(practice):
    """Kim puts last week's workbook back and types into it."""
    kim, lee = practice.open("kim", "lee")
    backup = kim.keeps_copy("last week.xlsx")
    kim.types("C-101", "Status", "thinking")
    kim.syncs()
    lee.syncs()
    lee.types("C-101", "Status", "accepted")
    lee.adds("C-160", Treatment="Partial denture")
    lee.deletes("C-104")
    lee.syncs()
    kim.syncs()
    practice.say("Kim puts last week's workbook in the place of this one, and types.")
    kim.puts_in_place(backup)
    kim.types("C-102", "Note", "typed into the old workbook")
    kim.syncs()
    lee.syncs()


def a_copy_with_typing_inside(practice):
    """Kim mails the workbook to ann before syncing: what kim typed is sent once, whoever syncs first."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    kim.adds("C-170", Treatment="Root canal")
    practice.say("Kim mails the workbook to ann, who has a computer of her own and works on in the copy.")
    ann = kim.copied_by("ann")
    ann.types("C-102", "Note", "by ann")
    ann.syncs()
    kim.syncs()
    lee.syncs()


SCENARIOS = (
    clocks_a_year_off,
    a_cloned_installation,
    the_local_state_is_lost,
    two_syncs_at_once,
    typing_while_a_sync_runs,
    saved_between_reading_and_writing,
    the_computer_goes_off,
    the_computers_disk_is_full,
    the_workbook_is_open_in_excel,
    a_read_only_workbook,
    a_backup_of_last_week,
    a_copy_with_typing_inside,
)
