"""The synonyms that a portal begins with."""

from search.models import SynonymGroup
from search.synonyms import shipped_groups


def ensure_synonyms() -> None:
    """Take in the shipped groups where there is none at all; what an editor changed is left alone."""
    if not SynonymGroup.objects.exists():
        for words in shipped_groups():
            SynonymGroup.objects.create(words=words)
