"""Records for tests, made by calling services as people."""

from datetime import UTC, datetime

AT = datetime(2027, 3, 1, 14, 12, tzinfo=UTC)
