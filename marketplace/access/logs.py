"""What the log says of requests that were refused."""

import logging


class WithoutTraceOfRefusals(logging.Filter):
    """Leaves the trace out of refusals: who was turned away, and where, is one line; only failures need a trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) == 403:
            record.exc_info = record.exc_text = None
        return True
