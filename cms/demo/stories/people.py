"""Who is in the demo: the department, its reviewers, providers and districts, with what each can do first."""

from cms.demo.stories.bodies import Body, Person
from cms.demo.stories.evaluators import EVALUATORS, ON_THEIR_OWN

MAIL_DOMAIN = "example.org"


AGENCY = Body(
    key="meridian",
    name="Meridian Department of Education",
    about="The department’s Office of Learning Innovation runs this portal.",
    capabilities=("regulates",),
    domain="meridian.example.gov",
    ein="91-0000001",
    address_line="1 Capitol Street",
    city="Meridian",
    postal_code="17101",
    joined_days_ago=480,
    people=(
        Person("miriam.okafor", "Miriam Okafor", ("owner",), "See who works for the department and in which role."),
        Person(
            "daniel.reyes",
            "Daniel Reyes",
            ("program_officer",),
            "Screen an application, assign reviewers, check an outcome.",
        ),
        Person(
            "elena.boyd",
            "Elena Vasquez-Boyd",
            ("program_officer",),
            "Draft the next invitation to qualify; follow tier reviews.",
        ),
        Person("hannah.lindqvist", "Hannah Lindqvist", ("review_lead",), "Lead a panel to agreement."),
        Person(
            "samuel.whitcombe", "Samuel Whitcombe", ("determiner",), "Decide a tier that somebody else recommended."
        ),
        Person("louise.bergeron", "Louise Bergeron", ("determiner",), "Decide a tier review."),
        Person(
            "priya.raghunathan",
            "Priya Raghunathan",
            ("contracts_officer",),
            "Keep the clause library and the contract template.",
        ),
        Person("grace.nakamura", "Grace Nakamura", ("appeal_officer",), "Take up an appeal, decide another."),
        Person("tobias.ferreira", "Tobias Ferreira", ("auditor",), "Read every record that is not sealed."),
        Person(
            "amara.diallo",
            "Amara Diallo",
            ("reviewer",),
            "Declare, read and score an application.",
            "Larkhaven University",
        ),
        Person("kenneth.yoo", "Kenneth Yoo", ("reviewer",), "Finish a review that is begun.", "Retired principal"),
        Person(
            "sofia.marchetti",
            "Sofia Marchetti",
            ("reviewer",),
            "See what you have reviewed.",
            "Stillwater Research Group",
        ),
        Person("bilal.hussain", "Bilal Hussain", ("reviewer",), "Answer an offer to review.", "Larkhaven University"),
        Person("joan.petersen", "Joan Petersen", ("reviewer",), "Answer an offer to review.", "Self-employed"),
        Person("weiling.tan", "Wei-Ling Tan", ("reviewer",), "See what you have reviewed.", "Harrow Bay College"),
        Person(
            "oscar.brandt",
            "Oscar Brandt",
            ("reviewer",),
            "See the review that you stepped back from.",
            "Harrow Bay College",
        ),
    ),
)

