"""The checklist of what texts must keep (texting.md, section 4): each of its items has a test, and here is where it is."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONSENT, PLAN, GATES = (
    "tests/domain/test_text_consent.py",
    "tests/domain/test_text_plan.py",
    "tests/domain/test_text_gates.py",
)
REPLIES, BODY = "tests/domain/test_replies.py", "tests/templates/test_texts.py"
LIVE, WIRE, YEAR = (
    "tests/flows/test_live_texts.py",
    "tests/connectors/twilio/test_live.py",
    "tests/domain/test_text_year.py",
)

ITEMS = {
    "C1 consent, its date and the client's own number": (CONSENT, "test_c1_a_text_needs_both_consents_a_date_and_the_clients_own_number"),
    "C2 the consent text": ("tests/domain/test_text_checklist.py", "test_c2_the_consent_text_says_all_that_it_must"),
    "C3 opt-out to anybody, before the next send": (CONSENT, "test_c3_whatever_a_member_of_staff_ticks_counts_before_the_next_text"),
    "C4 opt-out in any words": (CONSENT, "test_c4_an_opt_out_in_any_words_ends_all_texts"),
    "C5 opt-out by phone, surviving everything": (CONSENT, "test_c5_an_opt_out_stays_with_the_phone_whoever_has_it"),
    "C6 wrong, dead and unused numbers": (CONSENT, "test_c6_a_wrong_or_dead_number_gets_no_more_texts_until_it_is_confirmed"),
    "F1 one a day, three in seven days": (PLAN, "test_f1_two_groups_a_week_lose_the_early_reminder_first"),
    "F2 hours": (PLAN, "test_f2_a_text_that_is_due_outside_the_hours_goes_earlier"),
    "F3 validity": (WIRE, "test_f3_a_text_is_never_kept_longer_than_it_is_of_use_nor_than_twilio_can"),
    "F4 one segment": (BODY, "test_f4_a_text_is_one_segment_or_refused"),
    "F5 clock changes and zones": (YEAR, "test_f5_each_reminder_of_a_year_goes_out_at_the_same_time_on_the_wall"),
    "F6 corrections": (PLAN, "test_f6_news_that_the_daily_limit_delays_is_told_to_a_person_at_once_and_texted_in_the_morning"),
    "M1 fixed templates": (BODY, "test_m1_m6_each_kind_of_text_says_exactly_this"),
    "M2 what is never said": (BODY, "test_m2_no_text_ever_tells"),
    "M3 the name's words": ("tests/templates/test_text_name.py", "test_m3_each_telling_word_is_named_as_it_is_written"),
    "M4 the sender is named": (BODY, "test_m4_a_name_no_text_can_carry_is_refused_in_one_or_two_sentences"),
    "M5 one recipient": ("tests/connectors/mail/test_mail.py", "test_m5_one_person_and_no_way_to_smuggle_in_another"),
    "M6 the example": (BODY, "test_m1_m6_each_kind_of_text_says_exactly_this"),
    "P1 substance use programs": ("tests/domain/test_reminders.py", "test_p1_a_substance_use_group_needs_its_own_consent"),
    "P2 no roster in logs or Prefect": ("tests/flows/test_no_leak.py", "test_p2_serve_reacts_to_an_edit_and_keeps_health_data_at_home"),
    "D1 agreement": (GATES, "test_d1_live_texts_wait_for_a_dated_agreement"),
    "D2 words are taken out": (LIVE, "test_d2_a_text_says_how_long_it_is_of_use_and_its_words_are_taken_out_of_the_log_once_it_arrived"),
    "D3 no number in a log": (WIRE, "test_d3_no_log_shows_a_number_whatever_level_the_programs_own_log_has"),
    "D4 each send and each skip with its rule": ("tests/domain/test_reminders.py", "test_d4_messages_say_what_went_what_will_go_and_what_will_not"),
    "D5 an API key": (WIRE, "test_d5_an_api_key_stands_in_for_the_accounts_own_token"),
    "S1 dry run, first day": (GATES, "test_s1_on_the_first_day_only_listed_numbers_get_a_text"),
    "S2 brake": (GATES, "test_s2_far_more_texts_than_usual_wait_for_a_yes"),
    "S3 words of danger": (LIVE, "test_s3_words_of_danger_reach_the_decisions_and_the_owner_at_once"),
    "S4 replies are not read": (LIVE, "test_s4_replies_that_cannot_be_read_for_half_an_hour_are_named_and_mailed"),
    "S5 silence": (REPLIES, "test_s5_silence_is_never_an_absence"),
}  # fmt: skip


def test_the_checklist_is_whole():
    wanted = {"C": 6, "F": 6, "M": 6, "P": 2, "D": 5, "S": 5}
    assert [i.split()[0] for i in ITEMS] == [
        f"{letter}{n}" for letter, last in wanted.items() for n in range(1, last + 1)
    ]


@pytest.mark.parametrize("item", ITEMS)
def test_each_item_of_the_checklist_has_its_test(item):
    path, name = ITEMS[item]
    assert f"_{item.split()[0].lower()}_" in name, "the test's name says which item it is about"
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), item


@pytest.mark.parametrize(
    "said",
    ["{practice}", "my appointments", "the number that I gave", "two a week", "not encrypted", "may read them", "may charge", "STOP", "not for emergencies",
     "911", "988", "My care does not depend"],
)  # fmt: skip
def test_c2_the_consent_text_says_all_that_it_must(said):
    page = (ROOT / "docs/texting.md").read_text(encoding="utf-8")
    text = page[page.index("## The consent text (version 2026-11)") : page.index("## What goes out")]
    assert said in text
