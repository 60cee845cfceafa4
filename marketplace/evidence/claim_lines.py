"""What a report claims beside what the portal computes, as pages, files and frozen applications say it."""

from dataclasses import dataclass

from marketplace.evidence import claims, wording
from marketplace.evidence.claims import Claim
from marketplace.evidence.judging import Judged
from marketplace.evidence.models import Finding
from marketplace.evidence.reading import raw_finding
from marketplace.evidence.rules import EvidenceRules

NAMES = {"g": "Effect size", "p": "p"}
VERDICTS = {
    claims.SAME: ("done", "The same"),
    claims.OTHER_SIGN: ("late", "The other way round"),
    claims.LARGER: ("late", "The claim is larger"),
    claims.SMALLER: ("soon", "The claim is smaller"),
    claims.SURER: ("late", "Claimed to be sure; it could be chance"),
    claims.LESS_SURE: ("soon", "Claimed to be chance; it is significant"),
    claims.DIFFERS: ("soon", "Another number, the same meaning"),
    claims.UNKNOWN: ("wait", "Cannot be computed"),
}


@dataclass(frozen=True)
class ClaimLine:
    """One claimed number in words; `kind` is that of its status. `computed` is empty where nothing is computed."""

    name: str
    claimed: str
    computed: str
    difference: str
    kind: str
    verdict: str
    reason: str

    @property
    def words(self) -> str:
        """The line in one or two sentences."""
        if not self.computed:
            return f"{self.name} claimed {self.claimed}, cannot be computed. {self.reason}".strip()
        said = f"{self.name} claimed {self.claimed}, computed {self.computed}, difference {self.difference}."
        return f"{said} {self.verdict}. {self.reason}".strip()


def claim_lines(finding: Finding, judged: Judged, rules: EvidenceRules | None = None) -> tuple[ClaimLine, ...]:
    """What the report of a finding claims, each number answered. One kept already has its starting measures."""
    if finding.claimed_g is None and finding.claimed_p is None:
        return ()
    found = claims.claims(
        raw_finding(finding),
        judged,
        design=finding.study.design,
        g=None if finding.claimed_g is None else float(finding.claimed_g),
        p=None if finding.claimed_p is None else float(finding.claimed_p),
        alpha=(rules or EvidenceRules()).alpha,
    )
    return tuple(map(_line, found))


def _line(claim: Claim) -> ClaimLine:
    kind, verdict = VERDICTS[claim.verdict]
    places = 2 if claim.what == "g" else 3
    computed = claim.computed
    return ClaimLine(
        name=NAMES[claim.what],
        claimed=wording.number(claim.claimed, places),
        computed="" if computed is None else wording.number(computed, places),
        difference="" if computed is None else wording.signed(claim.claimed - computed, places),
        kind=kind,
        verdict=verdict,
        reason=claim.reason,
    )
