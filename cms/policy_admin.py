"""The policy in the editor: drafts, review by a colleague, comparison of revisions, publishing now or at an hour."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.html import escape
from wagtail import hooks
from wagtail.admin.compare import FieldComparison, TextDiff
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.widgets.datetime import AdminDateTimeInput
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.policy_fields import LEAF_BY_FIELD, SOURCE, field_name
from cms.policy_form import PolicyForm
from procurement.policy.display import value_in_words
from procurement.policy.leaves import Leaf, leaf_of, leaves
from procurement.policy.models import Policy
from procurement.policy.services import keep_draft

TABS = (
    ("Tiers", ("tiers",)),
    ("Review and clocks", ("review", "clocks", "tier_reviews")),
    ("Buying and contracts", ("lanes", "quoting", "contracts")),
    ("Evidence and reports", ("evidence", "report_cards", "publishing")),
    ("New versions", ("version_changes",)),
    ("Fees, families, calendar", ("fees", "families", "calendar")),
)
CRITERION_FIELDS = (
    "key",
    "name",
    "question",
    "weight_percent",
    "gate_min",
    *(f"anchor_{n}" for n in range(5)),
    "source",
)
SCHEDULE = "#schedule-publishing-dialog"


class LeafComparison(FieldComparison):
    """One number, or its source, in two revisions."""

    def __init__(self, leaf: Leaf, part: str, obj_a: Policy, obj_b: Policy) -> None:
        self.leaf, self.part = leaf, part
        self.val_a, self.val_b = (self._words(policy) for policy in (obj_a, obj_b))

    def field_label(self) -> str:
        end = ", where it comes from" if self.part == "source" else ""
        return f"{self.leaf.heading}: {self.leaf.label}{end}"

    def htmldiff(self) -> str:
        if self.has_changed():
            return TextDiff([("deletion", self.val_a), ("addition", self.val_b)]).to_html()
        return escape(self.val_a)

    def _words(self, policy: Policy) -> str:
        held = leaf_of(policy.numbers, self.leaf)
        return held["source"] if self.part == "source" else value_in_words(held["value"], self.leaf.accepts)


class NumberPanel(FieldPanel):
    """A field of the form that is no column of the model: a number or its source. A draft is whole, too."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs | {"required_on_save": True})

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self) -> list[Any]:
            name = self.panel.field_name.removesuffix(SOURCE)
            part = "value" if name == self.panel.field_name else "source"
            return [partial(LeafComparison, LEAF_BY_FIELD[name], part)]


def _tab(heading: str, sections: tuple[str, ...]) -> ObjectList:
    wanted = [leaf for leaf in leaves() if leaf.path.partition(".")[0] in sections]
    wanted.sort(key=lambda leaf: sections.index(leaf.path.partition(".")[0]))
    groups = groupby(wanted, key=lambda leaf: leaf.heading)
    return ObjectList([_group(title, list(members)) for title, members in groups], heading=heading)


def _group(heading: str, members: list[Leaf]) -> MultiFieldPanel:
    rows = [
        FieldRowPanel([NumberPanel(field_name(leaf.path)), NumberPanel(f"{field_name(leaf.path)}{SOURCE}")])
        for leaf in members
    ]
    return MultiFieldPanel(rows, heading=heading)


def _criteria() -> list[Panel]:
    fields = [FieldPanel(name, required_on_save=True) for name in CRITERION_FIELDS]
    return [InlinePanel("criteria", panels=fields, heading="Criteria, the gate first", label="Criterion", min_num=1)]


def _before_publishing() -> list[Panel]:
    go_live = FieldPanel(
        "go_live_at",
        widget=AdminDateTimeInput(
            js_overlay_parent_selector=SCHEDULE,
            attrs={
                "data-controller": "w-action",
                "data-action": "w-dialog:hidden->w-action#reset",
                "data-w-dialog-target": "notify",
            },
        ),
    )
    return [
        HelpPanel(template="cms/_policy_help.html", heading="Before you publish"),
        PublishingPanel(children=[go_live]),
    ]


class PolicyViewSet(SnippetViewSet):
    """The one policy."""

    model = Policy
    icon = "list-ul"
    menu_label = "Policy"
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ("__str__", "last_published_at")
    edit_handler = TabbedInterface(
        [
            ObjectList([*_before_publishing(), *_criteria()], heading="Criteria"),
            *(_tab(heading, sections) for heading, sections in TABS),
        ],
        base_form_class=PolicyForm,
    )


@hooks.register("after_edit_snippet")
def keep_what_was_saved(request: HttpRequest, instance: Any) -> None:
    """The comparison and the trial run read the draft as it was last saved."""
    if isinstance(instance, Policy):
        keep_draft(body=instance.body, actor=request.user, at=request.at)


@hooks.register("before_unpublish")
def never_taken_back(request: HttpRequest, instance: Any) -> None:
    """There is always a policy: a later version takes the place of the one before, nothing else does."""
    if isinstance(instance, Policy):
        raise PermissionDenied("The policy in force is replaced by a later version, never taken back.")


@hooks.register("construct_snippet_action_menu")
def never_without_a_policy(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """The policy is neither taken back nor deleted."""
    if context.get("model") is Policy:
        menu_items[:] = [item for item in menu_items if item.name not in ("action-unpublish", "action-delete")]


register_snippet(PolicyViewSet)
