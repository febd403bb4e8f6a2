"""What happened: who, what, when, before, after; and who read what."""
