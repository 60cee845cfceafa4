"""The editor’s blocks of a form: sections that hold questions of each kind. A fault is said at its field."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from marketplace.products.tier_names import tier_choices
from procurement.applicationforms.editing import definition_of
from procurement.applicationforms.kinds import CELL_KINDS, FILE_TYPES, KINDS, RECORDS, ROWS_MAX
from procurement.applicationforms.questions import FormError
from procurement.applicationforms.reading import KEY, WORDS_MOST, read_form

PANEL_WORDS = {
    "model": "the model’s page",
    "evidence": "what the evidence carries",
    "data": "the data that the model collects",
    "commitments": "the goals, which are written here",
}
FIELD_OF_PART = {"shown_when": "when_question", "not_after": "is_past"}


def key_block(words: str) -> blocks.CharBlock:
    """The name by which answers find their question."""
    return blocks.RegexBlock(
        regex=rf"^{KEY.pattern}$",
        max_length=40,
        help_text=words,
        error_messages={"invalid": "Use small letters, digits and underscores, such as home_access."},
    )


class ChoiceBlock(blocks.StructBlock):
    """One of the answers to choose from."""

    key = key_block("Answers are kept under it, so leave it as it is once people have answered.")
    label = blocks.CharBlock(max_length=200)

    class Meta:
        label = "Answer"


class ColumnBlock(blocks.StructBlock):
    """One column of a table."""

    key = key_block("Cells are kept under it.")
    label = blocks.CharBlock(max_length=80)
    kind = blocks.ChoiceBlock(choices=[(kind, KINDS[kind]) for kind in CELL_KINDS], default="text")

    class Meta:
        label = "Column"


class QuestionBlock(blocks.StructBlock):
    """What every question has."""

    key = key_block("Answers are kept under it, and copied into later applications by it.")
    label = blocks.TextBlock(rows=2, max_length=300, label="Question")
    help = blocks.TextBlock(rows=2, max_length=600, required=False, label="Help")
    example = blocks.TextBlock(rows=3, max_length=1500, required=False, label="An example of an answer")
    required_for = blocks.MultipleChoiceBlock(choices=tier_choices, required=False, label="Needed for")


def question_block(**own: blocks.Block) -> type[blocks.StructBlock]:
    """A kind of question: what every one has, what is its own, and on which earlier answer it hangs."""
    condition = {
        "when_question": blocks.CharBlock(
            max_length=81,
            required=False,
            label="Asked only after the question",
            help_text="An earlier question: its key, or section.key where it stands in another section.",
        ),
        "when_answers": blocks.CharBlock(
            max_length=300,
            required=False,
            label="answered with",
            help_text="Keys of answers, with commas. Leave it empty for a confirmation.",
        ),
    }
    return type("OneQuestionBlock", (QuestionBlock,), {**own, **condition})


def words_max() -> blocks.IntegerBlock:
    return blocks.IntegerBlock(min_value=1, max_value=WORDS_MOST, required=False, label="Words at most")


class QuestionsBlock(blocks.StreamBlock):
    """Questions in order, each of a kind."""

    text = question_block(words_max=words_max())(label=KINDS["text"], icon="pilcrow")
    number = question_block(
        low=blocks.DecimalBlock(required=False, label="At least"),
        high=blocks.DecimalBlock(required=False, label="At most"),
        unit=blocks.CharBlock(max_length=40, required=False, help_text="Such as: minutes a week."),
    )(label=KINDS["number"], icon="order")
    money = question_block()(label=KINDS["money"], icon="tag")
    choice = question_block(choices=blocks.ListBlock(ChoiceBlock(), min_num=2, label="Answers"))(
        label=KINDS["choice"], icon="radio-full"
    )
    choices = question_block(choices=blocks.ListBlock(ChoiceBlock(), min_num=2, label="Answers"))(
        label=KINDS["choices"], icon="list-ul"
    )
    date = question_block(is_past=blocks.BooleanBlock(required=False, label="Not after the day it is answered"))(
        label=KINDS["date"], icon="date"
    )
    table = question_block(
        columns=blocks.ListBlock(ColumnBlock(), min_num=1, max_num=6, label="Columns"),
        rows_max=blocks.IntegerBlock(min_value=1, max_value=ROWS_MAX, required=False, label="Rows at most"),
    )(label=KINDS["table"], icon="table")
    file = question_block(
        accepts=blocks.MultipleChoiceBlock(choices=[(key, words[0]) for key, words in FILE_TYPES.items()])
    )(label=KINDS["file"], icon="doc-full")
    record = question_block(record=blocks.ChoiceBlock(choices=list(RECORDS.items()), label="Which"))(
        label=KINDS["record"], icon="link"
    )
    attestation = question_block()(label=KINDS["attestation"], icon="check")


class SectionBlock(blocks.StructBlock):
    """One page of the form."""

    key = key_block("Part of the page’s address.")
    title = blocks.CharBlock(max_length=120)
    group = blocks.CharBlock(max_length=80, label="Heading in the task list")
    minutes = blocks.IntegerBlock(min_value=1, max_value=600, default=10, label="Minutes it takes")
    intro = blocks.TextBlock(rows=3, max_length=1000, required=False, label="Introduction")
    panel = blocks.ChoiceBlock(choices=list(PANEL_WORDS.items()), required=False, label="Shown beside it")
    criteria = blocks.ListBlock(
        blocks.CharBlock(max_length=40), default=[], label="Read for these criteria", help_text="Keys of the policy."
    )
    questions = QuestionsBlock(required=False)

    class Meta:
        label = "Section"
        icon = "list-ol"


class SectionsBlock(blocks.StreamBlock):
    """The whole form. Its rules are those of every definition; a fault is said at the field it is in."""

    section = SectionBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        stored = definition_of(cleaned.get_prep_value())
        try:
            read_form(stored)
        except FormError as fault:
            raise _at_its_field(stored, fault)
        return cleaned


def _at_its_field(stored: dict[str, Any], fault: FormError) -> ValidationError:
    words = ValidationError(str(fault))
    section_key, *rest = fault.place or ("",)
    places = [number for number, section in enumerate(stored["sections"]) if section["key"] == section_key]
    if not places:
        return StreamBlockValidationError(non_block_errors=[words])
    section = stored["sections"][places[-1]]
    numbers = [number for number, question in enumerate(section["questions"]) if rest and question["key"] == rest[0]]
    if not numbers:
        part = rest[0] if rest and rest[0] in section else "key"
        return StreamBlockValidationError(block_errors={places[-1]: StructBlockValidationError({part: words})})
    part = FIELD_OF_PART.get(rest[1], rest[1]) if len(rest) > 1 else "key"
    at_question = StreamBlockValidationError(block_errors={numbers[-1]: StructBlockValidationError({part: words})})
    at_section = StructBlockValidationError({"questions": at_question})
    return StreamBlockValidationError(block_errors={places[-1]: at_section})
