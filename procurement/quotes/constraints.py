"""The database's own guard: what stood beside a request stays what it was."""

from marketplace.immutability import WrittenOnce
from procurement.quotes.models import RequestResearch

WRITTEN_ONCE = (WrittenOnce(RequestResearch, "market research beside a request stays what it was"),)
