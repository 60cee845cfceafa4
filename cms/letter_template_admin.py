"""The words of decision letters in the editor: drafts, preview with sample data, publishing."""

from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from procurement.lettertemplates.models import LetterKind, LetterTemplate
from procurement.lettertemplates.words import KINDS

PLACES_BY_KIND = "".join(
    f"<li>{LetterKind(kind).label}: {', '.join(f'{{{name}}}' for name in names)}</li>" for kind, names in KINDS.items()
)


class LetterTemplateViewSet(SnippetViewSet):
    """The opening and closing words of each kind of decision letter."""

    model = LetterTemplate
    icon = "mail"
    menu_label = "Decision letters"
    add_to_admin_menu = True
    list_display = ("kind",)
    panels = (
        FieldPanel("kind"),
        FieldPanel("opening"),
        FieldPanel("closing"),
        HelpPanel(f"<p>Places that each kind of letter fills:</p><ul>{PLACES_BY_KIND}</ul>"),
    )


register_snippet(LetterTemplateViewSet)
