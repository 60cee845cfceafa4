"""Real interventions of the project's own file, as few as a test needs."""

from functools import cache

from marketplace.evidence.importing.applying import import_findings
from marketplace.evidence.importing.carried import read_carried, write_carried
from marketplace.products.models import LearningModel
from tests.factories import AT


@cache
def carried_facts():
    """Every intervention by its name."""
    return {fact.name: fact for fact in read_carried().interventions}


def make_real_model(name, folder):
    """Take in one intervention, with its studies and findings, by way of a file in this folder."""
    path = folder / "findings.json"
    write_carried([carried_facts()[name]], path)
    import_findings(path=path, at=AT)
    return LearningModel.objects.get(name=name)
