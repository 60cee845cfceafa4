"""Who evaluates in the demo: a firm with its people, and people on their own."""

from cms.demo.stories.bodies import Body, Person

EVALUATORS = (
    Body(
        key="stillwater",
        name="Stillwater Research Group",
        capabilities=("evaluates",),
        about="A firm that runs studies for districts and providers.",
        domain="stillwater.example.org",
        ein="91-3000071",
        address_line="7 Mill Race",
        city="Stillwater",
        postal_code="17878",
        joined_days_ago=436,
        owners=("Mei Tan", "Adaeze Okoro"),
        people=(
            Person(
                "mei.tan",
                "Mei Tan",
                ("owner", "evaluator"),
                "Say whether a study is yours; keep the firm’s entry in the register of evaluators.",
                "Stillwater Research Group",
            ),
        ),
    ),
)

ON_THEIR_OWN = Body(
    key="own",
    name="Evaluators on their own",
    about="People who run studies under their own names.",
    capabilities=(),
    domain="evaluators.example.org",
    ein="",
    address_line="",
    city="",
    postal_code="",
    joined_days_ago=425,
    people=(
        Person("rosa.delgado", "Rosa Delgado", (), "Declare a tie to a provider.", "Larkhaven University"),
        Person("piers.lockhart", "Piers Lockhart", (), "Read why your entry is suspended.", "Self-employed"),
    ),
)
