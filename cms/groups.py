"""Wagtail's groups, derived from memberships: who edits pages, keeps the clause library, keeps the policy.

Never edited by hand.
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.models import HomePage
from cms.policy_review import ensure_policy_review
from marketplace.organizations.models import Membership, Role
from marketplace.people.models import User

PAGE_EDITORS = "Page editors"
CLAUSE_KEEPERS = "Clause keepers"
POLICY_KEEPERS = "Policy keepers"
FORM_KEEPERS = "Form keepers"
ROLES_BY_GROUP = {
    PAGE_EDITORS: (Role.OWNER, Role.PROGRAM_OFFICER),
    CLAUSE_KEEPERS: (Role.OWNER, Role.CONTRACTS_OFFICER),
    POLICY_KEEPERS: (Role.OWNER, Role.PROGRAM_OFFICER),
    FORM_KEEPERS: (Role.OWNER, Role.PROGRAM_OFFICER),
}
PAGE_ACTS = ("add", "change", "publish")
EDITED_WORDS = Q(content_type__app_label="cms", content_type__model__in=["glossaryterm", "statebranding"])
EDITED_FORMS = Q(content_type__app_label="procurement", content_type__model="applicationform")
KEPT_BY_EDITORS = Q(content_type__app_label="procurement", content_type__model__in=["waivablerule", "lettertemplate"])
EDITED_SYNONYMS = Q(content_type__app_label="search", content_type__model="synonymgroup")
EDITED_CLAUSES = Q(content_type__app_label="procurement", content_type__model__in=["clause", "contracttemplate"])
EDITED_POLICY = Q(content_type__app_label="procurement", content_type__model="policy") & ~(
    Q(codename__startswith="add") | Q(codename__startswith="delete")
)
MAY_ENTER = Q(content_type__app_label="wagtailadmin", codename="access_admin")


def ensure_groups() -> None:
    """Make the groups, and give each what it needs and lacks; what an administrator added stays."""
    editors, keepers, policy, forms = (
        Group.objects.get_or_create(name=name)[0]
        for name in (PAGE_EDITORS, CLAUSE_KEEPERS, POLICY_KEEPERS, FORM_KEEPERS)
    )
    acts = Q(codename__startswith="delete")
    kept = Permission.objects.filter(KEPT_BY_EDITORS).exclude(acts)
    _give(policy, Permission.objects.filter(EDITED_POLICY | MAY_ENTER))
    _give(forms, Permission.objects.filter(EDITED_FORMS | MAY_ENTER).exclude(acts))
    _give(editors, Permission.objects.filter(EDITED_WORDS | EDITED_SYNONYMS | MAY_ENTER) | kept)
    _give(keepers, Permission.objects.filter(EDITED_CLAUSES | MAY_ENTER).exclude(acts))
    ensure_policy_review(policy)
    home = HomePage.objects.first()
    if home is not None:
        for permission in Permission.objects.filter(
            _codenames(PAGE_ACTS, "page"), content_type__app_label="wagtailcore"
        ):
            GroupPagePermission.objects.get_or_create(group=editors, page=home, permission=permission)
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for permission in Permission.objects.filter(_codenames(("add", "change", "choose"), "image")):
        GroupCollectionPermission.objects.get_or_create(group=editors, collection=root, permission=permission)


def catch_up() -> None:
    """Give a deployment that has groups the rights and groups that a newer release brings, to everyone whose roles
    give them. One that has no groups yet makes them when it first needs them."""
    if not Group.objects.filter(name__in=ROLES_BY_GROUP).exists():
        return
    ensure_groups()
    for person in User.objects.filter(memberships__organization__regulates=True).distinct():
        sync_groups(person)


def sync_groups(person: User) -> None:
    """Put the person into exactly the groups that their roles in the agency give."""
    roles = set(Membership.objects.filter(person=person, organization__regulates=True).values_list("role", flat=True))
    wanted = {name for name, givers in ROLES_BY_GROUP.items() if roles & set(givers)}
    if wanted and Group.objects.filter(name__in=wanted).count() < len(wanted):
        ensure_groups()
    for group in Group.objects.filter(name__in=ROLES_BY_GROUP):
        (person.groups.add if group.name in wanted else person.groups.remove)(group)


def _give(group: Group, permissions: QuerySet[Permission]) -> None:
    group.permissions.add(*permissions)


def _codenames(acts: tuple[str, ...], model: str) -> Q:
    return Q(codename__in=[f"{act}_{model}" for act in acts])
