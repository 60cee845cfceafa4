"""What is typeset: the signed statement and the public copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from marketplace.clocks.words import instant_words
from marketplace.documents.models import StoredFile
from marketplace.documents.pdf import render_pdf
from marketplace.documents.services import store_generated
from marketplace.products.tier_names import tier_label
from procurement.applications.models import Application
from procurement.disclosures.models import ConfidentialityStatement


def keep_statement_file(statement: ConfidentialityStatement, at: datetime) -> StoredFile:
    """The signed statement as a PDF of its application."""
    application = statement.application
    data = {
        "sender": application.provider.name,
        "reference": application.reference,
        "title": "Statement of confidentiality",
        "paragraphs": statement.text.split("\n\n"),
        "facts": [
            ["Signed by", f"{statement.signed_name}, {statement.position}"],
            ["By typing the name", instant_words(statement.signed_at, settings.TIME_ZONE)],
            ["Signed in as", statement.signed_by.email],
        ],
        "hash": statement.sha256,
        "hash_title": "How to recognize this statement",
    }
    return _kept(application, "statement of confidentiality", data, statement.signed_at, at)


def keep_copy_file(application: Application, data: Mapping[str, Any], sha256: str, at: datetime) -> StoredFile:
    """The public copy as a PDF of its application."""
    return _kept(application, "public copy", copy_paper(data, sha256), application.last_sent_at, at)


def copy_paper(data: Mapping[str, Any], sha256: str) -> dict[str, Any]:
    """The public copy as data for its template."""
    sections = [
        {
            "heading": section["title"],
            "facts": [[answer["question"], answer["answer"]] for answer in section["answers"]],
        }
        for section in data["sections"]
    ]
    goals = [[f"Goal {number}", _goal(goal)] for number, goal in enumerate(data["goals"], start=1)]
    papers = [[paper["title"], _version(paper)] for paper in data["documents"]]
    left_out = [[entry["place"], _why(entry)] for entry in data["left_out"]]
    more = (("Goals", goals), ("Attached documents", papers), ("What is left out, and why", left_out))
    sections += [{"heading": heading, "facts": facts} for heading, facts in more if facts]
    return {
        "sender": data["provider"],
        "reference": data["application"],
        "title": "Application, public copy",
        "paragraphs": [
            "This copy was made from the application as it was sent. Where the provider claimed a part confidential, "
            "the claim stands in its place; every claim is listed at the end with its ground and reason."
            if data["left_out"]
            else "This copy was made from the application as it was sent. The provider claimed nothing confidential."
        ],
        "facts": [
            ["Provider", data["provider"]],
            ["Model", f"{data['model']['reference']}, version {data['model']['version']}"],
            ["Round", data["round"]],
            ["Asked for", tier_label(data["tier_asked"])],
        ],
        "sections": sections,
        "hash": sha256,
        "hash_title": "How to recognize this copy",
    }


def _goal(goal: Mapping[str, Any]) -> str:
    return f"{goal['goal']} {goal['measure_name']}: {goal['target']}, by {goal['due_on']}."


def _why(entry: Mapping[str, Any]) -> str:
    return f"{entry['ground']} ({entry['source']}). {entry['reason']}"


def _version(paper: Mapping[str, Any]) -> str:
    return f"Version {paper['version']}, sha256 {paper['sha256']}" if paper["version"] else "Not in this copy"


def _kept(application: Application, name: str, data: dict[str, Any], made_at: datetime, at: datetime) -> StoredFile:
    return store_generated(
        content=render_pdf(template="letter", data=data, made_at=made_at),
        name=f"{application.reference} {name}.pdf",
        content_type="application/pdf",
        subject=application,
        organization=application.provider,
        at=at,
    )
