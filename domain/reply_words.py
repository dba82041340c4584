"""What a reply says: read strictly, since a wrong guess would cancel a visit or go on texting someone who said stop."""

import re
import unicodedata

from domain.effects import Said

COMING = frozenset({
    "1", "one", "c", "confirm", "confirmed", "coming", "im coming", "i am coming", "ok", "okay", "👍", "yes", "y",
    "1 coming", "ill be there", "i will be there", "will be there",
})  # fmt: skip
CANNOT_COME = frozenset({
    "2", "two", "x", "cant", "cannot", "cant come", "cannot come", "can not come", "i cant come", "i cannot come",
    "cant make it", "cannot make it", "can not make it", "i cant make it", "i cannot make it", "not coming",
    "im not coming", "i am not coming", "2 cant make it", "2 cant come", "wont be there", "👎",
})  # fmt: skip
STOPS = frozenset({
    "stop", "stopall", "stop all", "unsubscribe", "end", "quit", "revoke", "optout", "opt out", "opt me out", "no more",
    "remove", "remove me", "stop it", "stop this", "stop now", "leave me alone", "basta", "basta ya", "no mas",
    "alto", "para", "parar", "paren", "detener", "pare",
})  # fmt: skip
"""A whole reply that is one of these takes consent back; the first nine by law or by the carrier (texting.md 3.1)."""

_WE = r"(me|us|my|this|these|any|anymore|again|here)\b"
_NO_MORE = r"(any |more |these |those |your |such |the )*(text|messag|remind|contact|sms)"
STOPS_WITHIN = re.compile(
    r"\bstop (text|messag|send|contact|remind|bother|writ|these|all|with|sms)|^s ?t ?[o0] ?p+$|^(sotp|stpo|tsop)$"
    rf"|\b(dont|do not|never|quit)( you)?( ever)? (text|messag|contact|send|remind)\w*( ?$| {_WE})"
    rf"|\b(dont|do not|never|no longer) (want|wish|like|need) (to )?(get |getting |receive |receiving |have |be )?{_NO_MORE}"
    r"|\b(dont|do not|never|no longer) (want|wish) (to )?(get |receive )?(these|those)( any ?more)?$"
    r"|\bno more (text|messag|remind)|\bwant (no|these|the|your) (more )?(text|messag|remind)\w* to stop"
    r"|\b(remove|delete|lose|erase|forget) (me|my number|my name|my phone|this number)\b|\bunsubscribe\b"
    r"|\b(take|get) (me|my number|my name|this number) (off|out|from)\b|\bopt(ing)? (me )?out\b|\brevoke\b"
    rf"|\bcancel {_NO_MORE}|\bwithdraw (my )?consent|\b(do not|dont|no longer) consent\b"
    r"|\bno (me )?(mande|envie|escriba|textee)|\bno (quiero |quiero recibir )?mas (mensaj|texto|recordator)"
    r"|\bno quiero (recibir )?(mas |sus |tus |estos )*(mensaj|texto|recordator)|\b(deja|dejen|paren?) de (me )?(mand|envi|escrib|molest|text)"
)
"""Any reasonable words count (47 CFR 64.1200(a)(10)); these need not stand alone."""

_POLITE = frozenset({"please", "pls", "plz", "thanks", "thank", "you", "thx", "ty", "sorry", "hi", "hello", "gracias"})
"""Words beside an answer that change nothing of it."""

_NO_STOP_BEFORE = frozenset({
    "bus", "train", "the", "a", "my", "last", "next", "to", "non", "cant", "cannot", "couldnt", "wont", "didnt", "never", "dont", "doesnt",
})  # fmt: skip
_NO_STOP_AFTER = frozenset({"by", "in", "at", "over", "sign", "and", "light", "smoking", "drinking", "using", "crying"})
"""Words beside "stop" with which it is about something else."""

CANCEL = frozenset({"cancel", "cancelar"})
"""By law and for the carrier an opt-out, though the client may have meant the appointment."""

WRONG = re.compile(
    r"\bwrong (number|person|phone)|\bnot my (number|appointment)|\bnumero equivocado|\byou have the wrong\b"
    r"|\bthis (isnt|is not) (me|him|her|them)\b|\b(i )?dont know (this|that) (person|practice)"
)
CRISIS = re.compile(
    r"suicid|\bkill(ing)? my ?self\b|\bkill me\b|\bend(ing)? (my life|it all|my own life)\b|\bhurt(ing)? my ?self\b|\bself harm"
    r"|\bharm(ing)? my ?self\b|\bwant(ed)? to die\b|\bwanna die\b|\bbetter off dead\b|\bno reason to live\b|\bcutting my ?self"
    r"|\btake my (own )?life\b|\bdone with (my )?life\b|\bkms\b|\bunalive\b|\bkill (him|her|them|someone|somebody)\b|\bno quiero vivir"
    r"|\bcut my ?self\b|\boverdos|\bcant go on\b|\bdont want to (live|be here|be alive)\b|\b988\b|\bmatarme\b|\bquiero morir"
)
"""Words that are shown to people at once; no program can be relied on to find them all."""

_KEEP = "👍👎"


def said(body: str) -> Said:
    """The one thing a reply says, or "other": a person reads it then."""
    words = _bare(plain_words(body))
    readings: tuple[tuple[Said, bool], ...] = (
        ("cancel_word", words in CANCEL),
        ("opt_out", words in STOPS or _stops_within(words)),
        ("wrong_number", WRONG.search(words) is not None),
        ("opt_in", words in ("start", "unstop")),
        ("help", words in ("help", "info", "ayuda")),
        ("coming", words in COMING),
        ("cannot_come", words in CANNOT_COME),
    )
    return next((reading for reading, holds in readings if holds), "other")


def says_more(body: str) -> bool:
    """Whether words of a reply that takes consent back may say something else, too; a person reads them then."""
    return _bare(plain_words(body)) not in STOPS


def _bare(words: str) -> str:
    """Plain words without those that are only polite; all of them where nothing else is said."""
    return " ".join(w for w in words.split() if w not in _POLITE) or words


def _stops_within(words: str) -> bool:
    """Whether other words than a bare STOP take consent back: reasonable ones, or STOP at either end of them."""
    if STOPS_WITHIN.search(words):
        return True
    first, *others = words.split() or [""]
    at_the_end = bool(others) and others[-1] == "stop" and [first, *others][-2] not in _NO_STOP_BEFORE
    return at_the_end or (first == "stop" and bool(others) and others[0] not in _NO_STOP_AFTER)


def is_crisis(body: str) -> bool:
    """Whether a reply has words that a person must see at once."""
    return CRISIS.search(plain_words(body)) is not None


def plain_words(body: str) -> str:
    """Small letters, digits and single spaces: no accents, no punctuation, no bold signs, no shades of a picture."""
    whole = _small(_small(body))  # a bold sign is a letter only then, and that one may be a capital
    kept = (c if c.isalnum() or c in _KEEP else "" if c in "'\u2019\u02bc" or _is_mark(c) else " " for c in whole)
    return " ".join("".join(kept).split())


def _small(text: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Me", "Cf", "Sk")
