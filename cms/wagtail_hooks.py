"""What the page editor offers besides pages."""

import importlib.util
from importlib import import_module

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

ADMINS = (
    *("clause_admin", "policy_admin", "application_form_admin", "waivable_rule_admin", "letter_template_admin"),
    "synonym_admin",
)
for name in ADMINS:
    if importlib.util.find_spec(f"cms.{name}"):
        import_module(f"cms.{name}")

HIDDEN = {"help", "documents"}


@hooks.register("construct_main_menu")
def only_what_is_used(request: object, menu_items: list) -> None:
    """Leave out the entries that this portal has no use for."""
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN]


@hooks.register("insert_global_admin_css")
def our_colors() -> SafeString:
    """The portal's accent in the editor."""
    return format_html('<link rel="stylesheet" href="{}">', static("pilotage/editor.css"))
