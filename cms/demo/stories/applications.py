"""Who applied to which invitation, what the reviewers thought, what was decided. Days count back from today."""

from dataclasses import dataclass

GATE = "learning_model"
CRITERIA = (GATE, "design", "evidence", "implementation", "equity", "privacy", "sustainability")
STAGES = ("draft", "submitted", "screening", "under_review", "scored", "agreed", "recommended", "decided")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationStory:
    """One application. `scores` are the panel's, in the order of CRITERIA; an empty `tier` declines.

    `fee` is a word of `acts/fees.py`: what became of its fee. `cure` says what became of what was missing: asked,
    answered or closed. `papers` are kept documents and the sections they belong to; `claims` parts, grounds and
    reasons, for which the sender signs in the position `signs_as`; `released_days_ago` is when the public copy was.
    """

    model: str
    round: str
    asked: str
    sender: str
    started: int
    sent: int
    stage: str
    scores: tuple[int, ...] = (3, 3, 3, 3, 3, 3, 3)
    panel: tuple[str, ...] = ("amara.diallo", "kenneth.yoo", "sofia.marchetti")
    tier: str = ""
    is_withdrawn: bool = False
    fee: str = "check"
    cure: str = ""
    papers: tuple[tuple[str, str], ...] = ()
    claims: tuple[tuple[str, str, str], ...] = ()
    signs_as: str = ""
    released_days_ago: int | None = None
    conditions: str = ""
    exception: str = ""
    summary: str = ""

    def reached(self, stage: str) -> bool:
        """Whether it came as far as this stage."""
        return STAGES.index(self.stage) >= STAGES.index(stage)


