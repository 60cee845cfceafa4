"""Where files are kept: folders of this machine, or a bucket of any service that speaks S3."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from marketplace.settings import addresses
from marketplace.settings.environment import read, text

BUCKET = {
    "bucket_name": ("STORAGE_BUCKET", "the name of a bucket", "none: files stay in DATA_DIR"),
    "endpoint_url": ("STORAGE_ENDPOINT", "the address of the storage service", "the service's own"),
    "region_name": ("STORAGE_REGION", "the region of the bucket", "the service's own"),
    "access_key": ("STORAGE_ACCESS_KEY", "the name of the access key", "the machine's own identity"),
    "secret_key": ("STORAGE_SECRET_KEY", "the secret of the access key", "the machine's own identity"),
}


def files(folder: Path, *, base_url: str | None = None) -> dict[str, Any]:
    """A storage in a folder; without an address of its own its files are reached through a view only."""
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(folder), "base_url": base_url},
    }


def from_environment() -> dict[str, Any]:
    """The storages that a bucket replaces; nothing where no bucket is named."""
    options = {}
    for option, (name, accepted, shown) in BUCKET.items():
        parse = addresses.endpoint if option == "endpoint_url" else text
        options[option] = read(name, parse, default=None, accepted=accepted, shown=shown)
    given = [BUCKET[option][0] for option, value in options.items() if value]
    if not given:
        return {}
    if not options["bucket_name"]:
        raise ImproperlyConfigured(f"{given[0]} is set without STORAGE_BUCKET: it must be {BUCKET['bucket_name'][1]}.")
    if bool(options["access_key"]) != bool(options["secret_key"]):
        raise ImproperlyConfigured("STORAGE_ACCESS_KEY and STORAGE_SECRET_KEY go together: set both or neither.")
    shared = {"file_overwrite": False, "default_acl": None, "querystring_auth": True, **options}
    backend = "storages.backends.s3.S3Storage"
    return {
        "default": {"BACKEND": backend, "OPTIONS": {**shared, "location": "media"}},
        "private": {"BACKEND": backend, "OPTIONS": {**shared, "location": "private"}},
    }
