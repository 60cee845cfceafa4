"""The search server: Elasticsearch, where its address is given."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from marketplace.settings import addresses
from marketplace.settings.environment import name_of_parts, read, text

NONE = "none: the database answers"


def _file(raw: str) -> str:
    if not Path(raw).is_file():
        raise ValueError("there is no such file")
    return raw


def from_environment() -> dict[str, Any] | None:
    """How to reach the server, as its client takes it, and the name of the index; None where no address is given."""
    url = read(
        "ELASTICSEARCH_URL", addresses.endpoint, default="", shown=NONE,
        accepted="the address of an Elasticsearch 8, such as https://search.example:9200",
    )  # fmt: skip
    user = read("ELASTICSEARCH_USER", text, default="", accepted="the name of a user", shown="none")
    password = read("ELASTICSEARCH_PASSWORD", text, default="", accepted="that user's password", shown="none")
    api_key = read("ELASTICSEARCH_API_KEY", text, default="", accepted="an encoded API key", shown="none")
    authority = read(
        "ELASTICSEARCH_CA", _file, default="", shown="the machine's own",
        accepted="a file with the certificates of the authority that signed the server's",
    )  # fmt: skip
    index = read(
        "ELASTICSEARCH_INDEX", name_of_parts, default="pilotage",
        accepted="lower case letters, digits and hyphens, beginning with a letter",
    )  # fmt: skip
    if not url:
        return None
    if bool(user) != bool(password):
        raise ImproperlyConfigured("ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD go together: set both or neither.")
    if user and api_key:
        raise ImproperlyConfigured("ELASTICSEARCH_USER and ELASTICSEARCH_API_KEY exclude each other: set one of them.")
    if (user or api_key) and not (url.startswith("https://") or addresses.is_loopback(url)):
        raise ImproperlyConfigured("ELASTICSEARCH_URL must be https: plain http would show the secret to others.")
    if authority and not url.startswith("https://"):
        raise ImproperlyConfigured("ELASTICSEARCH_CA is set, so ELASTICSEARCH_URL must be https.")
    options: dict[str, Any] = {"hosts": [_with_port(url)]}
    if user:
        options["basic_auth"] = (user, password)
    if api_key:
        options["api_key"] = api_key
    if authority:
        options["ca_certs"] = authority
    return {"client": options, "index": index}


def _with_port(url: str) -> str:
    """The address with its port, which the client wants named: 443 of https, 80 of http, where it names none."""
    address = addresses.split(url)
    port = address.port or (443 if address.scheme == "https" else 80)
    host = f"[{address.hostname}]" if ":" in address.hostname else address.hostname
    return f"{address.scheme}://{host}:{port}{address.path.rstrip('/')}"
