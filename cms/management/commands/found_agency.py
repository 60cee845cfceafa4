"""found_agency NAME EMAIL: set up the one agency of this portal, with its first owner and what ships with it."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cms.services import load_content
from marketplace.lifecycles.errors import Refused
from marketplace.organizations.services import found_agency
from marketplace.people.models import User
from procurement.applicationforms.services import load_form
from procurement.clauses.services import load_library
from procurement.lettertemplates.services import load_letters
from procurement.policy.services import publish_shipped
from procurement.waivablerules.services import load_catalogue


class Command(BaseCommand):
    help = "Set up the agency that runs this portal. Its first owner has signed up before, and invites the others."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the agency's name, such as “Meridian Department of Education”")
        parser.add_argument("email", help="the e-mail address of an account that is there already")
        parser.add_argument("--region", default="", help="its state, two letters")
        parser.add_argument(
            "--empty", action="store_true",
            help="without the shipped policy, clauses, letters, waivable rules, application form and pages",
        )  # fmt: skip

    def handle(self, *args: Any, name: str, email: str, region: str, empty: bool, **options: Any) -> None:
        owner = User.objects.filter(email__iexact=email, is_active=True).first()
        if owner is None:
            raise CommandError(f"There is no account for {email}. Sign up with that address first.")
        at = timezone.now()
        try:
            with transaction.atomic():
                found_agency(name=name, owner=owner, region=region.upper(), at=at)
                if not empty:
                    load_shipped(at=at)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{name} is set up. {owner} is its owner and sets up a second sign-in step first.")
        if not empty:
            self.stdout.write("The shipped policy is in force; clauses, letters, rules, form and pages can be edited.")


def load_shipped(*, at: datetime) -> None:
    """Put in force and publish all that ships with the portal, as its own first start."""
    publish_shipped(actor=None, at=at)
    for load in (load_library, load_form, load_letters, load_catalogue):
        load(actor=None, at=at)
    load_content(at=at)
