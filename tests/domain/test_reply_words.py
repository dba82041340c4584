"""What a reply says: read strictly (texting.md 3.1; checklist C3, C4, C6, S3)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reply_words import is_crisis, plain_words, said, says_more

READ = {
    "coming": ["1", " 1 ", "1.", "(1)", "1️⃣", "\uff11", "C", "confirm", "Confirmed!", "coming", "I\u2019m coming", "OK", "ok.", "👍", "👍🏽", "Yes",
               "I'll be there", "one", "1 thanks", "1, thank you!", "Yes thank you", "one please"],
    "cannot_come": ["2", "2.", "#2", "2️⃣", "x", "X", "can't", "Can\u2019t", "cant", "cannot come", "Can not come", "I can't make it",
                    "can\u2019t make it!", "not coming", "two", "I cannot come.", "2 sorry", "Hi, 2 please"],
    "opt_out": ["STOP", "\U0001d5e6\U0001d5e7\U0001d5e2\U0001d5e3", "stop", "Stop.", "STOPALL", "UNSUBSCRIBE", "end", "QUIT", "revoke", "OPTOUT", "opt out", "Opt-out",
                "STOP PLEASE", "please stop", "stop texting me", "Stop sending these", "no more", "no more texts", "remove me",
                "take me off your list", "Please don't text me anymore", "do not contact me", "DON\u2019T MESSAGE ME", "no mas", "no más",
                "I don't want to get any more texts", "I want these texts to stop", "leave me alone", "I revoke my consent",
                "please unsubscribe me", "never text this number", "no quiero más mensajes", "stop pls", "Stop thanks", "ok stop", "no, stop",
                "STOPP", "S T O P", "st0p", "sotp", "STOP 2", "2 STOP", "STOP!!! it hurts", "Please don't send me these", "don't send any more",
                "Dont ever text me again", "lose my number", "delete my number", "get me off your list", "remove", "do not text", "I do not consent",
                "cancel the text messages", "I don't want to be texted", "I no longer wish to receive messages", "don't want these anymore",
                "ya no quiero mensajes", "dejen de escribirme", "deja de mandarme mensajes", "Para", "no me manden más"],
    "cancel_word": ["CANCEL", "cancel", "Cancel.", "please cancel"],
    "opt_in": ["START", "start", "UNSTOP"],
    "wrong_number": ["wrong number", "Wrong Number!", "you have the wrong person", "this is not my number", "this isn't her", "numero equivocado"],
    "help": ["HELP", "help", "info"],
    "other": ["", " ", "?", "12", "1 2", "1 or 2?", "3", "maybe", "no", "who is this", "help me", "cancel my appointment", "I can't stop coughing, sorry",
              "I can come but late", "can I come?", "2 minutes late", "running 2 min late", "I will end up late", "the end of my street is closed",
              "is group on?", "what time", "not sure yet", "I quit smoking!", "no problem"],
}  # fmt: skip


@pytest.mark.parametrize(("reading", "body"), [(r, b) for r, bodies in READ.items() for b in bodies])
def test_c4_what_a_reply_says(reading, body):
    assert said(body) == reading


@pytest.mark.parametrize(
    "body",
    [
        "I want to die", "thinking about suicide", "I'm suicidal", "going to kill myself", "I want to end my life", "I can't go on",
        "i cant go on", "hurting myself again, hurt myself", "better off dead", "took an overdose", "no reason to live", "STOP. I want to die",
        "I don\u2019t want to be here anymore", "self-harm", "I'm done with life", "I will take my own life", "kms", "going to kill him", "no quiero vivir",
    ],
)  # fmt: skip
def test_s3_words_of_danger_are_seen_whatever_else_is_said(body):
    assert is_crisis(body)


@pytest.mark.parametrize(
    "body", ["1", "2", "STOP", "running late", "my knee is killing me", "dying to see you", "I'd die for a coffee"]
)
def test_s3_other_words_raise_no_alarm(body):
    assert not is_crisis(body)


@pytest.mark.parametrize(
    ("body", "more"),
    [("STOP", False), ("Stop, please.", False), ("opt-out", False), ("no más", False), ("stop texting me", True), ("STOP 2", True),
     ("Stop. I lost my job and cannot pay", True), ("sotp", True)],
)  # fmt: skip
def test_c3_a_stop_among_other_words_is_read_by_a_person_too(body, more):
    assert said(body) == "opt_out"
    assert says_more(body) is more


@given(st.text(max_size=40))
def test_any_text_is_read_as_one_thing_and_reading_it_plain_changes_nothing(body):
    assert said(body) in READ
    assert plain_words(plain_words(body)) == plain_words(body)


@given(st.sampled_from([b for bodies in READ.values() for b in bodies]), st.sampled_from(["NFC", "NFD", "NFKC"]))
def test_the_way_letters_are_stored_changes_nothing(body, form):
    assert said(unicodedata.normalize(form, body.upper())) == said(body)
