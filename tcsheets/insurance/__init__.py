"""What insurance pays: benefits as a plan states them, the estimate line by line, and why."""
