"""The papers of an engagement: the letter of appointment and the agreement."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from pamong.people.models import Account, Institution
from pamong.programme.models.sealed import sealed_part
from pamong.programme.workflow import AgreementState, LetterState

# Once it had its number.
GIVEN = (LetterState.NUMBERED, LetterState.SIGNED, LetterState.WITHDRAWN)


class LetterKind(models.TextChoices):
    DECREE = "sk"  # Surat Keputusan, one for many pairs
    ASSIGNMENT = "surat_tugas"


class SignsAs(models.TextChoices):
    """In what capacity the signatory signs, as the abbreviations of official letters have it."""

    PPK = "ppk"
    PYB = "pyb"
    ON_BEHALF = "a.n."
    ACTING = "plt."


class Letter(models.Model):
    """An appointment on paper; its number comes from the agency's own letter system."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=15, choices=LetterKind.choices)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in LetterState])
    place = models.CharField(max_length=100)  # where it is signed
    signs_as = models.CharField(max_length=6, choices=SignsAs.choices)
    signatory_name = models.CharField(max_length=200)
    signatory_position = models.CharField(max_length=300)
    signatory_nip = models.CharField(max_length=18, blank=True)
    on_behalf_of = models.CharField(max_length=300, blank=True)  # the office signed for
    copies_to = models.TextField(blank=True)  # who gets a copy (tembusan), one a line
    number = models.CharField(max_length=120, blank=True)
    dated = models.DateField(null=True)
    due = models.DateField(null=True)  # for its number, then for the signed copy
    escalated_at = models.DateTimeField(null=True)
    token = models.UUIDField(default=uuid4, unique=True)  # of the page that proves it genuine
    signed_copy = models.FileField(upload_to="letters/", blank=True)
    signed_copy_sha256 = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # The pairs of a letter that was withdrawn: they get another one, and its paper still names them.
    named = models.ManyToManyField("programme.Engagement", related_name="withdrawn_letters")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["institution", "at", "id"], name="letter_newest")]
        constraints = [
            models.UniqueConstraint(
                # A letter withdrawn for a wrong day or name is replaced by one of the same number.
                fields=["institution", "number"],
                condition=~Q(number="") & ~Q(state=LetterState.WITHDRAWN.value),
                name="letter_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(state.value for state in GIVEN))
                | (~Q(number="") & Q(dated__isnull=False)),
                name="letter_is_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.SIGNED.value) | ~Q(signed_copy=""), name="letter_signed_has_a_copy"
            ),
        ]  # fmt: skip

    class Disclosure:
        personal = (
            "id",
            "institution",
            "kind",
            "state",
            "place",
            "signs_as",
            "signatory_name",
            "signatory_position",
            "signatory_nip",
            "on_behalf_of",
            "copies_to",
            "number",
            "dated",
            "due",
            "escalated_at",
            "signed_copy",
            "signed_copy_sha256",
            "made_by",
            "at",
        )
        confidential = ("token",)

    def __str__(self) -> str:
        return self.number or f"{self.kind} {self.pk}"


class Letterhead(models.Model):
    """What stands under the institution's name on its papers: address, telephone, site."""

    institution = models.OneToOneField(Institution, models.PROTECT, related_name="letterhead")
    lines = models.TextField(blank=True)
    set_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Disclosure:
        open = ("id", "institution", "lines", "set_by", "at")


class Agreement(models.Model):
    """What the two agree on, in versions; in force once both have confirmed the very same text."""

    engagement = models.ForeignKey("programme.Engagement", models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in AgreementState])
    body = models.BinaryField()  # encrypted JSON: the five parts below
    purpose, schedule = sealed_part("body", "purpose"), sealed_part("body", "schedule")
    confidentiality = sealed_part("body", "confidentiality")
    superior_sees, ending = sealed_part("body", "superior_sees"), sealed_part("body", "ending")
    sha256 = models.CharField(max_length=64, blank=True)  # of the text both confirmed
    employee_confirmed_at = models.DateTimeField(null=True)
    guide_confirmed_at = models.DateTimeField(null=True)
    token = models.UUIDField(default=uuid4, unique=True)
    changed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["engagement", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "version"], name="agreement_version"),
            models.UniqueConstraint(
                fields=["engagement"],
                condition=~Q(state=AgreementState.REPLACED.value),
                name="agreement_one_current",
            ),
            models.CheckConstraint(
                condition=~Q(state=AgreementState.IN_FORCE.value)
                | Q(employee_confirmed_at__isnull=False, guide_confirmed_at__isnull=False),
                name="agreement_in_force_by_both",
            ),
        ]

    class Disclosure:
        personal = (
            "id",
            "engagement",
            "version",
            "state",
            "sha256",
            "employee_confirmed_at",
            "guide_confirmed_at",
            "changed_by",
            "at",
        )
        confidential = ("body", "token")
