"""The header marks where a page belongs, also where its address lies elsewhere."""

import pytest

from marketplace.navigation import links_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/desk/studies/1/", "/desk/findings/new/", "/desk/models/"])
def test_studies_and_findings_belong_to_the_models(path):
    found = links_for(capabilities={"account", "offers"}, path=path)
    assert [link.label for link in found if link.is_current] == ["Our models"]


def test_where_no_other_item_fits_it_is_the_desk():
    found = links_for(capabilities={"account", "regulates"}, path="/desk/studies/1/")
    assert [link.label for link in found if link.is_current] == ["Desk"]


@pytest.mark.parametrize(("path", "capability"), [("/desk/fees/FEE-1/", "offers"), ("/agency/fees/", "regulates")])
def test_fees_belong_to_the_applications(path, capability):
    found = links_for(capabilities={"account", capability}, path=path)
    assert [link.label for link in found if link.is_current] == ["Applications"]
