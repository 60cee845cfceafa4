"""A person's inbox."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from marketplace.access.views import signed_in
from marketplace.notifications import queries, services

ROWS_A_PAGE = 25


@require_GET
@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """What the person was told, newest first."""
    page = Paginator(queries.inbox_of(request.user), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "unread": queries.unread_count(request.user)}
    return render(request, "marketplace/notifications/inbox.html", context)


@require_GET
@signed_in
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Note it as read and go to where it leads."""
    notification = get_object_or_404(queries.inbox_of(request.user), pk=pk)
    services.mark_read(notification=notification, actor=request.user, at=request.at)
    return redirect(notification.url)


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    """Note everything as read."""
    services.mark_all_read(actor=request.user, at=request.at)
    return redirect("notifications:inbox")
