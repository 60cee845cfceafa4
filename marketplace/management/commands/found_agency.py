"""found_agency NAME EMAIL: set up the one agency of this portal, with its first owner."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from marketplace.lifecycles.errors import Refused
from marketplace.organizations.services import found_agency
from marketplace.people.models import User


class Command(BaseCommand):
    help = "Set up the agency that runs this portal. Its first owner has signed up before, and invites the others."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the agency's name, such as “Meridian Department of Education”")
        parser.add_argument("email", help="the e-mail address of an account that is there already")
        parser.add_argument("--region", default="", help="its state, two letters")

    def handle(self, *args: Any, name: str, email: str, region: str, **options: Any) -> None:
        owner = User.objects.filter(email__iexact=email, is_active=True).first()
        if owner is None:
            raise CommandError(f"There is no account for {email}. Sign up with that address first.")
        try:
            found_agency(name=name, owner=owner, region=region.upper(), at=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{name} is set up. {owner} is its owner and sets up a second sign-in step first.")
