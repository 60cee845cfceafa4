"""The agency's own pages, words and settings."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms.blocks import PLAIN, BodyBlock, SourceBlock, StepBlock, WayBlock

__all__ = [
    "GlossaryPage",
    "GlossaryTerm",
    "GuidanceIndexPage",
    "GuidancePage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "SourcesPage",
    "StateBranding",
    "TextPage",
]


@register_setting(icon="site")
class StateBranding(BaseSiteSetting):
    """The state's name, seal and words around every page."""

    state_name = models.CharField(max_length=60, default="the state", help_text="As in “Today in Meridian”.")
    agency_name = models.CharField(max_length=120, default="State education agency")
    office_line = models.TextField(
        blank=True, help_text="The line at the foot of every page: office, telephone, hours."
    )
    banner_title = models.CharField(max_length=120, default="An official government website")
    banner_words = models.TextField(default="A lock in the address bar means that what you send is protected.")
    demonstration_notice = models.TextField(
        blank=True, help_text="Shown at the foot of every page while this is a demonstration."
    )
    seal = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Shown in place of the portal’s mark. A square image of 64 pixels or more.",
    )

    panels = [
        FieldRowPanel([FieldPanel("state_name"), FieldPanel("agency_name")]),
        FieldPanel("office_line"),
        MultiFieldPanel([FieldPanel("banner_title"), FieldPanel("banner_words")], heading="Official banner"),
        FieldPanel("seal"),
        FieldPanel("demonstration_notice"),
    ]

    class Meta:
        verbose_name = "state branding"

    def __str__(self) -> str:
        return self.agency_name


class TextPage(Page):
    """What pages of long text share."""

    intro = models.TextField(max_length=600, blank=True, help_text="One or two sentences in plain words.")
    in_footer = models.BooleanField("link at the foot of every page", default=False)

    promote_panels = [*Page.promote_panels, FieldPanel("in_footer")]
    is_creatable = False


class HomePage(Page):
    """What this is, in ten seconds, and each person's next step."""

    heading = models.CharField(max_length=60, default="Try new ways of teaching.")
    second_heading = models.CharField(max_length=60, blank=True, default="Know if they work.")
    intro = models.TextField(max_length=400)
    search_hint = models.CharField(max_length=80, blank=True)
    ways = StreamField([("way", WayBlock())], blank=True, max_num=3)
    early_stage_words = models.TextField(max_length=300, blank=True)
    promising_words = models.TextField(max_length=300, blank=True)
    effective_words = models.TextField(max_length=300, blank=True)
    steps = StreamField([("step", StepBlock())], blank=True, max_num=3)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("heading"), FieldPanel("second_heading"), FieldPanel("intro"), FieldPanel("search_hint")],
            heading="Masthead",
        ),
        FieldPanel("ways"),
        MultiFieldPanel(
            [FieldPanel("early_stage_words"), FieldPanel("promising_words"), FieldPanel("effective_words")],
            heading="Tiers",
        ),
        FieldPanel("steps"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.home import home_context

        return {**super().get_context(request, *args, **kwargs), **home_context(self, request.at)}


class GuidanceIndexPage(TextPage):
    """All guidance, by reader."""

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.GuidancePage"]
    max_count = 1

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.queries import guidance_by_audience

        return {**super().get_context(request, *args, **kwargs), "groups": guidance_by_audience(self)}


class GuidancePage(TextPage):
    """One matter, explained to one kind of reader."""

    class Audience(models.TextChoices):
        EVERYONE = "everyone", "For everyone"
        DISTRICTS = "districts", "For districts"
        PROVIDERS = "providers", "For providers"
        REVIEWERS = "reviewers", "For reviewers"
        FAMILIES = "families", "For families"

    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.EVERYONE)
    body = StreamField(BodyBlock())

    content_panels = [*Page.content_panels, FieldPanel("audience"), FieldPanel("intro"), FieldPanel("body")]
    parent_page_types = ["cms.HomePage", "cms.GuidanceIndexPage"]
    subpage_types: list[str] = []

    @property
    def headings(self) -> list[tuple[str, str]]:
        """Each heading and its anchor, for the table of contents."""
        return [(block.value, slugify(block.value)) for block in self.body if block.block_type == "heading"]


class NewsIndexPage(TextPage):
    """All news, newest first."""

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]
    max_count = 1

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.queries import news_page

        found = news_page(self, request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "news": found}


class NewsPage(TextPage):
    """One piece of news."""

    day = models.DateField("day")
    body = StreamField(BodyBlock())

    content_panels = [*Page.content_panels, FieldPanel("day"), FieldPanel("intro"), FieldPanel("body")]
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []


@register_snippet
class GlossaryTerm(models.Model):
    """A word of the field, explained once."""

    term = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True, help_text="The last part of the link to it.")
    also = models.CharField("also called", max_length=160, blank=True)
    meaning = RichTextField(features=PLAIN)

    panels = [FieldPanel("term"), FieldPanel("slug"), FieldPanel("also"), FieldPanel("meaning")]

    class Meta:
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term


class GlossaryPage(TextPage):
    """Every term, from A to Z."""

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        terms = list(GlossaryTerm.objects.order_by(models.functions.Lower("term")))
        letters = sorted({term.term[0].upper() for term in terms})
        first = {letter: next(term for term in terms if term.term[0].upper() == letter) for letter in letters}
        return {**super().get_context(request, *args, **kwargs), "terms": terms, "letters": first.items()}


class SourcesPage(TextPage):
    """Where facts, methods and parts come from, with credit."""

    sources = StreamField([("source", SourceBlock())], blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("sources")]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
