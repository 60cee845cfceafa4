"""What the made-up providers answer in an application: from their model's description, else a plain sentence."""

from datetime import date, timedelta
from typing import Any

from cms.demo.stories.models import ModelStory
from procurement.applicationforms.questions import Question, Section

FROM_FACTS = {
    "integration": "integration",
    "progress": "competency_progression",
    "paths": "personal_paths",
    "served": "students_served",
    "staff": "staffing",
}
SAID = {
    "changed": "We cut the opening by half and moved the check to the end, after watching eight sessions.",
    "disabilities": "Materials come in large print and by voice. Adults learn two ways to adapt each task.",
    "english_learners": "Students may speak and plan in their first language; key words are kept on a card.",
    "support": "A coach visits once a month and answers within a day. Schools meet twice a year.",
    "fidelity": "A one-page observation twice a term, shared with the teacher the same day.",
    "rationale": "Talk, feedback within a day and progress by mastery help those who are behind. See our references.",
    "results": "Two schools over two years. The evidence page has each study with its numbers.",
    "open_question": "Whether it works in rural schools with one adult a room. The planned study will tell.",
    "monitoring": "Monthly counts of minutes and progress, read with the school each quarter.",
    "school": "Cold Spring Elementary, Tamarack Area School District",
    "contact": "The principal, at the school’s office, by appointment.",
    "said": "Finding the half hour is hard in the first month. After that it runs.",
    "second_school": "Harborside School, Port Ellison City Schools; the assistant principal.",
    "storage": "On servers in the United States. Four named people of ours can read it; schools see their own.",
    "destruction": "Sixty days after the contract ends; the district gets a certificate.",
    "gaps": "Two small gaps, both named in the report, to be closed by next fall.",
    "later_years": "Training falls away after the first year; refreshers are by the day.",
}
CHOSEN = {"home_access": "nothing", "outside_check": "questionnaire", "standard": "wcag21aa"}
NUMBERS = {"minutes_weekly": "120", "training_hours": "12", "breach_hours": "48"}
WEEK = [
    {"activity": "Short opening for all", "minutes": "15", "adults": "The teacher"},
    {"activity": "Work in small groups", "minutes": "75", "adults": "The teacher and an aide"},
    {"activity": "Own task, and showing it", "minutes": "30", "adults": "The teacher"},
]
MONEY = {"price_small": "21000", "price_large": "94000"}


def answers_of(model: ModelStory, section: Section, day: date) -> dict[str, Any]:
    """A full answer to every question of a section."""
    return {question.key: _answer(model, question, day) for question in section.questions}


def _answer(model: ModelStory, question: Question, day: date) -> Any:
    key = question.key
    if question.kind == "attestation":
        return True
    if question.kind == "date":
        return (day - timedelta(days=30)).isoformat()
    if question.kind == "choice":
        return CHOSEN.get(key, question.choices[0][0])
    if question.kind == "choices":
        return [question.choices[0][0]]
    if question.kind == "number":
        return NUMBERS.get(key, "10")
    if question.kind == "money":
        return MONEY.get(key, "1000")
    if question.kind == "table":
        return WEEK if key == "week" else []
    if question.kind in ("file", "record"):
        return None
    return model.facts[FROM_FACTS[key]] if key in FROM_FACTS else SAID.get(key, "See the model’s page.")
