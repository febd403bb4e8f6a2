"""The rules of `policy` over everybody at once: Ibis expressions on DuckDB, without Django.

columns   what the contract's files hold          reading   files → raw views
checks    the first wrong cell, in one sentence   tables    raw views → typed relations
levels    standards, slots and the counted level  rules     gap, JPM, rating, box, channel
batch     everything over given relations         files     everything over a folder of files
"""
