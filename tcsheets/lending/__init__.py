"""Ways to pay: payment schedules of the practice's own plans."""
