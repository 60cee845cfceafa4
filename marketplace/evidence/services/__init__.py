"""Every write to evidence, and the one assessment of it."""

from marketplace.evidence.assessment import Assessment, assess, assess_many
from marketplace.evidence.services.attributions import confirm_attribution, dispute_attribution, name_evaluator
from marketplace.evidence.services.findings import (
    add_baseline,
    add_finding,
    remove_baseline,
    remove_finding,
    save_finding,
)
from marketplace.evidence.services.measures import (
    facts_in_words,
    import_measures,
    measure_plan_of,
    propose_measure,
    register_measure,
    state_measure_facts,
    write_down_validation,
)
from marketplace.evidence.services.pilots import add_pilot_finding
from marketplace.evidence.services.rationale import save_rationale
from marketplace.evidence.services.reviewed import ReviewedFinding, ReviewedStudy, record_reviewed_evidence
from marketplace.evidence.services.studies import add_author, add_study, remove_author, remove_study, save_study
from marketplace.evidence.services.uploads import (
    discard_findings_file,
    plan_of,
    summary_of,
    take_findings,
    upload_findings,
)

__all__ = [
    "Assessment",
    "ReviewedFinding",
    "ReviewedStudy",
    "add_author",
    "add_baseline",
    "add_finding",
    "add_pilot_finding",
    "add_study",
    "assess",
    "assess_many",
    "confirm_attribution",
    "discard_findings_file",
    "dispute_attribution",
    "facts_in_words",
    "import_measures",
    "measure_plan_of",
    "name_evaluator",
    "plan_of",
    "propose_measure",
    "record_reviewed_evidence",
    "register_measure",
    "remove_author",
    "remove_baseline",
    "remove_finding",
    "remove_study",
    "save_finding",
    "save_rationale",
    "save_study",
    "state_measure_facts",
    "summary_of",
    "take_findings",
    "upload_findings",
    "write_down_validation",
]
