"""Strings that upset software: each class that people's cells may hold, and each that tries to be carried out."""

# ruff: noqa: RUF001  letters that look like others are here on purpose

CLASSES = {
    "plain": ["Sam said so.", "a" * 3_000, "  spaces  around  ", "-"],
    "signs of XML": ["A & B", "x < y", "y > x", "Tom <b>Jerry", "&amp; &#65; &bogus;", "]]>", "<!-- gone -->", "<?x y?>"],
    "Word's own": ["</w:t></w:r></w:p><w:p><w:r><w:t>in", '<w:instrText>DDEAUTO c:\\\\cmd "/k"</w:instrText>', "_x000D_", "MERGEFIELD a"],
    "templates": ["{{ 7*7 }}", "{% for x in y %}", "{# gone #}", "{%p if x %}", "{%tr for a in b %}", "{{r x }}", "{_{ kept }_}", "{{ self }}", "<% 7*7 %>", "${7*7}", "#{7*7}"],
    "formulas": ["=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("http://example.com","x")', "=cmd|'/c calc'!A0", "\t=1+1"],
    "entities and files": ['<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;', "../../etc/passwd", "C:\\Windows\\x", "file:///etc/passwd", "http://169.254.169.254/"],
    "programs": ["$(id)", "`id`", "; rm -rf x", "' OR 1=1 --", "<script>alert(1)</script>", "javascript:alert(1)", "%n%s%x", "\\u0041"],
    "line ends": ["one\ntwo", "one\r\ntwo", "one\rtwo", "one\n\n\ntwo", "left\tright", "\n", "Subject: x\r\nBcc: y"],
    "letters": ["héllo", "naïve café", "Łódź", "北京", "かな", "한국어", "Ω≈ç√", "ﬁ ligature", "Ａｂｃ", "¿Qué?", "ß ẞ"],
    "from right to left": ["שלום", "مرحبا بك", "\u202eabc\u202c", "a\u200fb"],
    "nothing to see": ["a\u200bb", "a\u00adb", "\ufeffa", "a\u00a0b", "a\u2028b", "a\u2029b"],
    "pictures": ["🙂", "👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "e\u0301", "Z\u0351\u036b\u0343a\u0314\u0355lgo"],
    "quotes": ["“so”", "‘so’", "O’Neil", 'say "so"', "it's", "«so»", "a — b – c … d"],
    "looks like something": ["NULL", "None", "nan", "TRUE", "#REF!", "#N/A", "1e309", "0x10", "00123", "8/12", "N/A", "?"],
    "cannot be in a file": ["be\x00fore", "be\x08fore", "be\x0bfore", "be\x0cfore", "be\x1ffore", "be\ufffefore", "be\ud800fore", "be\x7ffore"],
    "clinical": ["8/10 -> 4/10", "BP < 120 & HR > 60", "“hard, but I stayed” (6/10)", "no SI/HI", "F41.1; F33.1", "½ h, 37 °C, ±2, µg"],
}  # fmt: skip
"""By class. Lone surrogates and control signs can come from a file that another program wrote."""

STRINGS = [text for texts in CLASSES.values() for text in texts]
