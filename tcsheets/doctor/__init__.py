"""`tcsheets doctor`: what is known of a computer and a workbook as plain facts, and what to do about them.

    looking, windows, macos  ->  facts (Machine)  ->  machine, excel      ->  findings
    looking_at_books         ->  facts (Book)     ->  books               ->  findings

The checks are functions of facts alone, so that a Windows computer can be examined on any other.
"""
