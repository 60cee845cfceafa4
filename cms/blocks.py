"""The blocks of long text: each makes one accessible piece of a page."""

from django.utils.text import slugify
from wagtail import blocks

PLAIN = ["bold", "italic", "link", "ol", "ul"]


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level; the table of contents is made from these."""

    class Meta:
        icon = "title"
        template = "cms/blocks/heading.html"

    def get_context(self, value: str, parent_context: dict | None = None) -> dict:
        return {**super().get_context(value, parent_context), "anchor": slugify(value)}


class SubheadingBlock(blocks.CharBlock):
    """A heading of the third level."""

    class Meta:
        icon = "title"
        template = "cms/blocks/subheading.html"


class NoteBlock(blocks.StructBlock):
    """A notice with a title: one thing to know or do."""

    kind = blocks.ChoiceBlock(choices=[("", "Information"), ("soon", "Take care"), ("late", "Warning")], required=False)
    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=PLAIN)

    class Meta:
        icon = "help"
        template = "cms/blocks/note.html"


class FactBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=120)
    value = blocks.CharBlock(max_length=400)


class FactsBlock(blocks.ListBlock):
    """Names and values, in rows."""

    class Meta:
        icon = "list-ul"
        template = "cms/blocks/facts.html"


class BodyBlock(blocks.StreamBlock):
    """What the text of a page may hold."""

    heading = HeadingBlock(max_length=120)
    subheading = SubheadingBlock(max_length=120)
    text = blocks.RichTextBlock(features=PLAIN)
    note = NoteBlock()
    facts = FactsBlock(FactBlock())


class WayBlock(blocks.StructBlock):
    """One of the home page's ways in: for whom, what they get, and the link to their next step."""

    title = blocks.CharBlock(max_length=60)
    text = blocks.TextBlock(max_length=300)
    action = blocks.CharBlock(max_length=60)
    address = blocks.CharBlock(max_length=200, help_text="An address on this site, such as /models/.")

    class Meta:
        icon = "arrow-right"


class StepBlock(blocks.StructBlock):
    """One step of how it works."""

    title = blocks.CharBlock(max_length=60)
    text = blocks.TextBlock(max_length=300)

    class Meta:
        icon = "order"


class SourceBlock(blocks.StructBlock):
    """A source we stand on: what it is, what we took, and on what terms."""

    name = blocks.CharBlock(max_length=160)
    maker = blocks.CharBlock(max_length=160)
    use = blocks.TextBlock(max_length=600)
    terms = blocks.CharBlock(max_length=300)
    address = blocks.URLBlock(required=False)

    class Meta:
        icon = "link"
