"""Words of the API's description on its page."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
CODE = re.compile(r"`([^`]+)`")


@register.filter
def code_marked(words: str) -> SafeString:
    """The words with what stands between backticks set as code."""
    return mark_safe(CODE.sub(r"<code>\1</code>", escape(words)))
