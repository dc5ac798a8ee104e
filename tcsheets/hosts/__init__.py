"""What each spreadsheet program needs, generated from the register of functions."""
