"""Lists kept in step between workbooks and a store, without losing an edit.

In reading order:

1. What is kept: `lists` (which tables, which columns), `values` (one text for each value), `op` (what a person did, as
   records in chains).
2. Pure, on values alone: `harvest` (what was changed here), `history` (who had seen what), `fold` (what it all adds up
   to), `project` (which cells must change), `conflicts` (what needs a person), and `gather` and `plan` over them.
3. A workbook's side: `book` and `table` (what is needed of any workbook), `base` (what it remembers), `excel_file`
   and `workbook_file` for files, `places` and `live_*` for a workbook that is open in Excel.
4. Carried out: `starting` (what is found), `run` (what is done), `report` (what is said).
5. Around it: `guards` and `personal` (when it stops and asks), `joining`, `copies` and `undoing`, `checkpoint` over
   `foundation` (long histories), `at_rest` (nothing to do), `verifying`, `attaching` and `upgrading`.
"""
