"""The gateway to the mail server: one mail as plain text and HTML."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.core.files.storage import storages
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from marketplace.clocks.words import instant_words
from marketplace.notifications.models import Mail

TEMPLATE = "mail/message"


def send(mail: Mail) -> None:
    """Hand the mail over. Raises whatever the mail server or the file store raises."""
    message = compose(mail)
    for item in mail.files:
        with storages["private"].open(item["stored_as"]) as stored:
            message.attach(item["name"], stored.read(), item["type"])
    message.send(fail_silently=False)


def compose(mail: Mail) -> EmailMultiAlternatives:
    """The mail with its two bodies, one link and its deadline, without its attachments; or with its given text only.

    One that can be stopped by a click says so to mail programs too, as RFC 8058 has it.
    """
    sender_domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<mail-{mail.pk}-{int(mail.created_at.timestamp())}@{sender_domain}>"}
    subject = " ".join(mail.subject.split())
    if mail.text:
        return EmailMultiAlternatives(subject=subject, body=mail.text, to=[mail.address], headers=headers)
    portal = settings.SITE_URL.rstrip("/")
    if mail.stop_url:
        headers |= {
            "List-Unsubscribe": f"<{portal}{mail.stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    context = {
        "subject": mail.subject,
        "lines": mail.lines,
        "link": f"{portal}{mail.url}",
        "stop_link": f"{portal}{mail.stop_url}" if mail.stop_url else "",
        "deadline": instant_words(mail.deadline, settings.TIME_ZONE) if mail.deadline else "",
        "files": [item["name"] for item in mail.files],
    }
    body = render_to_string(f"{TEMPLATE}.txt", context)
    message = EmailMultiAlternatives(subject=subject, body=body, to=[mail.address], headers=headers)
    message.attach_alternative(render_to_string(f"{TEMPLATE}.html", context), "text/html")
    return message
