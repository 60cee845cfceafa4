"""Walks policy versions through their states."""

from procurement.policy import services
from procurement.policy.shipped import shipped_policy
from procurement.policy.transitions import POLICY
from tests.factories import AT
from tests.factories.rounds import officer


class Walk:
    lifecycle = POLICY

    def in_state(self, state):
        policy = services.draft_policy(body=shipped_policy(), actor=officer(), at=AT)
        if state != "draft":
            policy = services.publish_policy(policy=policy, actor=officer(), at=AT)
        if state == "superseded":
            self.do("supersede", policy)
            policy.refresh_from_db()
        return policy

    def do(self, move, record):
        if move == "publish":
            services.publish_policy(policy=record, actor=officer(), at=AT)
            return
        POLICY.require(record, move)
        later = services.draft_policy(body=shipped_policy(), actor=officer(), at=AT)
        services.publish_policy(policy=later, actor=officer(), at=AT)
