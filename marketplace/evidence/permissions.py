"""Who may see and enter evidence before it is public."""

from marketplace.access.permissions import Permission
from marketplace.access.rules import asked_of
from marketplace.evaluators.permissions import is_of_entry, keeps_entry
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import agency_role, has_role, has_role_somewhere, member_of

_AUTHORS = (Role.AUTHOR, Role.OWNER)
_is_study_colleague = member_of("model.provider")
_is_finding_colleague = member_of("study.model.provider")

VIEW_EVIDENCE = Permission("evidence:model:view", see=member_of("provider"))
ADD_EVIDENCE = Permission("evidence:model:add", see=member_of("provider"), do=has_role("provider", *_AUTHORS))
VIEW_STUDY = Permission("evidence:study:view", see=_is_study_colleague)
EDIT_STUDY = Permission("evidence:study:edit", see=_is_study_colleague, do=has_role("model.provider", *_AUTHORS))
VIEW_FINDING = Permission("evidence:finding:view", see=_is_finding_colleague)
EDIT_FINDING = Permission(
    "evidence:finding:edit", see=_is_finding_colleague, do=has_role("study.model.provider", *_AUTHORS)
)
TAKE_FINDINGS = Permission("evidence:file:take", see=_is_study_colleague, do=has_role("model.provider", *_AUTHORS))
VIEW_ATTRIBUTION = Permission("evidence:attribution:view", see=asked_of("evaluator", is_of_entry))
ANSWER_ATTRIBUTION = Permission(
    "evidence:attribution:answer", see=asked_of("evaluator", is_of_entry), do=asked_of("evaluator", keeps_entry)
)
PROPOSE_MEASURE = Permission("evidence:measure:propose", do=has_role_somewhere(*_AUTHORS, capability="offers"))
REGISTER_MEASURE = Permission("evidence:measure:register", do=agency_role(Role.PROGRAM_OFFICER, Role.OWNER))