PROVIDERS = (
    Body(
        key="lanternfield",
        name="Lanternfield Learning",
        capabilities=("offers",),
        about="A company of former reading teachers. It makes small-group reading models for the early grades.",
        domain="lanternfield.example.com",
        ein="91-1000011",
        address_line="48 Mill Race Lane",
        city="Port Ellison",
        postal_code="17204",
        joined_days_ago=440,
        owners=("Ines Caldwell", "Marcus Oyelaran"),
        people=(
            Person("ines.caldwell", "Ines Caldwell", ("owner",), "Read a decision and follow your pilots."),
            Person(
                "marcus.oyelaran",
                "Marcus Oyelaran",
                ("author",),
                "Propose a revision, deliver a milestone, reply to an outcome.",
            ),
            Person("helen.strand", "Helen Strand", ("signatory",), "Sign a contract that is waiting."),
        ),
    ),
    Body(
        key="copperleaf",
        name="Copperleaf Math Works",
        capabilities=("offers",),
        about="Tutoring in mathematics with local tutors, for grades 3 to 8.",
        domain="copperleaf.example.com",
        ein="91-1000022",
        address_line="9 Foundry Court",
        city="Ashgrove",
        postal_code="17322",
        joined_days_ago=432,
        owners=("Arturo Benavides",),
        people=(
            Person(
                "arturo.benavides", "Arturo Benavides", ("owner", "signatory"), "Answer the notice of a tier review."
            ),
            Person("leah.ostrowski", "Leah Ostrowski", ("author",), "Finish an application before the round closes."),
        ),
    ),
    Body(
        key="northwind",
        name="Northwind Studio Schools",
        capabilities=("offers",),
        about="A nonprofit that helps middle schools run their day around studios and competencies.",
        domain="northwind.example.org",
        ein="91-1000033",
        address_line="210 Weaver Street",
        city="Tamarack",
        postal_code="17415",
        joined_days_ago=428,
        owners=("Northwind Foundation",),
        people=(
            Person("yusuf.demir", "Yusuf Demir", ("owner", "signatory"), "See what became of your application."),
            Person(
                "carla.jimenez",
                "Carla Jiménez",
                ("author",),
                "Describe a model and see which tier its evidence carries.",
            ),
        ),
    ),
    Body(
        key="kestrel",
        name="Kestrel Pathways",
        capabilities=("offers",),
        about="Career learning with local employers for grades 9 to 12.",
        domain="kestrel.example.com",
        ein="91-1000044",
        address_line="77 Quarry Road",
        city="Gray’s Hollow",
        postal_code="17518",
        joined_days_ago=300,
        owners=("Dana Whitlock", "Kestrel Holdings"),
        people=(
            Person("dana.whitlock", "Dana Whitlock", ("owner", "signatory"), "Start an application in the open round."),
            Person("theo.lambert", "Theo Lambert", ("author",), "Add a study and see what is missing for a tier."),
        ),
    ),
    Body(
        key="brightwater",
        name="Brightwater Tutoring Cooperative",
        capabilities=("offers",),
        about="A cooperative of writing tutors.",
        domain="brightwater.example.coop",
        ein="91-1000055",
        address_line="3 Ferry Landing",
        city="Port Ellison",
        postal_code="17204",
        joined_days_ago=9,
        owners=("Members of the cooperative",),
        state="unconfirmed",
        people=(
            Person(
                "rosalind.achterberg",
                "Rosalind Achterberg",
                ("owner", "author"),
                "Draft everything while the department checks who you are.",
            ),
        ),
    ),
    Body(
        key="sunmere",
        name="Sunmere Apps",
        capabilities=("offers",),
        about="Makes a flash-card app.",
        domain="sunmere.example.com",
        ein="91-1000066",
        address_line="1 Harbor Loop",
        city="Port Ellison",
        postal_code="17204",
        joined_days_ago=130,
        owners=("Vincent Draper",),
        state="refused",
        people=(
            Person("vincent.draper", "Vincent Draper", ("owner",), "Read why your organization was not confirmed."),
        ),
    ),
)

