"""Roles are code: what each may do is reviewed in a diff, never edited in a row."""

from enum import StrEnum


class Role(StrEnum):
    """Granted roles. Employee, superior and unit head follow from the reporting line."""

    ADMIN = "admin"
    PLANNER = "planner"
    TALENT_OFFICER = "talent_officer"
    COMPETENT_AUTHORITY = "competent_authority"
    OVERSEER = "overseer"
    AUDITOR = "auditor"
    COACH = "coach"
    MENTOR = "mentor"
    COUNSELLOR = "counsellor"
