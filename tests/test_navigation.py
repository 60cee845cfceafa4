"""The header leads nobody to a refusal: each person of the demo can open every link that it shows them."""

import pytest

from tests import portal

pytestmark = pytest.mark.one_database
NAV = "pg-nav"


def links_of(html):
    nav = html[html.index(f'class="{NAV}"') :]
    return portal.LINK.findall(nav[: nav.index("</nav>")])


def test_every_link_of_the_header_opens(demo_database):
    cast, refused = portal.Cast(), []
    for person in [None, *cast.people]:
        page = cast.get(person, "/glossary/")
        assert page.status_code == 200
        for link in links_of(page.content.decode()):
            status = cast.get(person, link).status_code
            if status != 200:
                refused.append((str(person), link, status))
    assert not refused
