"""What people type on a pilot's pages."""

from __future__ import annotations

from django import forms

from marketplace.components.fields import DayField, MoneyField
from marketplace.lifecycles.forms import ServiceForm
from procurement.pilots.models import PaymentMethod


class NoticeForm(ServiceForm, forms.Form):
    """When and how families were told."""

    notice_on = DayField(label="When were families told?")
    how = forms.CharField(
        label="How were they told?",
        max_length=200,
        help_text="For instance: a letter in two languages, and a talk at the parents’ evening.",
    )


class OrderForm(ServiceForm, forms.Form):
    """The district's purchase order."""

    number = forms.CharField(
        label="Purchase order number", max_length=40, help_text="As your business office issued it. Invoices name it."
    )


class AskedForm(ServiceForm, forms.Form):
    """Whether other districts may ask about the pilot."""

    may_be_asked = forms.TypedChoiceField(
        label="May other districts ask you about this pilot?",
        choices=[("yes", "Yes, show that we may be asked"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class TerminateForm(ServiceForm, forms.Form):
    """Why a pilot ends early."""

    reason = forms.CharField(
        label="Why does the pilot end early?",
        widget=forms.Textarea,
        help_text="The provider and the department read this. Name no child.",
    )


class DeliverForm(ServiceForm, forms.Form):
    """What the provider delivered."""

    note = forms.CharField(
        label="What was delivered, and where can the district see it?",
        widget=forms.Textarea,
        help_text="Name no child here. Totals only.",
    )


class ReturnForm(ServiceForm, forms.Form):
    """What is missing."""

    reason = forms.CharField(label="What is missing?", widget=forms.Textarea, help_text="The provider reads this.")


class InvoiceForm(ServiceForm, forms.Form):
    """The provider's invoice."""

    number = forms.CharField(label="Invoice number", max_length=40)
    invoiced_on = DayField(label="Date on the invoice")
    amount_cents = MoneyField(label="Amount of the invoice")


class PaymentForm(ServiceForm, forms.Form):
    """What the business office paid."""

    method = forms.ChoiceField(label="How was it paid?", choices=PaymentMethod.choices, widget=forms.RadioSelect)
    number = forms.CharField(
        label="Number of the check or transfer", max_length=40, help_text="Both sides find the payment by it."
    )
    paid_on = DayField(label="Day of payment")
    amount_cents = MoneyField(label="Amount paid")
