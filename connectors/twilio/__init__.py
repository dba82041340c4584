"""Texts to clients."""

from connectors.twilio.outbox import Outbox, OutboxProblem

__all__ = ["Outbox", "OutboxProblem"]
