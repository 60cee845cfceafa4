"""The words of the field that mean the same, in the editor: those who keep the pages keep them too."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import SynonymGroup


class SynonymViewSet(SnippetViewSet):
    """Groups of words for the catalogue's search; a change holds from the next search on."""

    model = SynonymGroup
    icon = "list-ul"
    menu_label = "Search synonyms"
    menu_name = "search-synonyms"
    add_to_admin_menu = True
    list_display = ("words",)
    search_fields = ("words",)
    panels = (FieldPanel("words"),)


register_snippet(SynonymViewSet)
