"""Sentences about remittances: what a payer paid, why not more, and what is left to do."""

REMITTANCES: dict[str, str] = {
    # Said when a file is received.
    "REMIT_PAID": "Claim {claim} was paid: {paid} by the payer; the client owes {owed}.",
    "REMIT_IN_PART": "Claim {claim} was paid in part, {paid}: {words}. Look at it in the tab Claims.",
    "REMIT_DENIED": "Claim {claim} was denied: {words}. Correct it as To do says after the next pass.",
    "REMIT_TAKEN_BACK": "The payer takes back {paid} for claim {claim}. Look in the tab Claims whether another payment follows.",
    "REMIT_UNJUDGED": "The payer did not judge claim {claim}: it sent it on to another payer, or only says what it would pay.",
    "REMIT_OTHERS": "Claim {claim} has another day and charge than ours. Look whether the file belongs to another practice.",
    "REMIT_UNREAD": "Claim {claim} has a sum that cannot be read. It was left out; look at the payer's own page.",
    "REMIT_CLAIM_SUMS": "Claim {claim} of payment {number} does not add up: charge less adjustments is another sum than paid. It counts as paid.",
    "REMIT_CLIENT_SUMS": "Claim {claim}: its head says that the client owes {head}, its reasons say {owed}. The reasons count; ask the payer.",
    "REMIT_SUMS": "Payment {number} of {total} does not add up: its claims come to {claims}. Each counts as it says; ask the payer.",
    "REMIT_KEPT_BACK": "Of payment {number} the payer keeps back {amount} for other matters. Compare it with the payer's letter.",
    "REMIT_ADDED": "To payment {number} the payer adds {amount} for other matters. Compare it with the payer's letter.",
    # In the tab Claims.
    "CLAIM_PAID_BY": "Paid {paid}{whole} on {on}, payment {number}.",
    "CLAIM_PAID_NOTHING": "Judged on {on}, payment {number}: the payer pays nothing{whole}, for this: {words}.",
    "CLAIM_PAID_IN_PART": "Paid {paid}{whole} on {on}, payment {number}, not in full: {words}.",
    "CLAIM_PAID_LESS": "{expected} was expected and {allowed} allowed. Compare the contract; appeal, or enter an Adjustment in Payments to leave it.",
    "CLAIM_CLIENT_OWES": "The client owes {owed}: {words}. Nothing else of it may be asked of the client.",
    "CLAIM_PASSED_ON": "The payer passed it on to the client's other plan by itself. Bill that plan no second time.",
    "CLAIM_DENIED": "Denied on {on}: {words}. Correct what it names, then answer in Decisions; or enter an Adjustment in Payments to leave it.",
    "CLAIM_DENIED_MEDICARE": "Denied on {on}: {words}. Ask {payer} for a reopening or appeal; or enter an Adjustment in Payments to leave it.",
    "CLAIM_TAKEN_BACK": "{payer} took its payment back on {on}, payment {number}. Ask why; or enter an Adjustment in Payments to leave it.",
    "CLAIM_LOST_CHANGED": "It brought nothing, and {what} is different now. Answer in Decisions whether to send it corrected.",
    "CLAIM_LOST_OTHER_PAYER": "{payer} paid nothing, and {now} pays for that day by the sheets. Answer in Decisions whether to bill it there.",
    # In the tab Payments.
    "PAYMENT_ADDED": "The payer paid this by payment {number}, as its remittance says.",
    "PAYMENT_ALIKE": "Payments, {row}: is this payment {number} of the remittance? If so write that number in Reference, else another one.",
    "PAYMENT_TWICE": "Payments, {row} and {other}: both look like payment {number}. Delete {row} if they are one; else write its own number in Reference.",
}
