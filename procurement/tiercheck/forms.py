"""The questions of the tier check: three of everyone, five more of who has a study that compared."""

from __future__ import annotations

from typing import Any

from django import forms

from procurement.tiercheck.reach import COMPARING, Answers, Kind, Result, Study, Tests, Use

YES_NO = (("yes", "Yes"), ("no", "No, or we do not know"))


def _asked(label: str, choices: Any, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, help_text=help_text)


def _later_questions(large_sample_min: int, sites_min: int) -> dict[str, forms.ChoiceField]:
    return {
        "result": _asked(
            "What did the study find?",
            (
                (Result.GAIN, "A gain that chance hardly explains"),
                (Result.UNSURE, "No clear difference"),
                (Result.LOSS, "A loss that chance hardly explains"),
            ),
            "Reports say “statistically significant” where chance hardly explains it.",
        ),
        "is_alike": _asked("Were the groups alike at the start, or was the difference corrected for?", YES_NO),
        "tests": _asked(
            "Which tests showed it?",
            (
                (Tests.BOTH, "A state or nationally normed test, and one used during the year"),
                (Tests.ONE_KIND, "One of these two kinds"),
                (Tests.OWN, "Only tests of our own"),
            ),
        ),
        "is_large": _asked(
            f"Were there {large_sample_min} students or more, in {sites_min} or more sites, over all studies?", YES_NO
        ),
        "is_independent": _asked("Was a study run by people without a stake in the provider?", YES_NO),
    }


class CheckForm(forms.Form):
    """At most eight questions. The later five appear once an answer says that there is a study that compared."""

    kind = _asked(
        "What do you offer?",
        (
            (Kind.MODEL, "A learning model: people, time and content planned together, with technology where it helps"),
            (Kind.TOOL, "A product, a course or a tool by itself"),
        ),
    )
    use = _asked(
        "Where is it used now?",
        (
            (Use.NOWHERE, "Nowhere yet"),
            (Use.ONE, "In one school or district"),
            (Use.SEVERAL, "In two or more districts, or kinds of school"),
        ),
    )
    study = _asked(
        "How has its effect been studied?",
        (
            (Study.NONE, "Not yet, or by asking and watching"),
            (Study.BEFORE_AFTER, "By results before and after, with nobody to compare with"),
            (Study.COMPARED, "By comparing with similar students"),
            (Study.LOTTERY, "By a lottery that decided who took part"),
        ),
    )

    def __init__(self, data: Any = None, *, large_sample_min: int, sites_min: int) -> None:
        super().__init__(data)
        if self.data.get("kind") == Kind.TOOL:
            self.fields["use"].required = self.fields["study"].required = False
        self.later = _later_questions(large_sample_min, sites_min) if self._has_compared() else {}
        self.fields |= self.later

    def _has_compared(self) -> bool:
        return self.data.get("kind") == Kind.MODEL and self.data.get("study") in COMPARING

    @property
    def shows_later_first(self) -> bool:
        """Whether the later questions appear for the first time, so that nothing is wrong with them yet."""
        return bool(self.later) and not any(name in self.data for name in self.later)

    def answers(self) -> Answers:
        """What was answered, for the rule."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("kind", "use", "study", "result", "tests") if name in given}
        flags = {name: given[name] == "yes" for name in ("is_alike", "is_large", "is_independent") if name in given}
        return Answers(**plain, **flags)
