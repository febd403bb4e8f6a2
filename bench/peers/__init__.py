"""Invented people for the benchmarks of matching, and the peers measured beside it."""
