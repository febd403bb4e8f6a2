"""Invented institutions: a pure generator of rows in the shapes of the contract's files.

`institution.invent()` gives the Lembaga Pembelajaran Aparatur (LPA), `institution.invent_stranger()` the
small Dewan Kearsipan Nusantara (DKN), `cast` the people behind the demo accounts, `writing.write_csvs` a
folder for `analyse-files`, and `people_for_real` people for positions that were read from a real file.
Nobody in them exists.
"""
