"""Sentences about free seats and the people who wait for one."""

SEATS: dict[str, str] = {
    "SEAT_FREE": "{group}: {seats}; {wait} is ready and fits.",
    "SEAT_TO_OFFER": "Waitlist, {wait}: you said Yes. Offer the seat in {group} with an answer by {day}, then set Status to Offered and fill in Offered on.",
    "SEAT_TAKEN_BACK": "Waitlist, {wait}: {status}, but {client} still has the seat {roster}. Set its Status in Roster to Ended, or correct the Status here.",
    "SEAT_NO_DATE": "Waitlist, {wait}: Status is Offered. Fill in Offered on, so that the days to answer can be counted.",
    "SEAT_NO_ANSWER": "Waitlist, {wait}: the offer of {since} was open until {day}. Ask once more, or set Status to Declined.",
    "SEAT_NO_MAXIMUM": "Groups, {group}: people wait for it, but Maximum is blank. Fill it in, so that free seats can be counted.",
    "SEAT_TOO_MANY": "Groups, {group}: {seats}. Change a Yes to No in Decisions for whom no offer went out, or raise Maximum.",
    "SEAT_NOT_ASKED": "Waitlist, {wait}: Accepted, but nobody agreed to offer a seat. Set Status to Waiting, or add them to {group} by hand.",
    "SEAT_WHO": "Waitlist, {wait}: no intake answer tells who this is. Add the person to Clients and type the Client ID here.",
    "SEAT_ACCEPTED": "{wait} accepted the seat in {group} that a person agreed to offer.",
    "SEAT_FINISH": "Waitlist, {wait}: added as {client} in {roster}. Type the Client ID here, set Status to Placed, and complete the new rows.",
    "SEAT_NO_LONGER_HOLDS": "The seat is taken, or the person no longer fits it, so this question no longer applies. You need not answer it.",
}
