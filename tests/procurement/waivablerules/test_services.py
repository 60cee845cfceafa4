"""The catalogue of rules: published as versions, needed by models with reasons, granted by tier."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.documents.canonical import sha256_of
from marketplace.lifecycles.errors import Stale
from marketplace.products.queries import description_of, latest_version
from procurement.waivablerules import queries, services
from procurement.waivablerules.models import WaivableRule, WaivableRuleVersion
from procurement.waivablerules.standing import RuleTerms, standing_of
from tests.factories import AT
from tests.factories.organizations import make_agency_person, make_member, make_provider, owner_of
from tests.factories.products import author_of, freeze, make_version
from tests.factories.rounds import officer

pytestmark = pytest.mark.django_db
WHY = "Students move on when they show it."


@pytest.fixture
def catalogue():
    services.load_catalogue(actor=officer(), at=AT)


def say(version, *, actor=None, edition=None, **needs):
    return services.say_needed_rules(
        version=version,
        edition=version.edition if edition is None else edition,
        needs=needs,
        actor=actor or author_of(version.model.provider),
        at=AT,
    )


def test_the_shipped_rules_are_published_once_each_with_a_source(catalogue):
    services.load_catalogue(actor=officer(), at=AT)
    rules = list(queries.offered())
    assert len(rules) == WaivableRule.objects.count() == WaivableRuleVersion.objects.count() >= 5
    assert all(rule.source and rule.words for rule in rules)
    assert AuditEvent.objects.filter(name="waivable_rule.published").count() == len(rules)


def test_the_same_words_make_no_new_version_and_others_do(catalogue):
    rule = WaivableRule.objects.get(code="seat_time")
    assert services.publish_rule(rule=rule, actor=officer(), at=AT).number == 1
    rule.words = "Hours do not count."
    rule.save()
    assert services.publish_rule(rule=rule, actor=officer(), at=AT).number == 2
    assert queries.offered().get(code="seat_time").words == "Hours do not count."
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        WaivableRuleVersion.objects.filter(code="seat_time").update(words="Otherwise.")


def test_a_code_stays_and_only_keepers_publish(catalogue):
    rule = WaivableRule.objects.get(code="seat_time")
    with pytest.raises(NotVisible):
        services.publish_rule(rule=rule, actor=make_agency_person("reviewer"), at=AT)
    rule.code = "hours"
    with pytest.raises(ValidationError, match="Keep that code"):
        rule.full_clean()


def test_a_version_says_what_it_needs_and_its_hash_covers_it(catalogue):
    version = make_version(state="working")
    before = sha256_of(description_of(version))
    version = say(version, seat_time=f"  {WHY} ", timetable=" ")
    [need] = queries.needed_by(version)
    assert (need.code, need.why) == ("seat_time", WHY)
    assert sha256_of(description_of(version)) != before
    edition = version.edition
    assert say(version, seat_time=WHY).edition == edition
    assert not say(version).rule_needs.exists()


def test_an_unknown_rule_a_stale_page_and_strangers_are_refused(catalogue):
    version = make_version(state="working")
    with pytest.raises(ValidationError, match="has no alchemy"):
        say(version, alchemy=WHY)
    with pytest.raises(ValidationError, match="at most 500 characters"):
        say(version, seat_time="x" * 501)
    with pytest.raises(Stale):
        say(version, seat_time=WHY, edition=0)
    with pytest.raises(NotVisible):
        say(version, seat_time=WHY, actor=owner_of(make_provider()))
    with pytest.raises(NotAllowed):
        say(version, seat_time=WHY, actor=make_member(version.model.provider, "signatory"))


def test_a_frozen_version_keeps_what_it_needs(catalogue):
    frozen = freeze(say(make_version(state="working"), seat_time=WHY))
    started = say(frozen, timetable="Two long blocks.")
    assert (started.number, [row.code for row in started.rule_needs.all()]) == (2, ["timetable"])
    assert [row.code for row in frozen.rule_needs.all()] == ["seat_time"]
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        frozen.rule_needs.update(why="Otherwise.")
    freeze(started)
    again = services.say_needed_rules(
        version=started, edition=started.edition, needs={"timetable": "Two long blocks."}, actor=owner_of(
            started.model.provider
        ), at=AT,
    )  # fmt: skip
    assert again.pk == started.pk


def test_what_is_taken_out_is_not_offered_but_still_named(catalogue):
    version = say(make_version(state="working"), seat_time=WHY)
    WaivableRule.objects.get(code="seat_time").unpublish()
    assert AuditEvent.objects.filter(name="waivable_rule.retired").exists()
    assert not queries.offered().filter(code="seat_time").exists()
    assert "No longer in the catalogue" in queries.needed_by(version)[0].how
    assert say(version, seat_time="Other words, same rule.").rule_needs.get().why == "Other words, same rule."
    with pytest.raises(ValidationError):
        say(make_version(state="working"), seat_time=WHY)


def test_each_tier_brings_the_rules_of_the_tiers_below_it(catalogue):
    early, effective = queries.granted_with("early_stage"), queries.granted_with("effective")
    assert {rule.code for rule in early} == {"seat_time", "timetable"}
    assert {rule.code for rule in early} < {rule.code for rule in effective}
    assert all(rule.grant == "automatic" for rule in effective)


@pytest.mark.parametrize(
    ("terms", "tier", "words"),
    [
        (("state", "automatic", "promising"), "", "Comes with an approval, from promising on."),
        (("state", "on_request", "promising"), "", "Asked of the state, after the local board, from promising on."),
        (("state", "automatic", "promising"), "early_stage", "Not at this tier: from promising on."),
        (("state", "automatic", "promising"), "effective", "Comes with the approval at this tier."),
        (("local_board", "on_request", "early_stage"), "early_stage", "A district asks the local board for it"),
        (("state", "automatic", "early_stage", False), "effective", "No longer in the catalogue"),
    ],
)
def test_what_a_tier_means_for_a_rule(terms, tier, words):
    tiers, names = ("early_stage", "promising", "effective"), ("early stage", "promising", "effective")
    assert standing_of(RuleTerms(*terms), tier, tiers=tiers, names=names).startswith(words)


def test_on_the_pages(catalogue, client):
    version = make_version(state="working")
    client.force_login(author_of(version.model.provider))
    page = f"/desk/models/{version.model.slug}/excused-rules/"
    assert "Hours in class for a credit" in client.get(page).content.decode()
    assert page in client.get(f"/desk/models/{version.model.slug}/edit/").content.decode()
    typed = {"edition": 0, "why_seat_time": WHY}
    stale = client.post(page, typed).content.decode()
    assert WHY in stale
    assert "Your text is still here" in stale
    client.post(page, typed | {"edition": latest_version(version.model).edition})
    assert WHY in client.get(f"/desk/models/{version.model.slug}/").content.decode()
    client.logout()
    assert "From promising on" in client.get("/excused-rules/").content.decode()
