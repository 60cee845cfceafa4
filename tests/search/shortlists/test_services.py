"""What shortlists keep, refuse and freeze."""

import hashlib
import io
import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.models import AuditEvent
from marketplace.documents.models import StoredFile
from marketplace.documents.permissions import DOWNLOAD
from marketplace.lifecycles.errors import IllegalMove, Refused, Stale
from marketplace.lifecycles.freshness import marks_of
from marketplace.organizations.models import Role
from procurement.quotes.models import PilotRequest
from procurement.quotes.services import start_direct_request
from search.facts import Lapse, TierPeriod
from search.gathering import facts_of_many
from search.indexing import index_model, store
from search.shortlists import desk, pages, queries, services
from search.shortlists.models import Shortlist, ShortlistItem, ShortlistNote
from search.shortlists.services import entries as entry_services
from tests.factories import AT
from tests.factories.organizations import make_district, make_member, make_provider, owner_of
from tests.factories.quotes import make_answers, make_buyer, make_designation, make_policy, make_request
from tests.factories.search import make_entry, make_facts
from tests.factories.shortlists import freeze, keeper_of, make_shortlist

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=10)


def lapsing(name, kind="suspended"):
    """An entry in force at first, and not any more five days later."""
    stops = AT + timedelta(days=5)
    facts = make_facts(
        name,
        periods=(TierPeriod("promising", AT - timedelta(days=30), stops),),
        lapses=(Lapse(kind, stops, None),),
    )
    store([facts])
    return queries.entries_of([facts.model_id])[facts.model_id]


def names(shortlist):
    return [item.model.name for item in queries.items_of(shortlist)]


class TestKeeping:
    def test_a_model_is_added_once_with_the_search_that_found_it(self):
        shortlist, entry = make_shortlist(entries=[]), make_entry("Harbor Readers")
        actor = keeper_of(shortlist.organization)
        for _ in range(2):
            item = services.add_model(
                shortlist=shortlist, model=entry.model, actor=actor, at=AT,
                found_by="?q=reading&view=table&page=3&nonsense=<script>",
            )  # fmt: skip
        assert item.found_by == "?q=reading"
        assert names(shortlist) == ["Harbor Readers"]
        assert AuditEvent.objects.filter(name="shortlist.model_added").count() == 1

    @pytest.mark.parametrize("kind", ["expired", "suspended", "revoked"])
    def test_what_has_lapsed_is_refused_with_the_reason(self, kind):
        shortlist, entry = make_shortlist(entries=[]), lapsing("Tidewater", kind)
        with pytest.raises(Refused, match=f"Tidewater cannot be shortlisted for purchase: its approval .*{kind}"):
            services.add_model(
                shortlist=shortlist, model=entry.model, actor=keeper_of(shortlist.organization), at=LATER
            )

    def test_there_is_a_most(self, monkeypatch):
        monkeypatch.setattr(entry_services, "MODELS_MAX", 1)
        with pytest.raises(Refused, match="at most 1 models"):
            make_shortlist(entries=[make_entry(), make_entry()])

    def test_order_moves_by_one_and_a_second_click_moves_nothing(self):
        shortlist = make_shortlist(entries=[make_entry(name) for name in ("A", "B", "C")])
        actor, last = keeper_of(shortlist.organization), shortlist.items.last()
        for _ in range(2):
            services.move_model(item=last, is_up=True, seen_place=3, actor=actor, at=AT)
        assert names(shortlist) == ["A", "C", "B"]
        services.move_model(item=shortlist.items.first(), is_up=True, seen_place=1, actor=actor, at=AT)
        assert names(shortlist) == ["A", "C", "B"]

    def test_notes_are_their_authors_and_outlast_the_models_being_taken_off(self):
        shortlist = make_shortlist()
        one, other = keeper_of(shortlist.organization), make_member(shortlist.organization, Role.BUYER, name="Ada Lund")
        item = shortlist.items.get()
        services.save_note(item=item, text="Ask for a demo.", actor=one, at=AT)
        services.save_note(item=item, text="Our aides liked it.", actor=other, at=AT)
        services.save_note(item=item, text="", actor=one, at=AT)
        services.remove_model(item=item, actor=one, at=AT)
        assert not queries.notes_of(shortlist).exists()
        services.add_model(shortlist=shortlist, model=item.model, actor=one, at=AT)
        assert [(note.author, note.text) for note in queries.notes_of(shortlist)] == [(other, "Our aides liked it.")]

    def test_a_note_saved_in_another_window_is_not_written_over(self):
        shortlist = make_shortlist()
        actor, item = keeper_of(shortlist.organization), shortlist.items.get()
        seen = marks_of(services.note_values(queries.own_note(item, actor)))
        services.save_note(item=item, text="From my phone.", actor=actor, at=AT)
        with pytest.raises(Stale, match="From my phone"):
            services.save_note(item=item, text="From my desk.", actor=actor, at=AT, seen=seen)

    def test_names_are_taken_once_and_a_double_click_makes_one_list(self):
        shortlist = make_shortlist(entries=[])
        again = {"organization": shortlist.organization, "name": "Grade 3 reading"}
        actor = keeper_of(shortlist.organization)
        assert services.start_shortlist(**again, actor=actor, at=AT) == shortlist
        with pytest.raises(ValidationError, match="already"):
            services.start_shortlist(**again, actor=actor, at=LATER)

    def test_put_away_it_is_not_changed_and_deleted_it_is_gone(self):
        shortlist = make_shortlist()
        actor = keeper_of(shortlist.organization)
        services.put_away(shortlist=shortlist, actor=actor, at=AT)
        with pytest.raises(Refused, match="Bring it back"):
            services.rename_shortlist(shortlist=shortlist, name="Other", actor=actor, at=AT)
        assert not queries.open_lists(actor).exists()
        services.bring_back(shortlist=shortlist, actor=actor, at=AT)
        services.delete_shortlist(shortlist=shortlist, actor=actor, at=AT)
        assert not Shortlist.objects.exists()


