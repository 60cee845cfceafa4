"""The content-security policy of each response: strict everywhere, and Wagtail's own under /admin/."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


def let_forms_lead_to(response: HttpResponseBase, origin: str) -> None:
    """Let the forms of this one page lead to an address elsewhere, by an answer that sends the browser there."""
    response._csp_update = {"form-action": [origin]}


class ContentSecurityMiddleware(CSPMiddleware):
    """Sends the portal's policy, widened under /admin/ by what Wagtail's editor cannot do without."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith("/admin/"):
            parts.replace = {**settings.ADMIN_CONTENT_SECURITY, **(parts.replace or {})}
        return parts
