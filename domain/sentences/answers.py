"""Sentences about what payers and clearinghouses answer."""

ANSWERS: dict[str, str] = {
    "ANSWER_CLAIM_ACCEPTED": "Claim {claim} was accepted by the payer's computer.",
    "ANSWER_CLAIM_SENT": "Claim {claim} was received; the payer has not judged it yet.",
    "ANSWER_CLAIM_REJECTED": "Claim {claim} came back: {words}. Correct it as To do says after the next pass.",
    "ANSWER_FILE_SENT": "The file of batch {batch} was taken.",
    "ANSWER_FILE_ACCEPTED": "The file of batch {batch} was accepted.",
    "ANSWER_FILE_REJECTED": "The file of batch {batch} came back: {words}. Tell who looks after Circlebook.",
    "ANSWER_UNKNOWN_CLAIM": "Claim {claim} was not sent from here. Look whether the file belongs to another practice or system.",
    "ANSWER_UNKNOWN_FILE": "No batch here has the file number {number}. Look whether the file belongs to another practice.",
    "ANSWER_ADDRESSED": "The answer about {about} is addressed to {found}, not to {sender}. It was left out; if it is yours, write answers_to in circlebook.toml.",
    "ANSWER_OTHERS": "The answer about {about} {differs}. It was left out. Look whether it belongs to another practice or system.",
    "ANSWER_CUT": "The file breaks off in the middle. What stands before that was read; fetch it again and read it once more.",
    "ANSWER_OTHER": "The file holds a part of kind {kind}, which is no 999, 277CA or 835. It was left as it is.",
}
