"""The shape and words of what organizations and their people enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet

from marketplace.clocks.calendar import end_of_day, start_of_day
from marketplace.components.fields import DayField
from marketplace.lifecycles.forms import FreshForm, ServiceForm
from marketplace.organizations.helping import Kind, Task, find_record
from marketplace.organizations.models import Classification, Organization
from marketplace.organizations.roles import ROLE_MEANINGS, ROLE_WORDS
from marketplace.people.models import User

CAPABILITY_CHOICES = (
    ("offers", "Offer learning models"),
    ("evaluates", "Evaluate learning models for others"),
    ("buys", "Buy, for a public body that the directory of districts does not list"),
)
LIST_FACTS = ("owners", "interests", "email_domains", "tied_people")


def lines_field(label: str, help_text: str) -> forms.CharField:
    """A box in which each line is one entry."""
    widget = forms.Textarea(attrs={"rows": 3, "class": "usa-textarea--short"})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=widget)


class FactsForm(ServiceForm, forms.Form):
    """The facts of an organization that the agency and the conflict checks use."""

    name = forms.CharField(label="Legal name", max_length=200)
    ein = forms.CharField(
        label="Employer identification number (EIN)",
        help_text="Nine digits, such as 12-3456789. It is shown to nobody but you and the department.",
        max_length=20,
    )
    about = forms.CharField(
        label="What the organization does",
        help_text="One or two sentences for its public page.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "usa-textarea--short"}),
    )
    address_line = forms.CharField(label="Street address", max_length=200)
    city = forms.CharField(label="City", max_length=100)
    region = forms.CharField(label="State", help_text="Two letters, such as PA.", max_length=20)
    postal_code = forms.CharField(label="ZIP code", max_length=10)
    owners = lines_field(
        "Who owns it", "Each person or firm with five percent or more, one a line. Reviewers with a tie are kept out."
    )
    interests = lines_field(
        "Other firms it has a stake in", "Parents, subsidiaries, partners with a share in a sale. One a line."
    )
    email_domains = lines_field(
        "Mail domains that only you use", "Such as example.org, one a line. They help to notice ties."
    )
    tied_people = lines_field(
        "People of the department, or its reviewers, to whom you are tied",
        "Through a job, money or family of your owners or people. A name or e-mail address a line. They take no part.",
    )

    def __init__(self, *args: Any, organization: Organization | None = None, **options: Any) -> None:
        if organization is not None:
            options.setdefault("initial", self.facts_of(organization))
        super().__init__(*args, **options)
        if organization is not None:
            if organization.district_id:
                self.fields["ein"].required = False
            if organization.is_confirmed:
                for name in ("name", "ein"):
                    if getattr(organization, name):
                        self.fields[name].disabled = True

    @classmethod
    def facts_of(cls, organization: Organization) -> dict[str, Any]:
        """What the boxes hold at first."""
        facts = {name: getattr(organization, name) for name in cls.base_fields if hasattr(organization, name)}
        return {name: "\n".join(value) if isinstance(value, list) else value for name, value in facts.items()}


class CreateForm(FactsForm):
    """A new organization outside the directory."""

    capabilities = forms.MultipleChoiceField(
        label="What will it do here?",
        choices=CAPABILITY_CHOICES,
        initial=["offers"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one of these."},
    )
    field_order = ("capabilities", "name", "ein", "about")


class EditForm(FreshForm, FactsForm):
    """The facts of an organization that is here already."""

    offers = forms.BooleanField(label="It offers learning models", required=False)
    evaluates = forms.BooleanField(label="It evaluates learning models for others", required=False)

    def __init__(self, *args: Any, organization: Organization, **options: Any) -> None:
        super().__init__(*args, organization=organization, **options)
        if organization.regulates:
            del self.fields["offers"], self.fields["evaluates"]


class ClaimForm(ServiceForm, forms.Form):
    """Claiming a district of the directory."""

    offers = forms.BooleanField(
        label="We also offer a learning model of our own", help_text="You can add this later.", required=False
    )
    ein = forms.CharField(
        label="Employer identification number (EIN)",
        help_text="Nine digits, such as 12-3456789. Needed only to offer a model; you can add it later.",
        max_length=20,
        required=False,
    )
    email_domains = lines_field(
        "Mail domains that only you use",
        "Such as millbrook.k12.pa.us, one a line. An address there is the quickest proof of who you are.",
    )


class DirectorySearchForm(forms.Form):
    """Finding a district in the directory."""

    q = forms.CharField(label="Name, city or county", required=False, max_length=100)


class RoleForm(forms.Form):
    """One of the roles that the organization can give."""

    role = forms.ChoiceField()

    def __init__(self, *args: Any, organization: Organization, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(role, ROLE_WORDS[role]) for role in organization.roles]


class InviteForm(ServiceForm, forms.Form):
    """Inviting a colleague in one role."""

    email = forms.EmailField(label="Their e-mail address", max_length=254)
    role = forms.ChoiceField(label="What they will do", widget=forms.RadioSelect)

    def __init__(self, *args: Any, organization: Organization, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(role, ROLE_WORDS[role].capitalize()) for role in organization.roles]
        self.fields["role"].choice_hints = ROLE_MEANINGS


class RecordForm(forms.Form):
    """Naming the record on which help is needed."""

    on = forms.CharField(label="Reference of the record", max_length=24)

    def __init__(self, *args: Any, organization: Organization, **options: Any) -> None:
        super().__init__(*args, **options)
        self._organization = organization

    def clean_on(self) -> tuple[Kind, Any]:
        """The record, with its kind."""
        reference = self.cleaned_data["on"].strip()
        found = find_record(reference)
        if found is None or found[0].organization(found[1]) != self._organization:
            raise forms.ValidationError(
                f"“{reference}” is no record of {self._organization} with tasks to grant. "
                "The reference stands at the top of its page, such as REV-7F3K-2M."
            )
        return found


class HandForm(ServiceForm, forms.Form):
    """One task for one person, perhaps until a day."""

    task = forms.ChoiceField(label="What should they do?", widget=forms.RadioSelect)
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="Of a person in another agency or organization. They need an account with it; the mail says how.",
        max_length=254,
    )
    ends_on = DayField(label="Last day", help_text="Empty: until you take it back.", required=False)
    note = forms.CharField(
        label="A word to them",
        help_text="Only they and the owners read it. Nothing confidential: it goes out by mail.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "usa-textarea--short"}),
    )

    def __init__(self, *args: Any, tasks: Sequence[Task], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["task"].choices = [(task.key, task.words) for task in tasks]
        self.fields["task"].choice_hints = {task.key: f"As {task.as_whom}." for task in tasks}

    def asked(self) -> dict[str, Any]:
        """What the service takes."""
        given = dict(self.cleaned_data)
        last = given.pop("ends_on")
        return given | {"ends_at": end_of_day(last, settings.TIME_ZONE) if last else None}


class HandOverForm(ServiceForm, forms.Form):
    """Whose desk, to whom, and for which days."""

    giver = forms.ModelChoiceField(label="Whose desk", queryset=User.objects.none(), empty_label=None)
    taker = forms.ModelChoiceField(label="Who looks after it", queryset=User.objects.none(), empty_label="Choose")
    starts_on = DayField(label="First day")
    ends_on = DayField(label="Last day")

    def __init__(self, *args: Any, givers: QuerySet[User], takers: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["giver"].queryset, self.fields["taker"].queryset = givers, takers

    def agreed(self) -> dict[str, Any]:
        """What the service takes: whole days in the agency's zone."""
        given, zone = self.cleaned_data, settings.TIME_ZONE
        days = {
            "starts_at": start_of_day(given["starts_on"], zone),
            "ends_at": end_of_day(given["ends_on"], zone),
        }
        return {"giver": given["giver"], "taker": given["taker"], **days}


