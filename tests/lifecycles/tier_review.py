"""Walks tier reviews through their states."""

from procurement.tierreviews import services
from procurement.tierreviews.transitions import TIER_REVIEW
from tests.factories import AT
from tests.factories.evidence import make_finding, make_study
from tests.factories.tierreviews import decide, make_review, officer


class Walk:
    lifecycle = TIER_REVIEW

    def in_state(self, state):
        return make_review(state=state)

    def do(self, move, record):
        if move == "assemble":
            services.assemble_dossier(review=record, actor=officer(), at=AT)
        elif move == "recommend":
            services.recommend_tier(review=record, tier="early_stage", note="As before.", actor=officer(), at=AT)
        elif move == "revise":
            make_finding(study=make_study(model=record.model))
            services.revise_review(review=record, because="A new study.", actor=officer(), at=AT)
        elif move == "overtake":
            services.overtake_review(review=record, determination=record.designation.determination, at=AT)
        elif move == "close":
            services.close_review(review=record, because=services.REVOKED, at=AT)
        else:
            decide(record, tier="early_stage")
