"""Public findings taken in: read, repaired, composed, and written through services."""