class RefuseForm(ServiceForm, forms.Form):
    """The agency's reason for not confirming."""

    reason = forms.CharField(
        label="Reason",
        help_text="What you could not verify, and what would be accepted. The organization reads these words.",
        widget=forms.Textarea(attrs={"rows": 4, "class": "usa-textarea--short"}),
        max_length=2000,
    )


class PaperForm(ServiceForm, forms.Form):
    """A paper that shows who the organization is."""

    file = forms.FileField(
        label="The paper", help_text="PDF, PNG or JPEG, at most 20 MB.", allow_empty_file=True, max_length=255
    )


class ClassifyForm(ServiceForm, forms.Form):
    """What kind of agency a directory entry is."""

    classification = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [kind for kind in Classification.choices if kind[0] != Classification.UNCLASSIFIED]
        self.fields["classification"].choices = [(value, label.capitalize()) for value, label in kinds]


class ProfileForm(ServiceForm, forms.Form):
    """A person's own facts; the conflict checks read them."""

    name = forms.CharField(label="Full name", help_text="As it stands under what you do here.", max_length=150)
    employer = forms.CharField(
        label="Employer", help_text="Who pays you now. Empty if nobody does.", max_length=200, required=False
    )
    interests = lines_field(
        "Firms you have an interest in",
        "You or your close family own, work for, advise or were paid by them in the last two years. One a line.",
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        initial = {"name": person.name, "employer": person.employer, "interests": "\n".join(person.interests)}
        super().__init__(*args, initial=initial, **options)
