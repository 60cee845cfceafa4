"""What is asked on a model's page."""

from django import forms

MOST_STUDENTS = 100_000


class PilotSizeForm(forms.Form):
    """How many students a pilot would have, to work out what it costs and which way of buying that asks for."""

    students = forms.IntegerField(
        label="How many students would take part?",
        min_value=1,
        max_value=MOST_STUDENTS,
        error_messages={
            "required": f"Give a number from 1 to {MOST_STUDENTS:,}.",
            "invalid": f"Give a whole number from 1 to {MOST_STUDENTS:,}.",
        },
    )
