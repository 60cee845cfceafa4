"""The demo is a lived-in year: every state is there, made through services, by people who could."""

import pytest
from django.urls import reverse

from cms.demo.stories.people import BODIES, PEOPLE, mail_of
from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.machine import LIFECYCLES
from marketplace.organizations.models import District, Membership, Organization
from marketplace.people.models import User
from marketplace.products.models import LearningModel
from procurement.designations.models import Designation
from procurement.pilots.models import Pilot
from search.models import CatalogEntry
from tests.cms.demo.states import missing_states, models_of


def test_every_lifecycle_has_a_model_and_a_record_in_each_of_its_states(demo_database):
    assert not [name for name, lifecycle in LIFECYCLES.items() if not models_of(lifecycle)]
    assert missing_states() == {}


def test_the_audit_chain_verifies_and_speaks_for_every_record(demo_database):
    report = verify_chain()
    assert report.problem == ""
    assert report.event_count > 1_000
    for model in (Designation, Pilot, Organization):
        noted = set(
            AuditEvent.objects.filter(subject_type=model._meta.label_lower).values_list("subject_id", flat=True)
        )
        assert set(model.objects.values_list("pk", flat=True)) <= noted


def test_nothing_happens_after_the_day_it_is_built_for(demo_database, demo_now):
    assert not AuditEvent.objects.filter(at__gt=demo_now).exists()


def test_every_person_of_the_story_is_there_with_their_roles(demo_database):
    for key, (person, body) in PEOPLE.items():
        user = User.objects.get(email=mail_of(key))
        held = set(Membership.objects.filter(person=user).values_list("role", flat=True))
        assert set(person.roles) <= held, (key, body.name)
        assert user.is_fictional
        assert not user.has_usable_password()


def test_what_is_made_up_says_so(demo_database):
    assert {body.name for body in BODIES} == set(Organization.objects.values_list("name", flat=True))
    assert not Organization.objects.filter(is_fictional=False).exists()
    assert District.objects.filter(is_fictional=False).count() == 500
    assert not Organization.objects.filter(district__is_fictional=False).exists()


def test_real_programs_are_listings_that_nobody_claimed(demo_database):
    real = LearningModel.objects.filter(is_illustrative=True)
    assert real.count() == 186
    assert not real.filter(provider__isnull=False).exists()
    assert not Designation.objects.filter(model__in=real).exists()


def test_a_result_of_two_pilots_stands_behind_the_promising_tier(demo_database, demo_now):
    entry = CatalogEntry.objects.get(name="Number Trails")
    assert (entry.designated_tier, entry.computed_tier) == ("promising", "promising")


class TestSignIn:
    def test_the_page_lists_a_person_of_each_role(self, demo_database, client):
        text = client.get(reverse("demo:people")).content.decode()
        for name in (person.name for person, _ in PEOPLE.values()):
            assert name in text

    @pytest.mark.parametrize("key", ["daniel.reyes", "samuel.whitcombe", "walter.simms", "amara.diallo"])
    def test_one_click_signs_in_with_the_second_factor(self, demo_database, client, key):
        response = client.post(reverse("demo:sign_in"), {"email": mail_of(key)}, follow=True)
        assert response.status_code == 200
        assert response.request["PATH_INFO"] == "/desk/"
        assert PEOPLE[key][0].name in response.content.decode()
        assert "This one" in client.get("/accounts/sessions/").content.decode()

    def test_a_get_signs_nobody_in(self, demo_database, client):
        assert client.get(reverse("demo:sign_in")).status_code == 405

    def test_a_person_who_is_not_made_up_cannot_be_taken(self, demo_database, client):
        User.objects.create_user("real@example.org", None, name="Real Person")
        assert client.post(reverse("demo:sign_in"), {"email": "real@example.org"}).status_code == 404
