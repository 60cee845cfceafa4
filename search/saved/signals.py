"""What this slice's receivers hear."""

from django.dispatch import Signal

search_saved = Signal()  # search, at
news_noticed = Signal()  # at
rhythm_chosen = Signal()  # following, at
