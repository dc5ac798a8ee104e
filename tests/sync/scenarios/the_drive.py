"""What a shared drive does to files: delivers late, twice, in pieces, keeps two versions, is gone, is rolled back."""

import shutil

from sync.scenarios.drive import DENIED, FULL, READ_ONLY, deliver, kept_share, kill, segments


def a_conflict_copy_of_a_journal(practice):
    """The drive keeps kim's newest journal beside an older one, as "000001 (Kim's laptop).csv"."""
    kim, lee = practice.open("kim", "lee")
    (journal,) = segments(kim.share, kim.writer())
    older = journal.read_bytes()
    kim.types("C-101", "Status", "accepted")
    kim.syncs()
    practice.say("The drive puts kim's older journal back, and keeps the newer one as 000001 (Kim's laptop).csv.")
    journal.rename(journal.with_name("000001 (Kim's laptop).csv"))
    journal.write_bytes(older)
    lee.syncs()
    kim.types("C-101", "Next step", "Book the visit")
    kim.syncs()
    lee.syncs()


def a_conflict_copy_of_the_store_mark(practice):
    """The drive keeps a second STORE.json."""
    kim, lee = practice.open("kim", "lee")
    practice.say("The drive keeps a copy: STORE (Lee's conflicted copy).json.")
    shutil.copyfile(kim.share / "STORE.json", kim.share / "STORE (Lee's conflicted copy).json")
    kim.types("C-102", "Note", "wants it in writing")
    kim.syncs()
    lee.syncs()


def delivered_late(practice):
    """Lee's drive shows kim's work only two syncs later; meanwhile both type in one cell."""
    kim, lee = practice.open("kim", "lee", apart=True)
    kim.types("C-101", "Status", "accepted")
    kim.types("C-102", "Note", "called")
    kim.syncs()
    lee.types("C-101", "Status", "declined")
    lee.syncs()
    practice.say("Now the drive brings kim's work to lee, and lee's to kim.")
    deliver(kim, lee)
    deliver(lee, kim, only=[lee.writer()])
    lee.syncs()
    kim.syncs()


def delivered_twice(practice):
    """The same journal arrives again: beside itself, and in the inbox."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-103", "Status", "scheduled")
    kim.adds("C-110", Treatment="Whitening")
    kim.syncs()
    lee.syncs()
    practice.say("The drive brings kim's journal twice more: as 000001 (1).csv beside it, and into the inbox.")
    (journal,) = segments(kim.share, kim.writer())
    shutil.copyfile(journal, journal.with_name("000001 (1).csv"))
    (kim.share / "inbox").mkdir()
    shutil.copyfile(journal, kim.share / "inbox" / "000001.csv")
    lee.syncs()
    kim.syncs()


def delivered_in_another_order(practice):
    """Lee answers kim, and ann's drive shows the answer before what it answers."""
    kim, lee, ann = practice.open("kim", "lee", "ann", apart=True)
    kim.adds("C-120", Treatment="Implant #19", Status="presented")
    kim.syncs()
    deliver(kim, lee)
    lee.syncs()
    lee.types("C-120", "Status", "thinking")
    lee.types("C-101", "Note", "by lee")
    lee.syncs()
    practice.say("Lee's journal arrives at ann's, kim's does not yet.")
    deliver(lee, ann, only=[lee.writer()])
    ann.types("C-102", "Note", "by ann")
    ann.syncs()
    practice.say("Now kim's journal arrives at ann's.")
    deliver(kim, ann, only=[kim.writer()])
    ann.syncs()


def delivered_in_pieces(practice):
    """Half a segment is a shorter history."""
    kim, lee = practice.open("kim", "lee", apart=True, cases=())
    for number in range(1, 6):
        kim.adds(f"C-{number}", Treatment="Filling")
    kim.syncs()
    practice.say("Half of kim's journal arrives at lee's.")
    deliver(kim, lee, part=0.5)
    lee.adds("C-9", Treatment="Crown")
    lee.syncs()
    practice.say("The rest arrives.")
    deliver(kim, lee)
    lee.syncs()


def a_torn_write(practice):
    """The computer goes off while it writes the journal on the share, half of it written."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    practice.say("Kim's computer goes off half-way through writing the journal on the share.")
    kim.files.events.append(("write_new", f"share/journal/{kim.writer()}/.000001.csv.{kim.writer()}.new", "torn", kill))
    kim.syncs()
    lee.syncs()
    practice.say("Kim starts the computer again.")
    kim.syncs()
    lee.syncs()


def not_allowed_on_the_share(practice):
    """Kim has lost the right to write on the share."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    practice.say("Kim may not write on the share.")
    kim.files.refused[kim.share] = DENIED
    kim.syncs()
    lee.types("C-102", "Note", "by lee")
    lee.syncs()
    practice.say("Kim may write again.")
    kim.files.refused.clear()
    kim.syncs()


