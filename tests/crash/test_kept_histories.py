"""Random histories that once broke an invariant, shortened: each is played again in every run."""

import pytest

from tests.faults.histories import Play

SCRIPTS = {
    "a column of Clients sorted by itself, and a doubled row took part": [
        ("crash", 622257009), ("wait", 426588663), ("crash", 104289804), ("copy_row", 331741945),
        ("long_wait", 954397441), ("sort_one_column", 963896281), ("crash", 542302776), ("wait", 396946889),
    ],
    "a row of a sorted column was taken away and put back while its question stood": [
        ("long_wait", 21092960), ("sort_one_column", 42207647), ("wait", 451537808), ("wait", 295626787),
        ("wait", 1018179681), ("wait", 123730400), ("wait", 556068261), ("crash", 1054779599), ("wait", 739154219),
        ("delete", 325124450), ("restore", 378543279),
    ],
    "a reminder in doubt took the next one of the same words for itself, which then went twice": [
        ("crash", 152891211), ("mark", 999812693), ("move", 637041429), ("wait", 571077946), ("wait", 240531862),
        ("crash", 78687335), ("provider_fault", 129308813), ("long_wait", 529870992), ("sign", 89468139),
        ("wait", 740003884), ("wait", 685241572), ("crash", 561520196), ("crash", 941455557), ("wait", 16859735),
        ("text_in", 897881474), ("sort", 206083066), ("crash", 95547329), ("sign", 643213759), ("restore", 611164529),
        ("cancel", 209750942), ("phone", 763288028), ("wait", 533454751), ("sort", 1059566828),
        ("consent", 832051981), ("provider_fault", 629910393), ("wait", 818302135), ("text_in", 7993816),
        ("overtype", 582165244), ("crash", 447110059), ("wait", 658251696), ("mark", 847142449),
        ("long_wait", 217338773), ("crash", 837514422), ("long_wait", 266307190), ("provider_fault", 902929999),
    ],
    "nobody was told that a member whose row in the session was doubled gets no reminder": [
        ("copy_row", 494307054), ("long_wait", 76773027), ("wait", 259831126), ("wait", 123438523),
        ("sign", 332080706), ("wait", 28613595), ("wait", 537601528), ("long_wait", 41833949), ("wait", 482266615),
        ("wait", 695189283), ("long_wait", 77612620), ("crash", 327301550),
    ],
    "a number typed over a client's was sorted into another's row": [
        ("overtype", 421969635), ("sort_one_column", 592760916), ("wait", 711136880), ("long_wait", 3256788),
        ("long_wait", 166800381),
    ],
    "of the rows of a sorted column one was deleted, and the others were believed": [
        ("phone", 495408715), ("full_disk", 991586579), ("wait", 871169858), ("sort_one_column", 331069379),
        ("long_wait", 721833504), ("delete", 931768065), ("crash", 577969441),
    ],
    "a column was sorted through a row and its exact copy": [
        ("copy_row", 902797949), ("long_wait", 1037003623), ("long_wait", 77547163), ("long_wait", 810593471),
        ("long_wait", 860637912), ("wait", 269429558), ("wait", 288739112), ("sort_one_column", 925337319),
        ("long_wait", 143401306),
    ],
    "a number was changed, and its column sorted through a row and its copy": [
        ("wait", 52834662), ("wait", 558037044), ("copy_row", 623392166), ("phone", 842432181), ("full_disk", 69253612),
        ("sort_one_column", 834930034), ("wait", 829208340), ("wait", 212379845), ("wait", 326207580),
    ],
    "a column was sorted again while the rows of its first sort waited": [
        ("phone", 902175750), ("sort_one_column", 482809261), ("bad_cell", 766991310), ("sort_one_column", 80477951),
        ("wait", 63631976), ("crash", 832537923), ("long_wait", 401132493),
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", SCRIPTS)
def test_what_once_broke_holds(what: str) -> None:
    assert Play(SCRIPTS[what]).play().broken == []
