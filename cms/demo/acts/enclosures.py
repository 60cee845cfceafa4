"""What goes with an application beside its form: documents, claims of confidentiality, and the public copy."""

from django.core.files.uploadedfile import SimpleUploadedFile

from cms.demo.stories.applications import ApplicationStory
from cms.demo.stories.models import BY_KEY as MODELS
from cms.demo.stories.rounds import BY_KEY as ROUNDS
from cms.demo.world import World
from marketplace.documents.canonical import sha256_of
from marketplace.locker.models import DocumentVersion
from procurement.applications.models import Application
from procurement.attachments.services import attach_document
from procurement.disclosures import services
from procurement.disclosures.queries import statement_for
from procurement.reviews.file_services import AS_IT_IS, HIDDEN, decide_on_file
from procurement.reviews.queries import blindable_files
from procurement.rounds.models import Round
from procurement.transfers.exporting import archive_of
from procurement.transfers.services import import_application


def add(world: World, story: ApplicationStory, application: Application) -> None:
    """The author attaches and claims; whoever sends signs, where the story comes so far."""
    author, at = world.person(MODELS[story.model].author), world.ago(story.started - 1, "11:00")
    for title, section in story.papers:
        kept = DocumentVersion.objects.filter(document__organization=application.provider, document__title=title)
        version = kept.filter(uploaded_at__lte=at).order_by("-number").first()
        attach_document(application=application, version=version, section=section, actor=author, at=at)
    for part, ground, reason in story.claims:
        services.claim_part(application=application, part=part, ground=ground, reason=reason, actor=author, at=at)
    if story.claims and story.signs_as:
        sender = world.person(story.sender)
        seen = sha256_of(statement_for(application).as_text())
        services.sign_statement(
            application=application,
            name=sender.name,
            position=story.signs_as,
            seen=seen,
            actor=sender,
            at=world.ago(story.sent, "15:20"),
        )


def look_through(world: World, story: ApplicationStory, application: Application) -> None:
    """Where something is hidden from reviewers, an officer keeps each file hidden at first, and lets them have it once
    it is read to the end."""
    subject, officer = application.subject, world.person("daniel.reyes")
    for source in blindable_files(subject) if subject.hidden else ():
        decide_on_file(
            subject=subject, source=source, choice=HIDDEN, actor=officer, at=world.ago(story.sent - 6, "16:10")
        )
        decide_on_file(
            subject=subject,
            source=source,
            choice=AS_IT_IS,
            is_checked=True,
            actor=officer,
            at=world.ago(story.sent - 7, "09:15"),
        )


def release(world: World, story: ApplicationStory, application: Application) -> None:
    """An officer releases the public copy of a decided one."""
    if story.released_days_ago is not None:
        application.refresh_from_db()
        services.release_public_copy(
            application=application, actor=world.person("daniel.reyes"), at=world.ago(story.released_days_ago, "10:45")
        )


def bring_in(world: World) -> None:
    """A provider brings an application that was declined in an earlier round into the open one, as a draft."""
    author, at, model = world.person("carla.jimenez"), world.ago(2, "15:10"), world.model("tides")
    with archive_of(Application.objects.get(model=model), at=at) as archive:
        import_application(
            asked=Round.objects.get(title=ROUNDS["open"].title),
            model=model,
            upload=SimpleUploadedFile("application.zip", archive.read()),
            actor=author,
            at=at,
        )
