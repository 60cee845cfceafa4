"""The review of a policy draft by a colleague, as Wagtail's workflows know it."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from procurement.policy.models import Policy

REVIEW, TASK = "Policy review", "A colleague reads the draft"


def ensure_policy_review(keepers: Group) -> Workflow:
    """Have drafts of the policy reviewed by those who keep it; doing it again changes nothing."""
    workflow, _ = Workflow.objects.get_or_create(name=REVIEW)
    task, _ = GroupApprovalTask.objects.get_or_create(name=TASK)
    task.groups.add(keepers)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    content_type = ContentType.objects.get_for_model(Policy)
    WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})
    return workflow
