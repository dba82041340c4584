"""The words of the questions about attendance, and the kind word to the member that a person may change or send."""

from domain.details import Details
from domain.ladder import Met, Rung
from domain.lists import Mark
from domain.wording import day_words, listing, phone_words, short_day

MARK_WORDS = {
    Mark.NO_SHOW: "No-show",
    Mark.LATE_CANCEL: "Late cancel",
    Mark.ABSENT_TOLD: "Absent, told us",
    Mark.ABSENT_EXCUSED: "Absent, excused",
    Mark.ABSENT: "Absent",
}


def question(rung: Rung, who: str, group_id: str) -> str:
    """What a person is asked to agree to."""
    return {
        "contact": f"Contact {who} about the missed session of {group_id} and the attendance policy?",
        "pattern": f"Contact {who} about the attendance policy and the repeated absences from {group_id}?",
        "removal": f"Consider ending the membership of {who} in {group_id}, after talking with them?",
    }[rung]


def why(met: Met, details: Details) -> str:
    """The dated absences in words, and the number the policy allows."""
    dates = listing([f"{MARK_WORDS[a.mark]} on {day_words(a.session.on)}" for a in met.because])
    limits = {
        "contact": "The policy says to contact a member after the first.",
        "pattern": "The policy says to talk about the pattern at the second.",
        "removal": f"The policy allows {details.max_absences} in a cycle and {details.max_in_a_row} in a row.",
    }
    return f"{dates}. {limits[met.rung]}"


def proposed(met: Met, details: Details) -> str:
    """A kind word for a person to change or send; it names no group and nothing about health."""
    call, last = please_call(details), met.because[-1]
    day = short_day(last.session.on)
    missed = f"We missed you on {day}" if last.mark is Mark.NO_SHOW else f"We are sorry that {day} did not work out"
    said = {
        "contact": f"{missed}. We hope you are well. {call} when you can.",
        "pattern": f"{missed}. {call}; we would like to hear what would make it easier to come.",
        "removal": f"We have not seen you in a while. {call} so that we can talk about what would suit you best.",
    }[met.rung]
    return signed(said, details)


def please_call(details: Details) -> str:
    """Where to call, as a text says it."""
    return f"Please call us at {phone_words(details.phone)}" if details.phone else "Please call us"


def signed(said: str, details: Details) -> str:
    """A text with the practice's neutral name in front."""
    sender = details.text_name or details.practice_name
    return f"{sender}: {said}" if sender else said
