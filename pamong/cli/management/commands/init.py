"""`pamong init`."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from pamong.people import actions
from pamong.people.roles import Role
from pamong.policy.errors import PamongError


class Command(BaseCommand):
    help = "Buat instansi dan admin pertama; mencetak tautan aktivasi sekali pakai."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--institution", required=True, metavar="CODE")
        parser.add_argument("--name", required=True)
        parser.add_argument("--admin", required=True, metavar="EMAIL")

    def handle(self, *args: object, **options: object) -> None:
        email, on = str(options["admin"]), timezone.localdate()
        try:
            validate_email(email)
            call_command("migrate", verbosity=0)
            with transaction.atomic():
                institution = actions.create_institution(
                    by=None, code=str(options["institution"]), name=str(options["name"])
                )
                admin = actions.create_account(
                    by=None, institution=institution, username=email, email=email, on=on
                )
                actions.grant_role(by=None, account=admin, role=Role.ADMIN, institution=institution, on=on)
                token = actions.create_activation_link(by=None, account=admin, on=on)
        except ValidationError as problem:
            raise CommandError(f'--admin "{email}" bukan alamat surel.', returncode=2) from problem
        except PamongError as problem:
            raise CommandError(str(problem.sentence), returncode=2) from problem
        self.stdout.write(f"{settings.BASE_URL}/activate/{token}/")
        self.stdout.write(f"Berlaku {actions.LINK_DAYS} hari dan hanya sekali pakai.")