class TestWho:
    def test_members_read_keepers_write_and_nobody_else_knows(self):
        shortlist = make_shortlist()
        viewer = make_member(shortlist.organization, Role.VIEWER, name="Vera Lang")
        stranger = owner_of(make_district(name="Other Valley"))
        assert set(queries.visible_to(viewer)) == {shortlist}
        assert not queries.visible_to(stranger).exists()
        with pytest.raises(NotAllowed):
            services.put_away(shortlist=shortlist, actor=viewer, at=AT)
        with pytest.raises(NotVisible):
            services.put_away(shortlist=shortlist, actor=stranger, at=AT)

    def test_who_buys_nothing_keeps_none(self):
        provider = make_provider()
        with pytest.raises(NotVisible):
            services.start_shortlist(organization=provider, name="Ours", actor=owner_of(provider), at=AT)


class TestFreezing:
    def test_the_record_pins_what_stood_and_both_files_have_their_hash(self):
        make_policy()
        entry = make_entry("Harbor Readers", evidence_line="g 0.20, one study", price_low_cents=18_000)
        other = make_entry("Reading Ladders")
        shortlist = make_shortlist(entries=[entry], found_by="?tier=promising")
        services.save_note(
            item=shortlist.items.get(), text="Ask for a demo.", actor=keeper_of(shortlist.organization), at=AT
        )
        research = freeze(shortlist)
        told = json.loads(research.content)
        assert hashlib.sha256(research.content.encode()).hexdigest() == research.sha256
        assert told["policy_version"] == 1
        model = told["models"][0]
        assert (model["name"], model["standing"], model["tier"], model["price"]) == (
            "Harbor Readers", "in_force", "promising", "$180",
        )  # fmt: skip
        assert model["notes"][0]["text"] == "Ask for a demo."
        search = told["searches"][0]
        assert (search["address"], search["total"], model["found_by_search"]) == ("/models/?tier=promising", 2, 1)
        assert {row["name"] for row in search["results"]} == {entry.name, other.name}
        pdf = research.pdf.file.open("rb").read()
        assert hashlib.sha256(pdf).hexdigest() == research.pdf.sha256
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
        for words in ("Market research record", "Harbor Readers", "Ask for a demo.", "$180", "How to check it"):
            assert words in text

    def test_decision_version_and_its_hash_are_pinned(self):
        designation = make_designation()
        store(facts_of_many([designation.model_id]))
        entry = queries.entries_of([designation.model_id])[designation.model_id]
        model = json.loads(freeze(make_shortlist(entries=[entry])).content)["models"][0]
        assert model["decision"] == designation.determination.reference
        assert (model["version"], model["version_sha256"]) == (1, designation.version.sha256)

    def test_notes_are_left_out_where_asked(self):
        shortlist = make_shortlist()
        services.save_note(item=shortlist.items.get(), text="Quiet.", actor=keeper_of(shortlist.organization), at=AT)
        research = freeze(shortlist, with_notes=False)
        assert "Quiet." not in research.content
        assert json.loads(research.content)["notes_included"] is False

    def test_an_empty_list_and_one_with_a_lapsed_model_are_refused_in_words(self):
        with pytest.raises(Refused, match="no model on this shortlist"):
            freeze(make_shortlist(entries=[]))
        shortlist = make_shortlist(name="Other", entries=[lapsing("Tidewater")])
        with pytest.raises(Refused, match=r"Tidewater \(its approval is suspended\)"):
            freeze(shortlist, at=LATER)
        assert not shortlist.is_frozen

    def test_what_a_colleague_changed_meanwhile_is_said_and_nothing_is_frozen(self):
        shortlist = make_shortlist()
        actor = keeper_of(shortlist.organization)
        seen = marks_of(pages.looked_over(shortlist, pages.working_rows(shortlist, actor, AT)))
        services.add_model(shortlist=shortlist, model=make_entry("Second Look").model, actor=actor, at=AT)
        with pytest.raises(Stale, match="Second Look"):
            freeze(shortlist, seen=seen)

    def test_frozen_it_is_frozen_once_and_nothing_changes_it(self):
        shortlist = make_shortlist()
        actor, item = keeper_of(shortlist.organization), shortlist.items.get()
        services.save_note(item=item, text="Kept.", actor=actor, at=AT)
        freeze(shortlist)
        with pytest.raises(IllegalMove, match="Frozen"):
            freeze(shortlist)
        for act in (
            lambda: services.rename_shortlist(shortlist=shortlist, name="X", actor=actor, at=AT),
            lambda: services.save_note(item=item, text="X", actor=actor, at=AT),
            lambda: services.delete_shortlist(shortlist=shortlist, actor=actor, at=AT),
        ):
            with pytest.raises(IllegalMove, match="copy it"):
                act()
        for rows in (Shortlist.objects, ShortlistItem.objects, ShortlistNote.objects):
            with pytest.raises(DatabaseError, match="as it was frozen"), transaction.atomic():
                rows.all()._raw_delete("default")

    def test_only_members_have_the_files(self):
        research = freeze(make_shortlist())
        viewer = make_member(research.shortlist.organization, Role.VIEWER, name="Vera Lang")
        pdf = StoredFile.objects.get(pk=research.pdf_id)
        assert DOWNLOAD.sees(viewer, pdf)
        assert not DOWNLOAD.sees(owner_of(make_district(name="Other Valley")), pdf)


