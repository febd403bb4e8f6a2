"""Employees, where they were placed, and who acts for whom."""

from django.db import models
from django.db.models import F, Q

from pamong.people.models.institutions import Institution, Position, Unit, choices
from pamong.policy.words import AsnKind, EmployeeStatus, PlacementKind


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
        indexes = [
            models.Index(fields=["institution", "name"], name="employee_name"),
            models.Index(
                fields=["institution"],
                condition=~Q(status=EmployeeStatus.ACTIVE.value),
                name="employee_not_active",
            ),
        ]

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
        indexes = [models.Index(fields=["start", "employee"], name="placement_start")]

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