def the_share_is_full(practice):
    """No room on the share, at first; and then while the journal is written."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    practice.say("The share is full.")
    kim.files.refused[kim.share] = FULL
    kim.syncs()
    practice.say("There is room again, but it is full when the workbook has been written and the journal has not.")
    kim.files.refused.clear()
    kim.files.events.append(("replace", "kim.xlsx", "after", lambda: kim.files.refused.update({kim.share: FULL})))
    kim.syncs()
    kim.types("C-101", "Next step", "Book the visit")
    practice.say("There is room.")
    kim.files.refused.clear()
    kim.syncs()
    lee.syncs()


def a_read_only_share(practice):
    """The share is read-only: who has typed nothing still gets what others wrote."""
    kim, lee = practice.open("kim", "lee")
    lee.types("C-102", "Status", "accepted")
    lee.syncs()
    practice.say("For kim the share is read-only.")
    kim.files.refused[kim.share] = READ_ONLY
    kim.syncs()
    kim.types("C-103", "Note", "typed by kim")
    kim.syncs()
    practice.say("It is not any more.")
    kim.files.refused.clear()
    kim.syncs()


def the_share_is_gone_at_the_start(practice):
    """The drive is not connected."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    practice.say("The drive is not connected.")
    away = kim.share.rename(kim.share.with_name("elsewhere"))
    kim.syncs()
    practice.say("It is connected again.")
    away.rename(kim.share)
    kim.syncs()
    lee.syncs()


def the_share_is_gone_half_way(practice):
    """The drive goes in the moment after the workbook was written and before the journal was."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    kim.adds("C-130", Treatment="Veneers")
    practice.say("The drive goes away in the middle of the sync.")
    away = kim.share.with_name("elsewhere")
    kim.files.events.append(("replace", "kim.xlsx", "after", lambda: kim.share.rename(away)))
    kim.syncs()
    kim.syncs()
    kim.types("C-101", "Status", "scheduled")
    practice.say("It is there again.")
    away.rename(kim.share)
    kim.syncs()
    lee.syncs()


def the_share_is_rolled_back(practice):
    """The share is put back as it was last week, kim syncs first."""
    kim, lee = practice.open("kim", "lee")
    back = kept_share(kim.share)
    lee.types("C-101", "Status", "accepted")
    lee.adds("C-140", Treatment="Sealants")
    lee.syncs()
    kim.types("C-103", "Note", "by kim")
    kim.syncs()
    practice.say("The share is put back as it was last week.")
    back()
    kim.types("C-102", "Note", "typed after it")
    kim.syncs()
    kim.syncs()
    practice.say("Lee syncs, and so puts back what the share has lost.")
    lee.syncs()
    kim.syncs()


def the_store_mark_is_missing(practice):
    """STORE.json is gone: that is never taken for an empty store."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    practice.say("STORE.json is deleted from the share.")
    mark = (kim.share / "STORE.json").read_bytes()
    (kim.share / "STORE.json").unlink()
    kim.syncs()
    lee.syncs()
    practice.say("STORE.json is put back.")
    (kim.share / "STORE.json").write_bytes(mark)
    kim.syncs()
    lee.syncs()


def the_wrong_store(practice):
    """Another practice's store stands where ours was."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    practice.say("At the same place there is another practice's store now.")
    mark = (kim.share / "STORE.json").read_bytes()
    (kim.share / "STORE.json").write_bytes(mark.replace(b"e1e1", b"0f0f"))
    kim.syncs()
    practice.say("Our own store is there again.")
    (kim.share / "STORE.json").write_bytes(mark)
    kim.syncs()
    lee.syncs()


def a_journal_with_a_changed_line(practice):
    """Somebody opened kim's journal and changed a word in it."""
    kim, lee = practice.open("kim", "lee")
    kim.types("C-101", "Status", "accepted")
    kim.types("C-101", "Note", "pays monthly")
    kim.syncs()
    practice.say("Somebody changes a word in kim's journal on the share: pays monthly -> pays at once.")
    (journal,) = segments(kim.share, kim.writer())
    journal.write_bytes(journal.read_bytes().replace(b"pays monthly", b"pays at once"))
    lee.syncs()
    practice.say("Kim syncs, and kim's computer puts its own journal back as it wrote it.")
    kim.syncs()
    lee.syncs()


def an_unknown_file_in_the_inbox(practice):
    """A photograph and a text lie in the inbox: they are named and left alone."""
    kim, lee = practice.open("kim", "lee")
    practice.say("A photograph and a text lie in the share's inbox.")
    (kim.share / "inbox").mkdir()
    (kim.share / "inbox" / "holiday.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (kim.share / "inbox" / "read me.txt").write_text("to whom it may concern")
    kim.types("C-101", "Status", "accepted")
    kim.syncs()
    lee.syncs()
    kim.syncs()
    practice.say("They are taken away.")
    for each in (kim.share / "inbox").iterdir():
        each.unlink()
    kim.syncs()


SCENARIOS = (
    a_conflict_copy_of_a_journal,
    a_conflict_copy_of_the_store_mark,
    delivered_late,
    delivered_twice,
    delivered_in_another_order,
    delivered_in_pieces,
    a_torn_write,
    not_allowed_on_the_share,
    the_share_is_full,
    a_read_only_share,
    the_share_is_gone_at_the_start,
    the_share_is_gone_half_way,
    the_share_is_rolled_back,
    the_store_mark_is_missing,
    the_wrong_store,
    a_journal_with_a_changed_line,
    an_unknown_file_in_the_inbox,
)
