"""What was sent stays readable to its own people on every page and in every file, however it ended; not to a rival."""

import pytest

from marketplace.documents.queries import files_of
from procurement.applications import services
from procurement.disclosures.services import make_public_copy
from tests.factories.applications import SENT, fill, make_application, owner_of, start
from tests.factories.attachments import attach
from tests.factories.disclosures import claim, sign
from tests.factories.organizations import make_member, make_provider
from tests.factories.organizations import owner_of as organization_owner

pytestmark = pytest.mark.django_db
PAGES = ("receipt/", "check/", "attached/", "confidential/", "confidential/statement/", "archive.zip")
ENDS = ("withdrawn", "incomplete", "decided")


def withdrawn_with_everything():
    application = fill(start())
    attach(application, kind="security")
    claim(application)
    sign(application)
    application = services.submit_application(application=application, actor=owner_of(application), at=SENT)
    make_public_copy(application=application, at=SENT)
    return services.withdraw_application(application=application, actor=owner_of(application), at=SENT)


def readable_to(client, person, application):
    client.force_login(person)
    own = f"/desk/applications/{application.reference}/"
    addresses = [own + page for page in PAGES] + [f"/files/{each.token}/" for each in files_of(application)]
    return [address for address in addresses if client.get(address).status_code == 200], addresses


@pytest.mark.parametrize("state", ENDS)
def test_every_page_of_what_ended_is_open_to_its_people_alone(client, state):
    application = make_application(state=state)
    for role in ("owner", "author", "signatory"):
        opened, asked = readable_to(client, make_member(application.provider, role), application)
        assert opened == asked, role
    assert readable_to(client, organization_owner(make_provider()), application)[0] == []


def test_files_and_claims_of_a_withdrawn_one_are_open_to_its_people_alone(client):
    application = withdrawn_with_everything()
    opened, asked = readable_to(client, owner_of(application), application)
    assert len(asked) == len(PAGES) + 4
    assert opened == asked
    page = client.get(f"/desk/applications/{application.reference}/check/").content.decode()
    assert "Cyber cover" in page
    assert "Rivals would copy it." in page
    assert application.reference in client.get("/desk/applications/").content.decode()
    assert readable_to(client, organization_owner(make_provider()), application)[0] == []
