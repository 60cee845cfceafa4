"""What a process does before it answers its first request."""

import gc

from django.template.loader import get_template
from django.urls import get_resolver


def warm_up() -> None:
    """Load every page's code and the frame of all pages, and leave what is loaded out of later garbage collection.

    A full collection would walk all of it again, during some request: about 0.2 s in which that person waits. What
    requests leave behind is collected as ever.
    """
    _ = get_resolver().reverse_dict
    get_template("base.html")
    gc.collect()
    gc.freeze()
