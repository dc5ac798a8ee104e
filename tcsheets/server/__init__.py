"""The formulas over HTTP, for a practice that wants one price book for many workbooks; and the task pane's other end.

Read `calls` first (what is asked and answered), then `admission` (who may ask), `app` (which address does what).
The server keeps nothing between two requests but how often each caller has asked.
"""
