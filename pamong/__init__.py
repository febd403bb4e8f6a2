"""Pamong: coaching, counselling and mentoring of an institution, from evidence to proof.

Four floors; a room may look down, never up:

    DOORS      web · cli            people and machines come in
    DOCUMENTS  reports · exchange   things that arrive or leave as files
    RECORDS    programme → recommendation → competency | performance → people → audit
    RULES      engine | matching → policy      the regulations; no Django

``docs/architecture.md`` says where a line goes.
"""
