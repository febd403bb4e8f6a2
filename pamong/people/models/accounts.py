"""Accounts, the roles they were given, and the links that open them."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from pamong.people.models.employees import Employee
from pamong.people.models.institutions import Institution, Unit, choices
from pamong.people.roles import Role


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """Who signs in. An account may belong to an employee; roles are `RoleGrant`s."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    employee = models.OneToOneField(Employee, models.CASCADE, null=True, related_name="account")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="accounts")
    language = models.CharField(max_length=2, default="id")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    objects = AccountManager()

    class Disclosure:
        open = ("id", "username", "name", "institution", "employee")
        personal = ("email", "language", "is_active", "is_demo", "last_login")
        secret = ("password",)

    def __str__(self) -> str:
        return self.name or self.username


class RoleGrant(models.Model):
    """A role with scope (institution; none for the overseer; unit where it is narrower) and dates."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=choices(Role))
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="grants")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="grants")
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="grant_dates"
            ),
            models.CheckConstraint(
                condition=Q(institution__isnull=False) | Q(role=Role.OVERSEER), name="grant_scope"
            ),
        ]

    class Disclosure:
        open = ("id", "account", "role", "institution", "unit", "start", "end")


class ActivationLink(models.Model):
    """A one-time link with which an account sets its password; only the token's hash is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="activation_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Disclosure:
        personal = ("id", "account", "created_at", "expires_at", "used_at")
        secret = ("token_hash",)
