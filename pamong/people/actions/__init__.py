"""Every write on people, accounts, roles and mail."""

from pamong.people.actions.accounts import (
    LINK_DAYS,
    activate,
    close_account,
    create_account,
    create_activation_link,
    create_activation_links_for_unit,
    create_institution,
    end_role,
    grant_role,
    set_language,
)
from pamong.people.actions.holding import hold
from pamong.people.actions.mail import (
    correct_address,
    deliver,
    empty_old_mail,
    set_mail_preference,
    settle_refused,
)
from pamong.people.actions.places import delegate, move_employee, retire, take_in

__all__ = [
    "LINK_DAYS",
    "activate",
    "close_account",
    "correct_address",
    "create_account",
    "create_activation_link",
    "create_activation_links_for_unit",
    "create_institution",
    "delegate",
    "deliver",
    "empty_old_mail",
    "end_role",
    "grant_role",
    "hold",
    "move_employee",
    "retire",
    "set_language",
    "set_mail_preference",
    "settle_refused",
    "take_in",
]
