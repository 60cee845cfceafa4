"""Work done after the answer, on top of django-tasks: a worker, second tries, a schedule, and a reaper for lost tasks.

A task may run twice (its worker may die after the work and before the note of it), so each must bear that.
"""
