"""The portal refuses what looks like rows about children, and takes totals and prose."""

import pytest

from procurement.outcomes.rowlike import why_rowlike

ROSTER = "\n".join(
    f"10{n}4477,{name},3,{200 + n}"
    for n, name in enumerate(["Ana Lopez", "Ben Carter", "Cy Young", "Dee Snow", "Eli Park", "Fay Moss"], start=10)
)
SCORES = "\n".join(f"{9000000 + 37 * n}\t{n % 4}\t{180 + n}" for n in range(12))
BIRTHS = "\n".join(f"0{n}/1{n}/2018|Oak|{n}" for n in range(1, 8))


@pytest.mark.parametrize(
    "text",
    [
        ROSTER,
        SCORES,
        BIRTHS,
        "student id,score\n1,2",
        "Last Name\tFirst Name\tScore",
        "PASecureID;grade",
        "One child: 123-45-6789",
        "date of birth was recorded",
        "a@x.org b@x.org c@x.org",
    ],
)
def test_rows_about_children_are_refused_with_what_is_accepted(text):
    assert "totals only" in why_rowlike(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Two aides left in November, so groups grew to seven.",
        "group,n,mean,sd\nall,116,412.5,38.1\nlearners,18,398.2,35.0\ngirls,60,415,37\nboys,56,410,39\nother,12,401,30",
        "Grade 2: 116 students, mean 412.5, SD 38.1\nGrade 3: 118 students, mean 430.0, SD 40.2",
        "The aides met on 12 January 2027, 26 January 2027 and 9 February 2027.",
    ],
)
def test_totals_and_prose_are_taken(text):
    assert why_rowlike(text) == ""
