"""The catalogue of rules in the editor: drafts, preview, publishing. Only those who keep it see it."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from procurement.waivablerules.models import WaivableRule


class WaivableRuleViewSet(SnippetViewSet):
    """Rules from which schools can be excused."""

    model = WaivableRule
    icon = "lock-open"
    menu_label = "Excusable rules"
    add_to_admin_menu = True
    list_display = ("title", "authority", "grant", "lowest_tier")
    list_filter = ("authority", "grant", "lowest_tier")
    search_fields = ("title", "code", "words")
    panels = (
        MultiFieldPanel([FieldPanel("code"), FieldPanel("title"), FieldPanel("words")], "Rule"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("authority"), FieldPanel("grant")]), FieldPanel("lowest_tier")],
            "Who excuses from it, and when",
        ),
        FieldPanel("source"),
    )


register_snippet(WaivableRuleViewSet)
