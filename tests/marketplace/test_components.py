"""The components: what they say, what they refuse, and that they can be read without color and without sight."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client, RequestFactory

from marketplace.components.fields import DayField, LinesField, MoneyField
from marketplace.components.forms import plainer
from marketplace.lifecycles.typed import too_long
from marketplace.lifecycles.words import NO_EMAIL
from marketplace.navigation import links_for
from marketplace.styleguide.forms import SampleForm

AT = datetime(2027, 3, 1, 14, 12, tzinfo=UTC)


def render(source, **context):
    request = RequestFactory().get("/x/", context.pop("query", {}))
    request.at = AT
    return Template("{% load pilotage %}" + source).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    ("value", "label", "filled"),
    [("early_stage", "Early stage", 1), ("promising", "Promising", 2), ("effective", "Effective", 3)],
)
def test_a_tier_says_itself_by_word_and_by_bars(value, label, filled, db):
    html = render("{% tier value %}", value=value)
    assert label in html
    assert html.count('class="on"') == filled
    assert 'aria-hidden="true"' in html


def test_no_tier_is_said():
    assert "No tier" in render('{% tier "" %}')


def test_an_unknown_tier_or_status_is_a_mistake():
    with pytest.raises(ValueError, match="silver"):
        render('{% tier "silver" %}')
    with pytest.raises(ValueError, match="done, no, half"):
        render('{% status "green" "Fine" %}')


def test_status_words_are_escaped():
    assert "&lt;b&gt;" in render('{% status "done" words %}', words="<b>")


@pytest.mark.parametrize(
    ("due", "expected", "css"),
    [
        (datetime(2027, 3, 4, 22, 0, tzinfo=UTC), "in 3 days", "pg-clock--soon"),
        (datetime(2027, 2, 26, 22, 0, tzinfo=UTC), "3 days overdue", "pg-clock--late"),
        (datetime(2027, 3, 19, 21, 0, tzinfo=UTC), "in 18 days", 'class="pg-clock"'),
    ],
)
def test_a_clock_says_date_zone_and_distance(due, expected, css):
    html = render('{% clock due "due" %}', due=due)
    assert expected in html
    assert css in html
    assert "<time datetime=" in html


def test_a_clock_is_read_in_the_zone_it_was_promised_in():
    due = datetime(2027, 3, 4, 22, 0, tzinfo=UTC)
    assert '4 March 2027, <span class="pg-nowrap">5:00 pm EST</span>' in render('{% clock due "due" %}', due=due)
    assert "4:00 pm CST" in render('{% clock due "due" "America/Chicago" %}', due=due)


def test_noon_is_noon():
    assert "noon EST" in render("{% instant due %}", due=datetime(2027, 3, 8, 17, 0, tzinfo=UTC))


def test_a_window_that_is_over_is_closed_not_overdue():
    html = render('{% clock due "closes" %}', due=AT - timedelta(days=2))
    assert "closed" in html
    assert "overdue" not in html


def test_what_a_message_named_is_not_called_overdue():
    html = render('{% clock due "by" %}', due=AT - timedelta(days=2))
    assert "the time ended" in html
    assert "overdue" not in html
    assert "in 2 days" in render('{% clock due "by" %}', due=AT + timedelta(days=2))


def test_a_late_clock_says_on_whom_it_waits():
    assert "waiting for the provider" in render('{% clock due "due" whom="the provider" %}', due=AT - timedelta(days=2))


def test_a_missing_instant_is_said():
    assert "not set" in render('{% clock None "due" %}{% instant None %}{% day None %}')


def test_day():
    assert "4 March 2027" in render("{% day day %}", day=date(2027, 3, 4))


@pytest.mark.parametrize(
    ("cents", "words"), [(420000, "$4,200"), (420050, "$4,200.50"), (0, "$0"), (-150, "−$1.50"), (None, "not stated")]
)
def test_money(cents, words):
    assert render("{{ cents|money }}", cents=cents) == words


def test_crumbs_come_in_pairs():
    assert 'href="/desk/"' in render('{% crumbs "Desk" "/desk/" %}')
    with pytest.raises(ValueError, match="pairs"):
        render('{% crumbs "Desk" %}')


def test_facts_say_what_is_missing():
    html = render("{% facts pairs %}", pairs={"Staff": "One aide", "Space": ""})
    assert "One aide" in html
    assert "Not stated" in html


def test_steps_say_where_one_is_without_color():
    html = render('{% steps 2 "A" "B" "C" %}')
    assert html.count('aria-current="step"') == 1
    assert "Step 2 of 3: B" in html


def test_a_timeline_reads_as_sentences():
    html = render(
        "{% timeline events %}",
        events=[{"at": AT, "who": "Ann", "words": "signed"}, {"when": "By May", "words": "it ends", "state": "ahead"}],
    )
    assert "Ann signed." in html
    assert "It ends." in html
    assert html.count("is-done") == 1


def test_an_unclosed_notice_does_not_compile():
    with pytest.raises(TemplateSyntaxError):
        render('{% note "late" "x" %}')


def bound(**data):
    return SampleForm(data)


def test_a_refused_field_is_tied_to_its_error_and_hint():
    form = bound(students="118")
    html = render("{% field form.students %}", form=form)
    assert 'aria-describedby="id_students-hint id_students-error"' in html
    assert 'aria-invalid="true"' in html
    assert "Enter 96 or fewer" in html
    assert 'id="id_students-error"' in html


def test_an_optional_field_says_so_and_a_needed_one_does_not():
    form = SampleForm()
    assert "(optional)" in render("{% field form.sources %}", form=form)
    assert "(optional)" not in render("{% field form.name %}", form=form)


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = render("{% field form.design %}", form=SampleForm())
    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count('type="radio"') == 3
    assert "A draw decided" in html


def test_every_control_has_a_label():
    form = SampleForm()
    for name, bound_field in form.fields.items():
        html = render("{% field f %}", f=form[name])
        assert "<label" in html or "<legend" in html, bound_field


def test_the_summary_links_each_error_to_its_field():
    form = bound(students="118", price="a lot")
    html = render("{% error_summary form %}", form=form)
    assert 'href="#id_students"' in html
    assert 'href="#id_design_0"' in html
    assert "Name of the model: this needs an answer." in html
    assert 'role="alert"' in html


def test_a_question_keeps_its_mark_in_the_summary():
    class Asked(forms.Form):
        votes = forms.IntegerField(label="How many members voted?")

    assert "How many members voted? This needs an answer." in render("{% error_summary form %}", form=Asked({}))


def test_messages_of_the_framework_are_in_our_words():
    assert plainer("Ensure this value is less than or equal to 2100.") == "Enter 2100 or less."
    assert plainer("Ensure this value is greater than or equal to 1.") == "Enter 1 or more."
    said = plainer("Ensure this value has at most 4000 characters (it has 4999).")
    assert said == too_long("x" * 4_999, 4_000), "as a service says it"
    assert plainer("Enter a valid email address.") == NO_EMAIL
    for words in ("That choice is not one of the available choices.", "7 is not one of the available choices."):
        assert plainer(f"Select a valid choice. {words}") == "This is not offered now. Choose one of those listed."


def test_no_summary_without_errors():
    assert render("{% error_summary form %}", form=SampleForm()).strip() == ""


def test_the_summary_takes_formsets():
    class Line(forms.Form):
        amount = MoneyField(label="Amount")

    lines = formset_factory(Line)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-amount": "5", "form-1-amount": "x"}
    )
    lines.is_valid()
    html = render("{% error_summary lines %}", lines=lines)
    assert 'href="#id_form-1-amount"' in html
    assert "One answer needs a change" in html


@pytest.mark.parametrize(("typed", "cents"), [("4200", 420000), ("$4,200.50", 420050), (" 0.01 ", 1)])
def test_money_as_people_type_it(typed, cents):
    assert MoneyField().clean(typed) == cents


@pytest.mark.parametrize(
    "typed", ["a lot", "1.005", "-5", "1e99999", "1e4", "15,00", "1,0000", "$", "٣٠٠", "NaN", "Infinity"]
)
def test_money_that_is_none_is_refused_with_what_is_accepted(typed):
    with pytest.raises(ValidationError, match=r"[Ee]nter"):
        MoneyField().clean(typed)


def test_money_keeps_within_its_bounds():
    with pytest.raises(ValidationError, match=r"\$15,000"):
        MoneyField(max_cents=1_500_000).clean("15000.01")


def test_money_comes_back_as_it_was_meant():
    assert 'value="4,200.50"' in MoneyField().widget.render("x", 420050)


def test_a_day_may_be_typed_as_words():
    assert DayField().clean("4 March 2027") == date(2027, 3, 4)
    with pytest.raises(ValidationError, match="4 March 2027"):
        DayField().clean("soon")


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_that_no_record_can_mean_is_refused_with_what_is_accepted(day):
    with pytest.raises(ValidationError, match="from 1900 to 2199"):
        DayField().clean(day)


def test_limits_are_said_in_our_words():
    class Limits(forms.Form):
        few = forms.IntegerField(min_value=1, max_value=100_000)
        words = forms.CharField(max_length=3)

    assert "Few: enter 1 or more." in render("{% error_summary form %}", form=Limits({"few": "0", "words": "yes"}))
    html = render("{% error_summary form %}", form=Limits({"few": "100001", "words": "long"}))
    assert "enter 100,000 or less." in html
    assert "use at most 3 characters; these are 4." in html


def test_lines_lose_empty_ones():
    assert LinesField(required=False).clean(" a \n\n b\na") == ["a", "b"]


def test_the_address_keeps_its_state():
    html = render("{% with_query page=2 sort='' %}", query={"q": "reading", "sort": "tier", "page": "1"})
    assert "q=reading" in html
    assert "page=2" in html
    assert "sort" not in html


def test_links_lead_only_to_pages_that_exist(client, db):
    for capability in ("public", "account", "offers", "buys", "regulates", "reviews", "account-only"):
        for link in links_for(capabilities={capability}, path="/"):
            assert client.get(link.url).status_code != 404, link


def test_the_current_page_is_marked(db):
    links = links_for(capabilities={"public"}, path="/styleguide/")
    assert not any(link.is_current for link in links)


class TestPages:
    pytestmark = pytest.mark.django_db

    @pytest.mark.parametrize(
        "address",
        [
            "/styleguide/",
            "/styleguide/forms/",
            "/styleguide/?page=2&sort=-model",
            "/accounts/login/",
            "/accounts/signup/",
        ],
    )
    def test_answers(self, client, address):
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            ("not-found", "no such page"),
            ("not-allowed", "Only an owner or a signatory"),
            ("refused", "The round closed on 31 March 2027"),
            ("bad-request", "could not read"),
            ("forged", "send the form once more"),
            ("broken", "went wrong on our side"),
        ],
    )
    def test_refusals_say_why(self, client, kind, words):
        assert words in client.get(f"/styleguide/refusals/{kind}/").content.decode()

    def test_a_page_that_is_not_there_is_said_so_in_our_words(self, client):
        response = client.get("/no/such/page/")
        assert response.status_code == 404
        assert "no such page" in response.content.decode()

    def test_a_form_without_its_code_changes_nothing_and_says_so(self):
        response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@b.example"})
        assert response.status_code == 403
        assert "send the form once more" in response.content.decode()

    def test_no_style_or_script_stands_in_a_page(self, client):
        html = client.get("/styleguide/").content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert "onclick" not in html
        assert "<script>" not in html
