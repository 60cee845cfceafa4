"""What a timeline says of evidence."""

from marketplace.audit.events import register_events

register_events(
    {
        "study.create": "added a study",
        "study.save": "changed a study",
        "study.remove": "removed a study",
        "study.add_author": "declared an author of a study",
        "study.remove_author": "took back the declaration of an author",
        "finding.create": "added a finding",
        "finding.save": "changed a finding",
        "finding.remove": "removed a finding",
        "finding.add_baseline": "added a starting measure to a finding",
        "finding.remove_baseline": "removed a starting measure of a finding",
        "findings_file.upload": "uploaded a file of findings",
        "findings_file.take": "took in a file of findings",
        "findings_file.discard": "discarded a file of findings",
        "rationale.save": "changed the reasons behind the model",
        "measure.propose": "proposed a measure for the registry",
        "measure.state_facts": "put the subject, grades or accommodations of the measure on record",
        "measure.validate": "wrote down that the measure is valid",
        "measure.unvalidate": "wrote down that the measure is not valid",
        "measure.register": "entered a measure in the registry",
    }
)
