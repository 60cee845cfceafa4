"""What other slices, and this one's own receivers, may want to hear."""

from django.dispatch import Signal

organization_registered = Signal()  # organization, actor, at
organization_decided = Signal()  # organization, actor, at
invitation_sent = Signal()  # invitation, actor, at
invitation_answered = Signal()  # invitation, actor, at
hand_offered = Signal()  # hand, actor, at
hand_answered = Signal()  # hand, actor, at
hand_revoked = Signal()  # hand, actor, at
desk_handed_over = Signal()  # handover, actor, at
desk_taken_back = Signal()  # handover, actor, at
