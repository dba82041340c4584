"""Sentences about no-show fees."""

FEES: dict[str, str] = {
    "FEE_DUE": "{client} missed the session of {visit} without notice in time; the fee is {fee} and {payer} allows it.",
    "FEE_PAYER_UNKNOWN": "Clients, {client}: Payer is blank or not in Payers. Fill it in; whether a no-show fee is allowed depends on it.",
    "FEE_ALLOWED_BLANK": "Payers, {payer}: No-show fee allowed is blank. Look in the contract and pick Yes or No; the fee for {visit} waits.",
    "FEE_MEDICAID": "Payers, {payer}: it allows a no-show fee, but members with Medicaid may not be charged one. Pick No.",
    "FEE_COLLECT": "Decisions, {decision}: you said Yes. Collect {fee} from {client} and enter it in Payments for {visit}.",
    "FEE_GIVE_BACK": "Payments: {client} paid a fee for {visit}, but it no longer applies. Give it back and enter the refund.",
    "FEE_NO_LONGER_HOLDS": "The mark or the payer's rule was corrected, so this fee no longer applies. You need not answer.",
}