class TestAfterwards:
    def test_a_keeper_finds_on_the_desk_what_lapsed_on_a_list_in_use(self, django_assert_num_queries):
        shortlist = make_shortlist(entries=[lapsing("Tidewater"), make_entry("Harbor Readers")])
        frozen = make_shortlist(organization=shortlist.organization, name="Frozen", entries=[lapsing("Old", "expired")])
        freeze(frozen)
        keeper, viewer = keeper_of(shortlist.organization), make_member(shortlist.organization, Role.VIEWER)
        assert [list(desk.lapsed(keeper, AT)), list(desk.lapsed(viewer, LATER))] == [[], []]
        (item,) = desk.lapsed(keeper, LATER)
        assert item.title == "Take Tidewater off your shortlist: its approval is suspended"
        assert (item.reference, item.since) == (shortlist.reference, AT + timedelta(days=5))
        for number in range(3):
            services.add_model(shortlist=shortlist, model=lapsing(f"Tide {number}").model, actor=keeper, at=AT)
        with django_assert_num_queries(2):
            assert len(list(desk.lapsed(keeper, LATER))) == 4
        services.put_away(shortlist=shortlist, actor=keeper, at=LATER)
        assert list(desk.lapsed(keeper, LATER)) == []

    def test_what_changed_since_is_said_model_by_model(self):
        shortlist = make_shortlist(entries=[lapsing("Tidewater"), make_entry("Harbor Readers")])
        freeze(shortlist)
        shortlist = queries.whole().get()
        rows = {row.then["name"]: row for row in pages.frozen_rows(shortlist, LATER)}
        assert rows["Tidewater"].changes == ("Suspended now. It was: approved.",)
        assert rows["Harbor Readers"].changes == ()

    def test_a_copy_goes_on_without_what_lapsed(self):
        shortlist = make_shortlist(entries=[make_entry("Harbor Readers"), lapsing("Tidewater")])
        freeze(shortlist)
        actor = keeper_of(shortlist.organization)
        for _ in range(2):
            copied, left_out = services.copy_shortlist(shortlist=shortlist, name="Next year", actor=actor, at=LATER)
        assert (names(copied), left_out) == (["Harbor Readers"], ("Tidewater",))
        assert copied.state == "working"


