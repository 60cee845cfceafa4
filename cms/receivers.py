"""Hears of changed memberships."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.groups import sync_groups
from marketplace.organizations.models import Membership


@receiver([post_save, post_delete], sender=Membership, dispatch_uid="cms_groups")
def membership_changed(instance: Membership, **kwargs: Any) -> None:
    """A role was given or taken: the person's rights in the page editor follow."""
    if instance.organization.regulates:
        sync_groups(instance.person)
