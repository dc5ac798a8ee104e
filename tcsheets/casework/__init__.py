"""What happens after a plan is presented: follow-ups, in time."""
