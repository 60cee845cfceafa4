"""Helping hands on a round stand in on everything that is sent to it."""

from marketplace.organizations.helping import open_to_hands
from marketplace.organizations.queries import the_agency
from procurement.rounds.models import Round
from procurement.rounds.permissions import GRANT_HAND

open_to_hands(
    Round, noun="round", page="rounds:agency_detail", grant=GRANT_HAND, organization=lambda record: the_agency()
)
