"""Claims, signatures and public copies of applications for tests."""

from datetime import timedelta

from marketplace.documents.canonical import sha256_of
from procurement.applications import services as applications
from procurement.disclosures import services
from procurement.disclosures.queries import statement_for
from tests.factories import AT
from tests.factories.applications import SCREENED, SENT, fill, owner_of, start
from tests.factories.designations import ISSUED, decide
from tests.factories.payments import pay
from tests.factories.reviews import score_all
from tests.factories.rounds import officer

PUBLIC = ISSUED + timedelta(days=5)
SECRET = "Our matching keeps a table of forty misconceptions."
PART = "model.integration"


def claim(application, part=PART, *, ground="trade_secret", reason="Rivals would copy it.", actor=None, at=AT):
    actor = actor or owner_of(application)
    return services.claim_part(application=application, part=part, ground=ground, reason=reason, actor=actor, at=at)


def sign(application, *, name="", position="Chief executive", seen="", actor=None, at=AT):
    actor = actor or owner_of(application)
    seen = seen or sha256_of(statement_for(application).as_text())
    return services.sign_statement(
        application=application, name=name or actor.name, position=position, seen=seen, actor=actor, at=at
    )


def secret_draft(**options):
    """A complete draft whose first answer is a secret."""
    application = fill(start(**options))
    saved = application.answers.get(key="model")
    applications.save_section(
        application=application, key="model", answers=saved.answers | {"integration": SECRET},
        edition=saved.edition, actor=owner_of(application), at=AT,
    )  # fmt: skip
    return application


def send(application):
    """Sent, its fee paid, its public copy made."""
    application = applications.submit_application(application=application, actor=owner_of(application), at=SENT)
    pay(application.fee, at=SENT)
    services.make_public_copy(application=application, at=SENT)
    application.refresh_from_db()
    return application


def decided(application):
    """Screened, reviewed and decided."""
    from procurement.applications.checklist import CHECKLIST

    application = applications.begin_screening(application=application, actor=officer(), at=SCREENED)
    checked = [item.key for item in CHECKLIST]
    application = applications.pass_screening(application=application, checked=checked, actor=officer(), at=SCREENED)
    score_all(application.subject)
    decide(application.subject)
    application.refresh_from_db()
    return application
