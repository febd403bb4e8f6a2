"""Institutions, units, positions, employees, accounts and roles; one module a subject."""

from pamong.people.models.accounts import Account, AccountManager, ActivationLink, RoleGrant
from pamong.people.models.employees import Delegation, Employee, Placement
from pamong.people.models.institutions import Institution, Position, Unit, choices

__all__ = [
    "Account",
    "AccountManager",
    "ActivationLink",
    "Delegation",
    "Employee",
    "Institution",
    "Placement",
    "Position",
    "RoleGrant",
    "Unit",
    "choices",
]
