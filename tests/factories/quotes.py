"""Requests for tests, and what they stand on, made by calling services as people."""

import copy
import datetime

from marketplace.evidence.models import Measure
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.clauses.models import (
    Clause,
    ClauseAlternative,
    ClauseParameter,
    ClauseVersion,
    ContractTemplate,
    ContractTemplateEntry,
    ContractTemplateVersion,
)
from procurement.clauses.services import load_library
from procurement.designations.models import Designation, DesignationScope, Determination
from procurement.policy.models import PolicyVersion
from procurement.policy.services import draft_policy, publish_policy
from procurement.policy.shipped import shipped_policy
from procurement.quotes import services
from procurement.quotes.services import Answers
from tests.factories import AT
from tests.factories.memory import lived_once
from tests.factories.organizations import make_agency, make_agency_person, make_district, make_member
from tests.factories.products import make_version

STARTS_ON, ENDS_ON = datetime.date(2027, 9, 7), datetime.date(2028, 5, 26)


def make_policy(*, at=AT):
    """The shipped policy, published once."""
    policy = PolicyVersion.objects.filter(state="published").first()
    if policy:
        return policy
    return publish_policy(policy=draft_policy(body=shipped_policy(), actor=None, at=at), actor=None, at=at)


LIBRARY = (
    *(Clause, ClauseParameter, ClauseAlternative, ClauseVersion),
    *(ContractTemplate, ContractTemplateEntry, ContractTemplateVersion),
)
_published_library = []


def make_library(*, at=AT):
    """The shipped clause library and template, published once; later tests get copies of what the service made."""
    present = ContractTemplateVersion.objects.first()
    if present:
        return present
    if not _published_library:
        load_library(actor=None, at=at)
        _published_library.extend((model, list(model.objects.all())) for model in LIBRARY)
    else:
        for model, rows in _published_library:
            model.objects.bulk_create(copy.copy(row) for row in rows)
    return ContractTemplateVersion.objects.first()


@lived_once
def make_designation(*, at=AT, version=None, tier="promising", starts_at=None, months=24):
    """A frozen version approved for reading, kindergarten to grade 3."""
    version = version or make_version(at=at)
    starts_at = starts_at or at - datetime.timedelta(days=10)
    determination = Determination.objects.create(
        kind="first", source_reference="APP-TEST-22", provider=version.model.provider, model=version.model,
        model_version=version, policy_version=make_policy(), tier=tier, recommendation="Approve.", state="issued",
        recommended_by=make_agency_person(), issued_by=make_agency_person("determiner", name="Theo Marsh"),
        issued_at=starts_at, created_at=starts_at,
    )  # fmt: skip
    ends_at = starts_at + datetime.timedelta(days=30 * months)
    designation = Designation.objects.create(
        model=version.model, version=version, determination=determination, tier=tier, starts_at=starts_at,
        ends_at=ends_at, term_ends_at=ends_at,
    )  # fmt: skip
    DesignationScope.objects.create(designation=designation, subject="reading", grade_band="K-3", service="supplement")
    return designation


def make_measure(**facts):
    """A validated state reading test, once."""
    given = {
        "key": "state-reading",
        "name": "State reading test",
        "owner": "state",
        "kind": "summative",
        "category": "broad",
        "domain": "reading comprehension",
        "is_normed": True,
        "validation": "validated",
        "higher_is_better": True,
    } | facts
    return Measure.objects.get_or_create(key=given.pop("key"), defaults=given)[0]


def make_buyer(*, at=AT, **options):
    """A confirmed district with a buyer (its owner) and a second person who signs."""
    district = make_district(at=at, **options)
    make_member(district, Role.SIGNATORY, name="Oscar Venn", at=at)
    return district


def make_answers(**changes):
    """What a district answers; $9,600 for 40 students at the model's own price."""
    given = {
        "need": "Our third graders read a year behind.",
        "subject": "reading",
        "grade_band": "K-3",
        "students_count": 40,
        "sites": ["Millbrook Elementary"],
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
        "measure": make_measure(),
        "funding_source": "local",
    }
    return Answers(**(given | changes))


def buyer_of(request):
    """The one who writes for the district."""
    return people_with(request.buyer, Role.BUYER, Role.OWNER).first()


@lived_once
def make_request(*, state="draft", buyer=None, designation=None, at=AT, **answers):
    """A direct request in the state asked for."""
    from tests.factories.negotiations import answer_as_provider, make_agreed

    if state == "draft":
        make_agency()
        make_policy(at=at)
        make_library(at=at)
        designation = designation or make_designation(at=at)
        buyer = buyer or make_buyer(at=at)
        author = people_with(buyer, Role.BUYER, Role.OWNER).first()
        return services.start_direct_request(
            model=designation.model, buyer=buyer, answers=make_answers(**answers), actor=author, at=at
        )
    before = "draft" if state in ("issued", "ended") else "issued"
    request = make_request(state=before, buyer=buyer, designation=designation, at=at, **answers)
    if state == "ended":
        return services.end_request(request=request, reason="Not this year.", actor=buyer_of(request), at=at)
    if state == "issued":
        request = services.issue_request(request=request, actor=buyer_of(request), at=at)
    if state == "negotiating":
        answer_as_provider(request.negotiation, at=at)
    if state == "contracted":
        from tests.factories.contracts import execute

        execute(make_agreed(request.negotiation, at=at).contracts.get(), at=at)
    request.refresh_from_db()
    return request
