"""Yearly evaluations as received, dialogues with their cause."""
