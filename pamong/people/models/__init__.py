"""Institutions, units, positions, employees, accounts, roles and mail; one module a subject."""

from pamong.people.models.accounts import Account, AccountManager, ActivationLink, RoleGrant
from pamong.people.models.employees import Delegation, Employee, Placement
from pamong.people.models.institutions import DEPTH, Institution, Position, Unit, choices
from pamong.people.models.mail import Mail, MailHow, MailKind, MailPreference, MailState, Zone

__all__ = [
    "DEPTH",
    "Account",
    "AccountManager",
    "ActivationLink",
    "Delegation",
    "Employee",
    "Institution",
    "Mail",
    "MailHow",
    "MailKind",
    "MailPreference",
    "MailState",
    "Placement",
    "Position",
    "RoleGrant",
    "Unit",
    "Zone",
    "choices",
]