DISTRICTS = (
    Body(
        key="tamarack",
        name="Tamarack Area School District",
        capabilities=("buys",),
        about="A rural district of six schools.",
        domain="tamarack.example.edu",
        ein="91-2000011",
        address_line="500 School House Road",
        city="Tamarack",
        postal_code="17415",
        joined_days_ago=420,
        district="9900001",
        people=(
            Person(
                "nora.finch",
                "Nora Finch",
                ("owner", "approver"),
                "Check and issue the request that your buyer drafted.",
            ),
            Person("walter.simms", "Walter Simms", ("buyer",), "Start a request, negotiate, accept a milestone."),
            Person("evelyn.marsh", "Evelyn Marsh", ("signatory",), "Sign a contract that is waiting."),
            Person("paulo.teixeira", "Paulo Teixeira", ("viewer",), "Read everything of the district."),
        ),
    ),
    Body(
        key="ellison",
        name="Port Ellison City Schools",
        capabilities=("buys",),
        about="A city district of 31 schools.",
        domain="portellison.example.edu",
        ein="91-2000022",
        address_line="12 Customs Square",
        city="Port Ellison",
        postal_code="17204",
        joined_days_ago=415,
        district="9900002",
        people=(
            Person("danielle.brooks", "Danielle Brooks", ("owner", "approver"), "See every request and its state."),
            Person("ravi.menon", "Ravi Menon", ("buyer",), "Answer a proposed revision; report an outcome."),
            Person("constance.abara", "Constance Abara", ("signatory",), "Sign a contract that is waiting."),
            Person("ingrid.solheim", "Ingrid Solheim", ("panelist",), "Read the district’s requests and contracts."),
        ),
    ),
    Body(
        key="grayshollow",
        name="Gray’s Hollow School District",
        capabilities=("buys",),
        about="A small town district of three schools.",
        domain="grayshollow.example.edu",
        ein="91-2000033",
        address_line="8 Church Hill",
        city="Gray’s Hollow",
        postal_code="17518",
        joined_days_ago=400,
        district="9900003",
        people=(
            Person("june.castellano", "June Castellano", ("owner", "buyer"), "Compare models and draft a request."),
            Person("harold.vance", "Harold Vance", ("signatory", "approver"), "Sign a contract that is waiting."),
        ),
    ),
    Body(
        key="ashgrove",
        name="Ashgrove Charter School",
        capabilities=("buys",),
        about="One charter school for kindergarten to grade 8.",
        domain="ashgrove.example.edu",
        ein="91-2000044",
        address_line="44 Linden Walk",
        city="Ashgrove",
        postal_code="17322",
        joined_days_ago=390,
        district="9900004",
        people=(
            Person("simone.duval", "Simone Duval", ("owner", "buyer"), "Start the pilot’s outcome report."),
            Person("george.ames", "George Ames", ("signatory",), "See the contract you signed."),
        ),
    ),
    Body(
        key="millbrook",
        name="Millbrook Valley School District",
        capabilities=("buys", "offers"),
        about="A valley district that both buys models and offers one of its own.",
        domain="millbrook.example.edu",
        ein="91-2000055",
        address_line="60 River Road",
        city="Millbrook",
        postal_code="17601",
        joined_days_ago=410,
        district="9900005",
        owners=("Millbrook Valley School District",),
        people=(
            Person(
                "agnes.kowalczyk", "Agnes Kowalczyk", ("owner", "author"), "Keep the district’s own model up to date."
            ),
            Person("terrence.bell", "Terrence Bell", ("buyer",), "Look for a model to try next year."),
            Person("miguel.santos", "Miguel Santos", ("signatory",), "Sign for the district, on either side."),
        ),
    ),
    Body(
        key="fennimore",
        name="Fennimore Township School District",
        capabilities=("buys",),
        about="A district that has just claimed its page.",
        domain="fennimore.example.edu",
        ein="91-2000066",
        address_line="2 Academy Green",
        city="Fennimore",
        postal_code="17733",
        joined_days_ago=4,
        district="9900006",
        state="unconfirmed",
        people=(
            Person(
                "lydia.hartmann",
                "Lydia Hartmann",
                ("owner", "buyer"),
                "Draft a request while the department confirms the district.",
            ),
        ),
    ),
)

ELSEWHERE = Body(
    key="halden",
    name="Halden Department of Education",
    about="The agency of another state, which has a portal of its own. Its people lend a hand here.",
    capabilities=(),
    domain="halden.example.gov",
    ein="",
    address_line="",
    city="",
    postal_code="",
    joined_days_ago=60,
    people=(
        Person(
            "ruth.abara", "Ruth Abara", (), "Take up one appeal for the department.", "Halden Department of Education"
        ),
    ),
)

BODIES = (AGENCY, *PROVIDERS, *EVALUATORS, *DISTRICTS)
NO_BODIES = (ON_THEIR_OWN, ELSEWHERE)
BY_KEY = {body.key: body for body in BODIES}
PEOPLE = {person.key: (person, body) for body in (*BODIES, *NO_BODIES) for person in body.people}


def mail_of(key: str) -> str:
    """A person's address: `walter.simms@tamarack.example.edu`."""
    return f"{key}@{PEOPLE[key][1].domain}"
