"""Assembling a 40-clause contract: body, canonical text, hash and tagged PDF, beside a bare page of the typesetter."""

import statistics
import time

from marketplace.documents.canonical import canonical_json, sha256_of
from marketplace.documents.pdf import render_pdf
from procurement.clauses.shipped import shipped_template
from procurement.contracts.assembly import ModelTerms, Origin, Party, TemplateTerms, assemble
from procurement.contracts.layout import pdf_data
from tests.procurement.bodies import POLICY_BOUNDS, make_body, terms_by_key

CLAUSE_COUNT, ROUNDS, BAR_S = 40, 7, 1.0


def seconds(work) -> float:
    """The median time of some work over the rounds."""
    times = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def contract() -> bytes:
    """One contract, from the agreed revision to the file."""
    agreed = make_body()
    agreed = agreed | {"clauses": agreed["clauses"][:CLAUSE_COUNT]}
    headings = tuple(
        (heading["title"], tuple(entry["key"] for entry in heading["clauses"]))
        for heading in shipped_template()["headings"]
    )
    body = assemble(
        agreed,
        origin=Origin("CON-AAAA-22", "NEG-AAAA-22", 1, "0" * 64, 1),
        parties=[Party("buyer", "Millbrook Valley", "Millbrook", ""), Party("provider", "Lanternfield", "Easton", "")],
        model=ModelTerms("Harbor Readers", "Lanternfield", 2, "1" * 64, "Promising", "since 1 March 2027"),
        template=TemplateTerms("pilot", 1, headings),
        clauses=terms_by_key(),
        bounds=POLICY_BOUNDS,
    )
    sha256 = sha256_of(canonical_json(body))
    data = pdf_data(body, title="Pilot contract", reference="CON-AAAA-22", sender="Meridian", sha256=sha256)
    return render_pdf(template="contract", data=data)


def main() -> None:
    """Print one line."""
    ours = seconds(contract)
    bare = seconds(lambda: render_pdf(template="letter", data={"title": "One line", "paragraphs": ["One line."]}))
    verdict = "ok" if ours <= BAR_S else "OVER"
    print(
        f"assembly of a {CLAUSE_COUNT}-clause contract with PDF: {ours:.2f} s (bar {BAR_S:.0f} s), "
        f"{ours / bare:.1f} × a one-line letter: {verdict}"
    )


if __name__ == "__main__":
    main()
