"""Faults sown into the product from outside, each with the shortest story in which it must show.

The product has no switch for them: each replaces one of its functions while a story is played.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from connectors.documents.folder import NoteFolder
from connectors.ledger import audit, effects, kept, leases
from connectors.ledger.ledger import SqlLedger
from connectors.twilio.live import TwilioTexts
from domain import (
    batches,
    billing,
    note_inputs,
    note_one,
    phone_facts,
    reminders,
    rollcall,
    second_look,
    text_plan,
    text_sessions,
    text_settling,
    text_times,
)
from domain.consent import Consents
from domain.text_history import Gone
from domain.text_limits import Limits
from flows import apply, texting, writing
from sheets_schema import guard, reader, reading
from tests.faults import stories as tell
from tests.faults import stories_sending as send
from tests.faults import switches as to
from tests.faults.acts import Story
from tests.faults.checker import i04_nothing_lost
from tests.faults.histories import Play
from tests.faults.switches import all_of, swap

NIGHT = timedelta(hours=9)


@dataclass(frozen=True)
class Mutant:
    """A fault, how it is switched on, and the story that shows it; ``breaks`` is the invariant."""

    name: str
    switch: Callable[[], AbstractContextManager[Any]]
    story: Story
    breaks: str


def resending() -> AbstractContextManager[Any]:
    return all_of(unasked(), swap(texting.settling, settled=to.ready, is_due=lambda *_, **__: True))


def unasked() -> AbstractContextManager[Any]:
    """The carrier is not asked what went already: the second guard against every text that goes twice."""
    return swap(texting, _knows_what_went=lambda _: True)


def at_any_hour() -> AbstractContextManager[Any]:
    late = {name: lambda at, _: at + NIGHT for name in ("closing",)}
    return all_of(swap(text_times, moved_later=lambda at, _: at, **late), swap(reminders, **late))


MUTANTS = (
    Mutant("sent again when nobody knows", resending, send.answer_lost, "i01"),
    Mutant("set in flight becomes ready at a restart", resending, send.stopped_after_sending, "i01"),
    Mutant("called sent when nobody knows", lambda: swap(TwilioTexts, send=to.sends_anyway), send.not_taken, "i04"),
    Mutant("no identity guard", lambda: swap(guard, _other_people=lambda *_: []), tell.overtyped, "i02"),
    Mutant("a column sorted alone is believed", lambda: swap(guard, _sorted_alone=lambda *_: []), tell.numbers_sorted, "i02"),
    Mutant("STOP is not heard", lambda: swap(phone_facts, _reply=to.nothing), tell.said_stop, "i03"),
    Mutant("consent is not asked", lambda: swap(Consents, why_not=to.nothing), tell.took_consent_back, "i03"),
    Mutant("a note is written over", lambda: swap(NoteFolder, replace=to.overwrite), tell.wrote_into_note, "i07"),
    Mutant("a batch's bytes are not frozen", lambda: swap(SqlLedger, reserved_files=lambda *_: {}, reserve=to.nothing, written=to.nothing), tell.batch_cut_off, "i05"),
    Mutant("a query without its practice", lambda: swap(effects, told=to.of_oak), send.equal_ids, "i04"),
    Mutant("a person's name in a file's name", lambda: swap(writing, opaque=lambda i: f"Example-{i}".replace("/", "-")), send.plain_evening, "i14"),
    Mutant("nothing is sealed", lambda: swap(audit, append=to.nothing), send.plain_evening, "i09"),
    Mutant("called sent before it is handed over", lambda: swap(SqlLedger, begin=to.begin_as_done), send.stopped_before_sending, "i04"),
    Mutant("no note of what is about to go", lambda: all_of(unasked(), swap(SqlLedger, begin=to.begin_nothing, finish=to.finish_only)), send.stopped_after_sending, "i01"),
    Mutant("the ledger is not asked before a text", lambda: all_of(swap(text_plan, may_send=lambda *_: True), swap(Limits, refusal=to.nothing)), send.passes_again, "i01"),
    Mutant("a number is kept from when its text was planned", lambda: swap(reminders, plan=to.numbers_of_plan()), tell.new_number, "i02"),
    Mutant("of two rows with one ID the last counts", lambda: all_of(swap(reader, _twice=to.last_wins), swap(guard, _other_people=lambda *_: [])), tell.copied_and_overtyped, "i02"),
    Mutant("a reminder is never too late", lambda: swap(text_times, TOO_LATE=timedelta(hours=-3)), send.after_it_began, "i03"),
    Mutant("texts at any hour", at_any_hour, send.late_at_night, "i03"),
    Mutant("replies count as they are listed", lambda: swap(TwilioTexts, received=to.in_listed_order), tell.started_and_stopped, "i03"),
    Mutant("texts go though no reply could be read", lambda: all_of(unasked(), swap(apply, send_text=to.without_having_heard)), send.unread_stop, "i03"),
    Mutant("a document is written wherever one lies", lambda: swap(NoteFolder, write=to.write_blindly), tell.wrote_into_note, "i07"),
    Mutant("sessions in the computer's own time zone", lambda: swap(text_plan, starts_at=to.starts_elsewhere), send.after_it_began, "i03"),
    Mutant("an empty answer is believed", lambda: swap(guard, _gone=to.nothing), tell.read_short, "i04"),
    Mutant("columns are known by their place", lambda: swap(reader, find_headings=to.by_place), tell.columns_moved, "i02"),
    Mutant("two passes of one practice at a time", lambda: all_of(unasked(), swap(leases, file_lock=to.unlocked, check=to.nothing)), send.two_at_once, "i01"),
    Mutant("consent is not looked at again before sending", lambda: swap(texting, _refuse_old_reading=to.nothing), send.consent_goes_meanwhile, "i03"),
    Mutant("consent is looked at again before the first text alone", lambda: swap(texting, LOOK_AGAIN=NIGHT), send.consent_goes_while_texts_go, "i03"),
    Mutant("a STOP that is called in meanwhile is not heard", lambda: swap(texting, _stopped_meanwhile=lambda *_: False), send.stop_comes_meanwhile, "i03"),
    Mutant("put back without restore mode", lambda: all_of(unasked(), swap(SqlLedger, open_gap=to.nothing)), send.put_back, "i01"),
    Mutant("the carrier is not asked what went already", unasked, send.copied_ledger, "i01"),
    Mutant("a batch goes without a Yes", lambda: swap(batches, answer=to.always_yes), send.passes_again, "i05"),
    Mutant("whoever has a mark was present", lambda: swap(rollcall, was_present=lambda visit: visit.mark is not None), tell.signed_and_absent, "i15"),
    Mutant("billed before the note is signed", lambda: all_of(swap(billing, _of_note=lambda *_: ()), swap(second_look, blocked=lambda _: ())), tell.not_signed, "i05"),
    Mutant("one text found for two", lambda: all_of(swap(texting, _known=lambda _: frozenset()), swap(Limits, refusal=to.nothing)), send.one_phone, "i04"),
    Mutant("another practice's last reading", lambda: all_of(swap(kept, kept=to.kept_of_oak), swap(guard, _other_people=lambda *_: [], _sorted_alone=lambda *_: [])), send.nobody_types, "i10"),
    Mutant("a session that was called off is announced", lambda: swap(text_sessions, is_called_off=lambda _: False), tell.called_off, "i03"),
    Mutant("a bad row stops all rows of its tab", lambda: swap(reading, read_tab=to.hold_all), tell.spoilt_a_number, "i12"),
    Mutant("who ended is still texted", lambda: swap(text_sessions, AWAY=(), LEFT=(), roster_rows=to.any_row), tell.left, "i02"),
    Mutant("a consent for another number counts", lambda: swap(Consents, _is_new_number=lambda *_: False), tell.new_number_next_week, "i03"),
    Mutant("an answer that was taken back counts", lambda: swap(batches, answer=to.remembered()), tell.took_the_yes_back, "i05"),
    Mutant("a claim has another client's date of birth", lambda: swap(batches, claim_of=to.born_as_another()), tell.all_billed, "i05"),
    Mutant("a batch is written as its rows are now", lambda: swap(batches, _write=to.as_now), tell.changed_since_asked, "i05"),
    Mutant("a text that waits for a person goes without one", lambda: all_of(swap(text_plan, may_send=to.without_a_person), swap(Gone, may_have_gone=to.surely_gone)), send.put_back_and_a_new_number, "i01"),
    Mutant("a note is drafted of who was absent", lambda: swap(note_inputs, rollcall=SimpleNamespace(**vars(rollcall) | {"was_present": to.marked})), tell.stayed_away, "i15"),
    Mutant("a note has a wrong date of birth", lambda: swap(note_one, note_content=to.born_a_day_later), send.plain_evening, "i15"),
    Mutant("looked for once, then sent again", lambda: swap(text_settling, LOOKS=text_settling.LOOKS[:1]), send.listed_late, "i01"),
)  # fmt: skip


def shown_by(mutant: Mutant | None, story: Story) -> list[str]:
    """What the checker finds after the story, with the fault or without one."""
    play = Play([])
    p = play.world.practices[0]
    try:
        with mutant.switch() if mutant else nullcontext():
            story(play, p)
            play._check("story")
            play.broken += [f"story: {x}" for x in i04_nothing_lost(p, play.world.hour.at)]
            for one in play.world.practices:
                links = play.world.desk(one).ledger.verify_audit()
                told = len(play.world.desk(one).ledger.history().happened)
                play.broken += ["story: i09_every_effect_is_sealed: "] * (links < told)
    finally:
        play.world.close()
    return play.broken


__all__ = ["MUTANTS", "Mutant", "shown_by"]
