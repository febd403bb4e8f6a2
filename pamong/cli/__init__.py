"""The commands of `pamong`."""
