import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from marketplace.access.permissions import NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.organizations.models import Role
from procurement.clauses.models import Clause, ClauseVersion, ContractTemplate, ContractTemplateEntry, Immutable
from procurement.clauses.queries import current_terms, template_in_force, terms_in
from procurement.clauses.services import load_library, publish_clause, publish_template
from tests.factories import AT
from tests.factories.organizations import make_agency_person
from tests.factories.quotes import make_library, make_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    make_policy(at=AT - datetime.timedelta(days=700))
    return make_library()


def test_the_shipped_library_is_loaded_once(library):
    assert ClauseVersion.objects.count() == Clause.objects.count() >= 28
    assert load_library(actor=None, at=AT) == library
    assert ClauseVersion.objects.count() == Clause.objects.count()
    assert template_in_force() == library


def test_publishing_makes_the_next_version_and_leaves_the_pinned_one(library):
    clause = Clause.objects.get(key="breach")
    clause.text = clause.text.replace("every day", "every morning")
    clause.save()
    officer = make_agency_person(Role.CONTRACTS_OFFICER)
    version = publish_clause(clause=clause, actor=officer, at=AT)
    assert version.number == 2
    assert publish_clause(clause=clause, actor=officer, at=AT) == version
    pinned = terms_in({"clauses": [{"key": "breach", "version": 1}]})["breach"]
    assert "every day" in pinned.text
    assert "every morning" in current_terms(["breach"])[0].text
    assert AuditEvent.objects.filter(name="clause.published", actor=officer).count() == 1


def test_a_version_never_changes(library):
    version = ClauseVersion.objects.first()
    version.text = "Other words."
    with pytest.raises(Immutable):
        version.save()


def test_publishing_in_the_editor_makes_a_version_by_its_writer(library):
    officer = make_agency_person(Role.CONTRACTS_OFFICER)
    clause = Clause.objects.get(key="disputes")
    clause.text = "We talk first, and then we go to court."
    revision = clause.save_revision(user=officer)
    assert ClauseVersion.objects.filter(key="disputes").count() == 1
    revision.publish(user=officer)
    newest = ClauseVersion.objects.filter(key="disputes").first()
    assert (newest.number, newest.text, newest.published_by) == (2, clause.text, officer)


def test_only_those_who_keep_the_library_publish(library):
    clause = Clause.objects.get(key="disputes")
    for role in (Role.PROGRAM_OFFICER, Role.REVIEWER):
        with pytest.raises(NotVisible):
            publish_clause(clause=clause, actor=make_agency_person(role), at=AT)
    assert publish_clause(clause=clause, actor=make_agency_person(Role.OWNER), at=AT).number == 1


def test_words_that_name_a_number_which_is_not_there_are_refused(library):
    clause = Clause.objects.get(key="disputes")
    Clause.objects.filter(pk=clause.pk).update(text="Within {talk_days} days.")
    with pytest.raises(ValidationError, match="talk_days"):
        publish_clause(clause=clause, actor=None, at=AT)


def test_a_standard_beyond_the_policys_bounds_is_refused(library):
    clause = Clause.objects.get(key="breach")
    clause.parameters.filter(key="breach_hours").update(default=96)
    with pytest.raises(ValidationError, match="72 hours"):
        publish_clause(clause=clause, actor=None, at=AT)


def test_a_locked_clause_takes_no_numbers():
    clause = Clause(key="x_y", title="X", topic="core", kind="locked", text="Within {days_left} days.")
    with pytest.raises(ValidationError, match="Write the number out"):
        clause.clean()


def test_a_template_with_an_unpublished_clause_is_refused(library):
    fresh = Clause.objects.create(key="fresh_one", title="Fresh", topic="core", kind="free", text="Words.")
    template = ContractTemplate.objects.get(key="pilot")
    ContractTemplateEntry.objects.create(template=template, heading="More", clause=fresh, sort_order=999)
    with pytest.raises(ValidationError, match="fresh_one"):
        publish_template(template=template, actor=None, at=AT)
    publish_clause(clause=fresh, actor=None, at=AT)
    assert publish_template(template=template, actor=None, at=AT).number == 2


def test_a_draft_can_be_previewed(library):
    request = RequestFactory().get("/")
    clause = Clause.objects.get(key="breach")
    clause.text = "Within {not_there} hours."
    reading = clause.get_preview_context(request, "")["reading"]
    assert reading["paragraphs"] == ["Within {not_there} hours."]
    entries = ContractTemplate.objects.get(key="pilot").get_preview_context(request, "")["entries"]
    assert len(entries) == Clause.objects.count()


def test_everybody_reads_the_library(library, client):
    page = client.get("/clauses/").content.decode()
    assert "Notice of a breach" in page
    page = client.get("/clauses/breach/").content.decode()
    assert "1 to 72 hours" in page
    assert "Alternative 1" in page
