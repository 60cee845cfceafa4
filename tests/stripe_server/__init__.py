"""A payment service of our own that speaks as Stripe does: real HTTP on loopback, parameters held against the SDK's
own types, messages signed, and the faults that a network has."""
