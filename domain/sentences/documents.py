"""Sentences about documents."""

DOCUMENTS: dict[str, str] = {
    "DOCUMENT_SUMMARY": "{about} was held, so it has a summary.",
    "DOCUMENT_CANCELLED": "{about} was not held, so it has a record of why and of who was told.",
    "DOCUMENT_SIGN_IN": "{about} comes soon, so its sign-in sheet is ready to print.",
    "DOCUMENT_PLAN": "{about} comes soon, so its plan is ready to fill in.",
    "DOCUMENT_ROSTER": "{about} meets, so it has a roster on paper.",
    "DOCUMENT_ENDING": "The membership {about} ended, so the note that ends it is drafted.",
    "DOCUMENT_MADE_AGAIN": "The file of {about} was gone, and a person asked for it, so it is made again.",
    "DOCUMENT_FILE_GONE": "Somebody moved or deleted it. Yes makes it again from the sheets as they stand now; No leaves it.",
    "DOCUMENT_FILES_GONE": "{number} records of sessions and endings are gone from the folder documents. Put the folder back, for example from a backup.",
    "DOCUMENT_UNTRUE": "The {name} {about} is in the folder documents, but the sheet says otherwise now. Move that file elsewhere, or correct the sheet.",
    "DOCUMENT_STATEMENT": "{month} is over, so {client} has a statement.",
    "DOCUMENT_SUPERBILL": "{month} is over, and the plan of {client} is not billed by us, so there is a superbill.",
    "DOCUMENT_DYNAMICS": "A group meets, so there is a card on group dynamics.",
}
