"""Files of findings that providers uploaded: one taken in, one that waits for a word, one with cells to mend."""

from cms.demo.stories.evidence import LAB_CHECK, NUMBER_TALK, STATE_MATH, STATE_SCIENCE

HEADER = (
    "study,design,assigned_by,year,schools,districts,places,funders,measure,students,assigned_model,assigned_usual,"
    "n_model,n_usual,mean_model,mean_usual,sd_model,sd_usual,start_mean_model,start_mean_usual,start_sd_model,"
    "start_sd_usual,adjusted,claimed_g"
)


def _file(*rows: str) -> bytes:
    return "\r\n".join((HEADER, *rows)).encode()


TAKEN = (
    "orchard",
    "orchard-books-2026.csv",
    _file(
        '"Núñez, 2026",qed,student,2026,2,Wren County Schools,rural,Orchard Trust,'
        f"{STATE_MATH},Grade 5,,,88,91,452.1,449.0,46.2,47.0,431.2,430.6,44.0,44.8,yes,0.21"
    ).replace("Núñez".encode(), "NÃºÃ±ez".encode()),
)
WAITING = (
    "lab",
    "river-lab-2026.csv",
    _file(
        "Ibarra 2026,qed,student,2026,4,Alder Point Public Schools; Copper Falls Unified,city; town,Harrow Bay College,"
        f"{STATE_SCIENCE},Grade 8,,,142,139,471.4,466.8,42.1,42.4,452.2,452.0,41.8,41.9,yes,0.15",
        f"Ibarra 2026,,,,,,,,{LAB_CHECK},Grade 8,,,140,139,31.0,29.2,8.1,8.4,22.0,21.9,7.9,8.0,yes,",
    ),
)
TO_MEND = (
    "trails",
    "number-trails.csv",
    _file(
        "Petrov 2026,rct,student,2026,3,Wren County Schools,rural,,"
        f"{NUMBER_TALK},Grade 2,60,60,58,61,41.0,38.8,11.0,0,30.1,30.2,10.2,10.4,yes,0.20",
        "Petrov 2026,rct,student,2026,3,Wren County Schools,rural,,"
        "Number Paths Quiz,Grade 2,60,60,58,57,21,20,6,6,,,,,yes,",
    ),
)
FILES = (TAKEN, WAITING, TO_MEND)
