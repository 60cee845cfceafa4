"""One form with every kind of control."""

from django import forms

from marketplace.components.fields import DayField, InstantField, LinesField, MoneyField
from marketplace.products.vocabulary import GradeBand, Subject


class SampleForm(forms.Form):
    """Every control that the portal's forms use."""

    name = forms.CharField(label="Name of the model", help_text="As districts will see it.", max_length=80)
    students = forms.IntegerField(
        label="Students analyzed, model group",
        help_text="Those with a score at the end.",
        max_value=96,
        error_messages={"max_value": "You entered more than the 96 who were assigned. Enter 96 or fewer."},
    )
    price = MoneyField(label="Price", help_text="For one student, for one year.")
    starts_on = DayField(label="First day of the pilot")
    closes_at = InstantField(label="Closes", help_text="Eastern time.")
    subject = forms.ChoiceField(label="Subject", choices=[("", "Choose one"), *Subject.choices])
    grades = forms.MultipleChoiceField(
        label="Grade bands",
        choices=GradeBand.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that apply.",
    )
    design = forms.ChoiceField(
        label="How were the groups formed?",
        widget=forms.RadioSelect,
        choices=[("rct", "By chance"), ("qed", "By matching"), ("pre_post", "There was one group")],
    )
    sources = LinesField(label="Sources", help_text="One a line.", required=False)
    letter = forms.FileField(label="Letter of support", help_text="PDF, up to 10 MB.", required=False)
    agree = forms.BooleanField(label="I checked these numbers against the report")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["design"].choice_hints = {
            "rct": "A draw decided who used the model.",
            "qed": "Similar students were found afterwards.",
            "pre_post": "The same students before and after. This carries no tier.",
        }


class SampleFilters(forms.Form):
    """What stands above a list."""

    q = forms.CharField(label="Words", required=False)
    subject = forms.ChoiceField(label="Subject", required=False, choices=[("", "All"), *Subject.choices])
