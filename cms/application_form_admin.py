"""Application forms in the editor: drafts, preview, publishing. Officers write them."""

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from procurement.applicationforms.models import ApplicationForm


class ApplicationFormViewSet(SnippetViewSet):
    """Forms, each with its sections and their questions. A round keeps the version it was drafted with."""

    model = ApplicationForm
    icon = "form"
    menu_label = "Application forms"
    menu_name = "application-forms"
    add_to_admin_menu = True
    list_display = ("title", "key")
    search_fields = ("title", "key")
    panels = (MultiFieldPanel([FieldPanel("key"), FieldPanel("title")], "Form"), FieldPanel("sections"))


register_snippet(ApplicationFormViewSet)
