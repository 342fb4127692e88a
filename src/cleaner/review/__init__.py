"""Shows people what was done to their pages, and why."""
