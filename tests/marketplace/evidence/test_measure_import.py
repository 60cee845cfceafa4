"""Measures from a file: looked at first, entered whole or not at all, and none of them validated."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.access.permissions import NotAllowed
from marketplace.audit.models import AuditEvent
from marketplace.evidence import services
from marketplace.evidence.importing.registry import COLUMNS
from marketplace.evidence.models import Measure
from marketplace.lifecycles.errors import Refused
from tests.factories import AT
from tests.factories.organizations import make_agency_person, make_provider, owner_of

pytestmark = pytest.mark.django_db
HEADER = "name,owner,used,outcome,subject,grades,lowest,highest"
PAGE = "/measures/import/"


def row(name="Tallgrass Check", **given):
    cells = {column.name: column.example for column in COLUMNS} | {"name": name} | given
    return ",".join(cells[name] for name in HEADER.split(","))


def sheet(*rows, encoding="utf-8"):
    return "\n".join([HEADER, *rows]).encode(encoding)


def upload(client, content):
    return client.post(PAGE, {"file": SimpleUploadedFile("measures.csv", content)})


def test_an_officer_looks_at_a_file_then_enters_it_once(client):
    client.force_login(make_agency_person())
    shown = upload(client, sheet(row(), row("Épreuve", grades="K-3; 3-6"), encoding="cp1252"))
    page = shown.content.decode()
    assert "Enter 2 measures" in page
    assert "cp1252" in page
    assert not Measure.objects.exists()
    content = shown.context["content"]
    assert client.post(PAGE, {"content": content}).status_code == 302
    entered = Measure.objects.get(name="Épreuve")
    assert (entered.validation, entered.scale_maximum, entered.higher_is_better) == ("unvalidated", 250, True)
    assert AuditEvent.objects.filter(name="measure.register").count() == 2
    again = client.post(PAGE, {"content": content})
    assert again.status_code == 422
    assert "in the registry already" in again.content.decode()
    assert Measure.objects.count() == 2


def test_each_fault_names_its_row_and_column_and_nothing_is_entered():
    wrong = sheet(
        row(), row(owner="nobody"), row("Other", grades="K-3; 99"), row("Third", lowest="5", highest="1e999999"),
        row("Fourth", lowest="5", highest="2"), row("", used=""),
    )  # fmt: skip
    plan = services.measure_plan_of(wrong)
    assert [(bad.line, bad.column) for bad in plan.refused] == [
        (3, "owner"), (3, "name"), (4, "grades"), (5, "highest"), (6, "highest"), (7, "name"), (7, "used"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="7 cells must be mended"):
        services.import_measures(content=wrong, actor=make_agency_person(), at=AT)
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "The file is empty"), (b"name,owner\nA,B", "The header lacks: used, outcome"), (sheet(), "no rows below")],
)
def test_a_file_that_cannot_be_read_says_what_is_accepted(client, content, words):
    client.force_login(make_agency_person())
    response = upload(client, content)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_only_the_department_enters_measures(client):
    stranger = owner_of(make_provider())
    with pytest.raises(NotAllowed):
        services.import_measures(content=sheet(row()), actor=stranger, at=AT)
    client.force_login(stranger)
    assert client.get(PAGE).status_code == 403
    assert "Enter measures from a file" not in client.get("/measures/").content.decode()
