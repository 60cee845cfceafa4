"""A real server: the one whose address is given, and one of our own, secured, that may be killed."""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from search import elastic_index
from tests.search.conftest import own_index

SERVICE = Path(__file__).parents[2] / "services" / "elasticsearch"


@pytest.fixture
def index(settings):
    """An empty index on the server, which the portal uses."""
    with own_index(settings):
        elastic_index.rebuild()
        yield elastic_index


class Node:
    """A secured server of our own."""

    def __init__(self, folder):
        self.folder = folder
        port = 54393 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        self.environment = {
            **os.environ,
            "PILOTAGE_ES_DIR": str(folder),
            "PILOTAGE_ES_PORT": str(port),
            "PILOTAGE_ES_SECURE": "1",
            "PILOTAGE_ES_JAVA": "-Xms400m -Xmx400m -XX:TieredStopAtLevel=1",  # it starts twice as fast
        }

    def do(self, verb):
        done = subprocess.run(
            [SERVICE, verb], env=self.environment, stdout=subprocess.PIPE, text=True, check=True, timeout=600
        )
        return done.stdout.strip()

    @property
    def authority(self):
        return str(self.folder / "ca.pem")


@pytest.fixture(scope="session")
def node():
    """The secured server, running."""
    folder = Path(tempfile.gettempdir()) / f"pilotage-secured-{os.getpid()}"
    node = Node(folder)
    try:
        node.url = node.do("start")
        yield node
    finally:
        node.do("stop")


@pytest.fixture
def secured(node, settings):
    """The portal on the secured server, as its user, with an empty index."""
    node.do("again")
    client = {"hosts": [node.url], "basic_auth": ("portal", "portal-password"), "ca_certs": node.authority}
    with own_index(settings, client=client):
        elastic_index.rebuild()
        yield node
