"""What people type about a fee."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.components.fields import DayField
from marketplace.lifecycles.forms import ServiceForm
from procurement.payments.offline import WAYS


class AskForm(ServiceForm, forms.Form):
    """Why the payer should pay nothing."""

    reason = forms.CharField(
        label="Why should you pay nothing?",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="For instance how small you are, or that you are a public body that we do not know as one.",
    )


class DecisionForm(ServiceForm, forms.Form):
    """The department's answer to the request for an exemption that was on the page, and to no later one."""

    ask = forms.IntegerField(widget=forms.HiddenInput)
    is_granted = forms.TypedChoiceField(
        label="Your decision",
        choices=[("yes", "Grant it: nothing is due"), ("no", "Refuse it: the fee stays due")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    decision_reason = forms.CharField(
        label="Reason", widget=forms.Textarea(attrs={"rows": 4}), help_text="The provider reads it."
    )


class PaymentForm(ServiceForm, forms.Form):
    """What came in."""

    method = forms.ChoiceField(
        label="How was it paid?", choices=[(way.value, way.label) for way in WAYS], widget=forms.RadioSelect
    )
    number = forms.CharField(
        label="Number of the check, transfer or order", max_length=40, help_text="Both sides find the payment by it."
    )
    paid_on = DayField(label="Day on which it came in")


class RefundForm(ServiceForm, forms.Form):
    """Why money goes back, and how."""

    reason = forms.CharField(
        label="Why does it go back?", widget=forms.Textarea(attrs={"rows": 3}), help_text="The provider reads it."
    )
    number = forms.CharField(label="Number of the check, transfer or refund that takes it back", max_length=40)

    def __init__(self, *args: Any, is_sent_by_service: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_sent_by_service:
            del self.fields["number"]


class TakeBackForm(ServiceForm, forms.Form):
    """Why a recorded payment did not hold."""

    reason = forms.CharField(
        label="What happened?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For instance: the bank returned the check. The provider reads it.",
    )
