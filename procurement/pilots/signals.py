"""What pilots tell the slices above."""

from django.dispatch import Signal

pilot_opened = Signal()
pilot_started = Signal()
pilot_completed = Signal()
pilot_terminated = Signal()
pilot_closed = Signal()
milestone_moved = Signal()