class TestBesideARequest:
    def test_it_stands_beside_the_districts_own_request_once_and_the_provider_never_sees_it(self, client):
        request = make_request(state="issued")
        research = freeze(make_shortlist(organization=request.buyer))
        actor = keeper_of(request.buyer)
        for _ in range(2):
            kept = services.attach_to_request(shortlist=research.shortlist, request=request, actor=actor, at=LATER)
        assert list(request.research.all()) == [kept]
        assert (kept.reference, kept.sha256, kept.pdf) == (
            research.shortlist.reference, research.sha256, research.pdf,
        )  # fmt: skip
        address = reverse("quotes:detail", args=[request.reference])
        for person, sees in ((actor, True), (owner_of(request.provider), False)):
            client.force_login(person)
            assert (kept.sha256 in client.get(address).content.decode()) is sees

    def test_a_working_list_and_another_districts_request_are_refused(self):
        request, other = make_request(), make_shortlist(organization=make_district(name="Other Valley"))
        own = make_shortlist(organization=request.buyer, name="Own", entries=[make_entry()])
        with pytest.raises(IllegalMove, match="Freeze this shortlist first"):
            services.attach_to_request(shortlist=own, request=request, actor=keeper_of(request.buyer), at=AT)
        freeze(other)
        with pytest.raises(NotVisible):
            services.attach_to_request(shortlist=other, request=request, actor=keeper_of(other.organization), at=AT)

    def test_a_request_begins_with_a_frozen_list_of_the_districts_own_that_holds_the_model(self, client, monkeypatch):
        make_policy()
        designation, buyer = make_designation(), make_buyer()
        model, writer = designation.model, owner_of(buyer)
        index_model(model.pk)
        entry = queries.entries_of([model.pk])[model.pk]
        chosen = freeze(make_shortlist(organization=buyer, name="Reading", entries=[entry])).shortlist
        without = freeze(make_shortlist(organization=buyer, name="Sums", entries=[make_entry()])).shortlist
        elsewhere = make_shortlist(organization=make_district(name="Other Valley"), name="Theirs", entries=[entry])
        freeze(elsewhere)
        make_shortlist(organization=buyer, name="Still working", entries=[entry])
        monkeypatch.setattr(timezone, "now", lambda: AT)
        client.force_login(writer)
        page = client.get(f"{reverse('quotes:start')}?model={model.slug}&research={chosen.reference}")
        assert list(page.context["form"].fields["research"].choices) == [
            ("", "None"), (chosen.reference, f"Reading ({chosen.reference}, frozen 1 March 2027)"),
        ]  # fmt: skip
        assert re.search(rf'<input type="radio"[^>]+value="{chosen.reference}"[^>]+checked', page.content.decode())
        asked = {"model": model, "buyer": buyer, "answers": make_answers(), "actor": writer, "at": AT}
        for other in (without, elsewhere):
            with pytest.raises(ValidationError, match="that holds"):
                start_direct_request(**asked, research=other.reference)
        assert not PilotRequest.objects.exists()
        for _ in range(2):
            request = start_direct_request(**asked, research=chosen.reference)
        assert request.research.get().sha256 == chosen.research.sha256
        event = AuditEvent.objects.get(name="request_research.attached")
        assert event.payload == {"request": request.reference, "sha256": chosen.research.sha256}