APPLICATIONS = (
    ApplicationStory(
        model="harbor",
        round="first",
        asked="promising",
        sender="ines.caldwell",
        started=388,
        sent=356,
        stage="decided",
        tier="promising",
        scores=(4, 3, 3, 4, 3, 3, 3),
        conditions="Report results for English learners each year.",
        summary="A whole way of teaching early reading. The panel asks for results of English learners each year.",
    ),
    ApplicationStory(
        model="trails",
        round="first",
        asked="early_stage",
        sender="arturo.benavides",
        started=386,
        sent=353,
        stage="decided",
        fee="small_firm",
        tier="early_stage",
        scores=(4, 3, 1, 3, 3, 4, 2),
        panel=("amara.diallo", "sofia.marchetti", "weiling.tan"),
        summary="Strong talk about number and careful records. There is growth, but nobody to compare it with yet.",
    ),
    ApplicationStory(
        model="storylab",
        round="first",
        asked="early_stage",
        sender="agnes.kowalczyk",
        started=384,
        sent=352,
        stage="decided",
        tier="early_stage",
        scores=(3, 3, 2, 2, 3, 4, 3),
        panel=("kenneth.yoo", "weiling.tan", "joan.petersen"),
        summary="Writing for real readers, at a price that any school can pay. It rests on two people.",
    ),
    ApplicationStory(
        model="evening",
        round="first",
        asked="early_stage",
        sender="arturo.benavides",
        started=383,
        sent=351,
        stage="decided",
        fee="small_firm",
        scores=(1, 2, 1, 2, 2, 3, 2),
        panel=("amara.diallo", "kenneth.yoo", "joan.petersen"),
        summary="Good cards and kind tutors, beside a school day that stays as it is. That is a product, not a model.",
    ),
    ApplicationStory(
        model="studio",
        round="middle",
        papers=(("Liability insurance", ""), ("Accessibility report", "accessibility")),
        claims=(
            (
                "staffing.support",
                "trade_secret",
                "It says how we time a coach’s visits, worked out over nine years. Competitors would copy it at once.",
            ),
        ),
        signs_as="Executive director",
        released_days_ago=150,
        asked="effective",
        sender="yusuf.demir",
        started=240,
        sent=212,
        stage="decided",
        fee="granted",
        tier="promising",
        scores=(4, 4, 3, 3, 3, 3, 3),
        panel=("sofia.marchetti", "weiling.tan", "bilal.hussain"),
        summary="The clearest account of a changed school day that we have read. One school is not yet many.",
    ),
    ApplicationStory(
        model="lab",
        round="middle",
        asked="early_stage",
        sender="yusuf.demir",
        started=238,
        sent=211,
        stage="decided",
        fee="refused",
        tier="early_stage",
        scores=(3, 3, 2, 3, 2, 3, 3),
        panel=("amara.diallo", "kenneth.yoo", "bilal.hussain"),
        summary="Real measurements and real arguments. The plan for a comparison is sound and has not begun.",
    ),
    ApplicationStory(
        model="workshop",
        round="middle",
        asked="early_stage",
        sender="dana.whitlock",
        started=236,
        sent=208,
        stage="decided",
        fee="online",
        tier="early_stage",
        scores=(3, 3, 2, 3, 3, 2, 2),
        panel=("kenneth.yoo", "weiling.tan", "joan.petersen"),
        summary="Work and school feed each other. Transport and insurance need a coordinator who stays.",
    ),
    ApplicationStory(
        model="tides",
        round="middle",
        asked="early_stage",
        sender="yusuf.demir",
        started=239,
        sent=209,
        stage="decided",
        scores=(1, 3, 2, 3, 3, 3, 2),
        panel=("amara.diallo", "weiling.tan", "joan.petersen"),
        summary="A fine station and good questions. The panel could not see that the school day itself changes.",
    ),
    ApplicationStory(
        model="fieldstats",
        round="number",
        asked="early_stage",
        sender="yusuf.demir",
        started=88,
        sent=56,
        stage="decided",
        scores=(2, 2, 1, 2, 2, 3, 1),
        panel=("kenneth.yoo", "sofia.marchetti", "joan.petersen"),
        summary="Lively questions, thinly described. How teachers are prepared for the doubt in class stays open.",
    ),
    ApplicationStory(
        model="ledger",
        round="number",
        asked="promising",
        sender="arturo.benavides",
        started=87,
        sent=51,
        stage="decided",
        tier="early_stage",
        scores=(3, 3, 2, 3, 3, 3, 3),
        panel=("sofia.marchetti", "weiling.tan", "joan.petersen"),
        summary="A whole year in one shop, well thought through. There are no results yet that carry more.",
    ),
    ApplicationStory(
        model="balance",
        round="number",
        asked="promising",
        sender="arturo.benavides",
        started=86,
        sent=44,
        stage="decided",
        tier="promising",
        scores=(3, 4, 3, 3, 3, 3, 3),
        panel=("sofia.marchetti", "weiling.tan", "joan.petersen"),
        conditions="Send the results of the county’s trial within a year.",
        exception="The two schools that tried it are too small for what promising asks for. The county’s trial with "
        "twelve schools is under way and registered, and the plan was read by the panel.",
        summary="A clear way to weigh an argument in numbers, well prepared by its teachers. Results are few so far.",
    ),
    ApplicationStory(
        model="measure",
        round="number",
        asked="early_stage",
        sender="dana.whitlock",
        started=79,
        sent=49,
        stage="decided",
        scores=(1, 2, 1, 2, 2, 2, 2),
        panel=("amara.diallo", "kenneth.yoo", "joan.petersen"),
        summary="Good tasks for a workshop. They stand beside the lessons and do not change them.",
    ),
    ApplicationStory(
        model="fraction",
        round="number",
        asked="promising",
        sender="arturo.benavides",
        started=86,
        sent=52,
        stage="recommended",
        fee="lapsed",
        tier="early_stage",
        scores=(3, 4, 3, 3, 3, 3, 3),
        panel=("amara.diallo", "sofia.marchetti", "weiling.tan"),
        summary="A careful trial by others, in two districts. A measure used during the year is still missing.",
    ),
    ApplicationStory(
        model="algebra",
        round="number",
        asked="early_stage",
        sender="arturo.benavides",
        started=84,
        sent=45,
        stage="scored",
        fee="bounced",
        scores=(3, 2, 2, 3, 3, 3, 3),
        panel=("amara.diallo", "kenneth.yoo", "weiling.tan"),
    ),
    ApplicationStory(
        model="fieldmath",
        round="number",
        asked="early_stage",
        sender="yusuf.demir",
        started=80,
        sent=41,
        stage="under_review",
        fee="surplus",
        panel=("amara.diallo", "kenneth.yoo", "bilal.hussain"),
    ),
    ApplicationStory(
        model="trademath",
        round="number",
        asked="early_stage",
        sender="dana.whitlock",
        started=78,
        sent=42,
        stage="screening",
        fee="given_back",
        is_withdrawn=True,
    ),
    ApplicationStory(
        model="orchard",
        round="open",
        asked="early_stage",
        sender="agnes.kowalczyk",
        started=19,
        sent=6,
        stage="screening",
        cure="answered",
    ),
    ApplicationStory(
        model="workshop",
        round="open",
        asked="early_stage",
        sender="dana.whitlock",
        started=16,
        sent=5,
        stage="screening",
        cure="asked",
    ),
    ApplicationStory(
        model="measure",
        round="middle",
        asked="early_stage",
        sender="dana.whitlock",
        started=236,
        sent=214,
        stage="screening",
        cure="closed",
    ),
    ApplicationStory(
        model="storylab",
        round="rolling",
        asked="promising",
        sender="agnes.kowalczyk",
        started=30,
        sent=9,
        stage="screening",
        fee="check",
    ),
    ApplicationStory(
        model="lab",
        round="rolling",
        asked="promising",
        sender="yusuf.demir",
        started=21,
        sent=0,
        stage="draft",
    ),
    ApplicationStory(
        model="shoptalk",
        round="open",
        asked="early_stage",
        sender="dana.whitlock",
        started=15,
        sent=2,
        stage="submitted",
        fee="asked",
    ),
    ApplicationStory(
        model="trails",
        round="open",
        papers=(("Certificate of insurance", ""), ("VPAT", "accessibility")),
        claims=(
            ("references.contact", "personal", "It is the number of a principal’s home, who asked us to keep it so."),
        ),
        signs_as="Owner",
        asked="promising",
        sender="arturo.benavides",
        started=8,
        sent=1,
        stage="submitted",
        fee="on_its_way",
    ),
    ApplicationStory(
        model="writers",
        round="open",
        papers=(("Background checks of tutors", "staffing"), ("Our privacy policy", "")),
        claims=(("staffing.support", "proprietary", "It shows what a visit costs us, which we tell no customer."),),
        asked="early_stage",
        sender="ines.caldwell",
        started=12,
        sent=0,
        stage="draft",
    ),
)
RENEWAL = ApplicationStory(
    model="studio",
    round="rolling",
    asked="effective",
    sender="yusuf.demir",
    started=72,
    sent=58,
    stage="decided",
    tier="promising",
    scores=(4, 4, 3, 3, 3, 3, 3),
    panel=("sofia.marchetti", "weiling.tan", "bilal.hussain"),
    summary="The day is described as clearly as before, and a second school follows it. Its results are not in yet.",
)
REASONS = {
    4: "The application shows it in practice, with dates, names and what was changed after the first year.",
    3: "Well described and plausible; the references confirm most of it.",
    2: "Described in outline. We would want to see it in a second school.",
    1: "Named, but not shown. The text stays with intentions.",
    0: "Not addressed.",
}
