"""Institutions, units, positions, employees, accounts and roles."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from pamong.people.roles import Role
from pamong.policy.words import AsnKind, EmployeeStatus, GradeLevel, PlacementKind


def choices(words: type) -> list[tuple[str, str]]:
    """The contract's words as a field's choices; labels come from policy when shown."""
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


class Institution(models.Model):
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    is_demo = models.BooleanField(default=False)

    class Disclosure:
        open = ("id", "code", "name", "time_zone", "is_demo")

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="units")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    # "/1/4/9/": ids from the root to this unit, so that a subtree is one prefix query.
    path = models.CharField(max_length=300, db_index=True)
    head_position = models.ForeignKey("Position", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["institution", "code"], name="unit_code")]

    class Disclosure:
        open = ("id", "institution", "code", "name", "parent", "path", "head_position")

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="positions")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="positions")
    kind = models.CharField(max_length=60, blank=True)  # jenis_jabatan as written
    grade_level = models.CharField(max_length=20, blank=True, choices=choices(GradeLevel))
    field = models.CharField(max_length=200, blank=True)  # urusan pemerintahan
    minimum_rank = models.CharField(max_length=10, blank=True)  # "III/c"
    education = models.CharField(max_length=200, blank=True)
    training = models.JSONField(default=dict)  # pelatihan yang dipersyaratkan, by kind

    class Meta:
        ordering = ["name", "code"]
        constraints = [models.UniqueConstraint(fields=["institution", "code"], name="position_code")]

    class Disclosure:
        open = (
            "id",
            "institution",
            "code",
            "name",
            "unit",
            "kind",
            "grade_level",
            "field",
            "minimum_rank",
            "education",
            "training",
        )

    def __str__(self) -> str:
        return self.name


class Employee(models.Model):
    """One ASN. Position, unit and superior are today's; `Placement` keeps the history."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="employees")
    nip = models.CharField(max_length=18)
    name = models.CharField(max_length=200)
    asn_kind = models.CharField(max_length=4, choices=choices(AsnKind))
    rank = models.CharField(max_length=10, blank=True)  # golongan: "III/c" or PPPK "IX"
    position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="holders")
    position_since = models.DateField(null=True)  # tmt_jabatan
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="employees")
    superior = models.ForeignKey("self", models.SET_NULL, null=True, related_name="team")
    education = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    status = models.CharField(max_length=20, choices=choices(EmployeeStatus), default=EmployeeStatus.ACTIVE)
    contract_end = models.DateField(null=True)
    # A human takes a person in whom the rules set aside; with the reason.
    taken_in_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["name", "nip"]
        constraints = [models.UniqueConstraint(fields=["institution", "nip"], name="employee_nip")]
        indexes = [models.Index(fields=["institution", "name"], name="employee_name")]

    class Disclosure:
        open = ("id", "institution", "nip", "name", "position", "unit", "superior")
        personal = (
            "asn_kind",
            "rank",
            "position_since",
            "education",
            "email",
            "status",
            "contract_end",
            "taken_in_reason",
        )

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """A stretch of somebody's position history; acting (plt, plh) ones included."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="placements")
    position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="placements")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="placements")
    kind = models.CharField(max_length=10, choices=choices(PlacementKind))
    start = models.DateField()
    end = models.DateField(null=True)  # last day, inclusive

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["employee", "position", "kind", "start"], name="placement_once"),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="placement_dates"
            ),
        ]

    class Disclosure:
        open = ("id", "employee", "position", "unit", "kind", "start", "end")


class Delegation(models.Model):
    """`to` may act for `of` as a superior within the dates."""

    of = models.ForeignKey(Employee, models.CASCADE, related_name="delegations_given")
    to = models.ForeignKey(Employee, models.CASCADE, related_name="delegations_held")
    start = models.DateField()
    end = models.DateField()
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="delegation_dates"),
            models.CheckConstraint(condition=~Q(of=F("to")), name="delegation_to_another"),
        ]

    class Disclosure:
        open = ("id", "of", "to", "start", "end", "reason")


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
