"""What mails say: subjects name nobody; the owner's mail has IDs and numbers, a client's what a text would say."""

from domain.details import Details
from domain.effects import Forecast, MailContent, SendMail
from domain.mailing import Letter
from domain.wording import clock_words, listing, phone_words, short_day
from templates.texts.body import sender_name

SUBJECTS = {
    "morning": "Circlebook: today",
    "crisis": "Circlebook: please look at the tab Decisions now",
    "unread": "Circlebook: replies to texts are not being read",
}
WAITING = {
    "release": "batch of claims to release",
    "review": "partial stay to judge",
    "contact": "member to contact",
    "pattern": "pattern of absences to discuss",
    "removal": "membership in question",
    "void": "sent claim to void",
    "replace": "sent claim to replace",
    "seat": "seat to offer",
    "fee": "fee to decide",
    "consent": "consent to confirm",
    "import": "import to confirm",
    "other": "question",
}
CLOSING = "All of it stands in the workbook, first tab. This mail holds no names."


def render_mail(mail: SendMail, details: Details) -> Letter:
    """The letter of a mail; raises TextRefused where the practice's Text name tells what kind of care it is."""
    match mail.mail_kind:
        case "morning":
            return Letter(to=mail.to, subject=SUBJECTS["morning"], body=_morning(mail.content))
        case "crisis":
            body = "A reply to a text has words of danger. The question at the end of the tab Decisions says whose. Please call now."
        case "unread":
            body = "Replies to texts cannot be read at the moment. Until this is mended, please phone whoever may have answered."
        case "reminder":
            return _reminder(mail, details)
    return Letter(to=mail.to, subject=SUBJECTS[mail.mail_kind], body=f"{body}\n\n{CLOSING}\n")


def _morning(content: MailContent) -> str:
    lines = (
        ["Coming sessions", *map(_forecast, content.forecasts)]
        if content.forecasts
        else ["No session today or tomorrow."]
    )
    lines += ["", "Waiting for your answer in Decisions"] if content.waiting else ["", "Nothing waits in Decisions."]
    lines += [f"  {decision_id}: {WAITING.get(kind, 'question')}" for decision_id, kind in content.waiting]
    if content.counts:
        lines += ["", "Things to do, by tab", *(f"  {tab}: {n}" for tab, n in content.counts)]
    if content.mark:
        lines += [
            "",
            f"Mark of the records: {content.mark}. Keep this mail: with it, circlebook audit proves them whole.",
        ]
    return "\n".join([*lines, "", CLOSING, ""])


def _forecast(of: Forecast) -> str:
    when = short_day(of.on) + (f", {clock_words(of.starts)}" if of.starts else "")
    away = f" ({of.cannot_come} cannot come)" if of.cannot_come else ""
    return f"  {of.session_id}, {when}: {of.expected} expected{away}. {_verdict(of)}"


def _verdict(of: Forecast) -> str:
    """Against what is needed and what pays; said once, whichever is the stricter."""
    said = []
    if of.needs is not None and of.expected < of.needs:
        said.append(f"below the minimum of {of.needs}")
    if of.break_even is not None and of.expected < of.break_even:
        said.append(f"below break-even at {of.break_even}")
    if said:
        return f"{listing(said).capitalize()}."
    return "Enough." if of.needs is not None or of.break_even is not None else "No minimum is set."


def _reminder(mail: SendMail, details: Details) -> Letter:
    name, day = sender_name(details), mail.content.day
    times = listing([clock_words(t) for t in sorted(set(mail.content.starts))])
    when = f"{short_day(day)} {times}" if day else times
    call = f" Questions, or if you cannot come: {phone_words(details.phone)}." if details.phone else ""
    body = f"{name}: reminder of your appointment, {when}.{call}\n\nPlease do not answer this mail. To get no more of them, tell us.\n"
    return Letter(to=mail.to, subject=f"{name}: reminder", body=body)
