"""import_schools FILE…: take in directories of schools; districts that are missing come in unclassified."""

from marketplace.management.commands.import_districts import Command as ImportDistricts
from marketplace.organizations.services.directory import import_schools


class Command(ImportDistricts):
    help = "Take in directories of public schools (CCD, plain or gzipped)."
    importer = staticmethod(import_schools)
