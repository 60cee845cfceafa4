"""The clause library in the editor: drafts, preview, publishing. Only those who keep the library see it."""

from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from procurement.clauses.models import Clause, ContractTemplate

PARAMETER_FIELDS = ("key", "label", "unit", "default", "minimum", "maximum", "bound", "stricter")


class ClauseViewSet(SnippetViewSet):
    """Clauses, each with its numbers and alternatives."""

    model = Clause
    icon = "doc-full"
    menu_label = "Clauses"
    list_display = ("title", "topic", "kind")
    list_filter = ("topic", "kind")
    search_fields = ("title", "key", "text")
    panels = (
        MultiFieldPanel([FieldPanel("key"), FieldPanel("title"), FieldPanel("topic"), FieldPanel("kind")], "Clause"),
        FieldPanel("text"),
        InlinePanel(
            "parameters",
            panels=[FieldPanel(name) for name in PARAMETER_FIELDS],
            heading="Numbers that the parties may set",
            label="Number",
        ),
        InlinePanel(
            "alternatives",
            panels=[FieldPanel("title"), FieldPanel("text")],
            heading="Alternatives that the parties may choose",
            label="Alternative",
        ),
    )


class ContractTemplateViewSet(SnippetViewSet):
    """Contract templates: which clauses, in which order, under which headings."""

    model = ContractTemplate
    icon = "list-ol"
    menu_label = "Contract templates"
    list_display = ("title", "key")
    panels = (
        FieldPanel("key"),
        FieldPanel("title"),
        InlinePanel(
            "entries",
            panels=[FieldPanel("heading"), FieldPanel("clause"), FieldPanel("when")],
            heading="Clauses in order",
            label="Clause",
        ),
    )


class ClauseLibraryGroup(SnippetViewSetGroup):
    """Both under one entry of the menu."""

    items = (ClauseViewSet, ContractTemplateViewSet)
    menu_label = "Clause library"
    menu_icon = "doc-full"


register_snippet(ClauseLibraryGroup)
