"""Whatever a text holds, it shows as itself and does nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.tree import SyntaxTreeNode

from commplan import escape, writers

PIECES = (
    *("---", "- ", "***", "___", "===", "> ", ">", "# ", "##", "1. ", "1) ", "+ ", "`", "~~~", "```", "|", "a", "<br>"),
    *("&amp;", "[x]: http://e.org", "[^1]:", "\\", "  ", "\n", "![](x)", "<!--", "*", "_", "中", "。", ":-", "www.a.b"),
)
HOSTILE = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(max_size=60),
    st.text(alphabet="\\`*_[]()<>|~&#$@!:/.-+=0123456789 \n\tabw{}%中文。&lt;amp;", max_size=40),
)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Plain prose, with commas; and 3.5 % of it (yes).", "Plain prose, with commas; and 3.5 % of it (yes)."),
        ("中文标题：第一章（草稿）", "中文标题：第一章（草稿）"),
        ("snake_case stays, _this_ does not", r"snake_case stays, \_this\_ does not"),
        ("C# and #1", r"C# and \#1"),
        ("R&D, &lt; is no entity", r"R&D, \&lt; is no entity"),
        ("a | b", r"a \| b"),
        ("<script>alert(1)</script>", r"\<script>alert(1)\</script>"),
        ("[click](javascript:alert(1))", r"\[click\](javascript:alert(1))"),
        ("https://example.org and www.example.org", r"https\://example.org and www\.example.org"),
        ("- not a list", r"\- not a list"),
        ("2026. a year", r"2026\. a year"),
        ("> no quote", r"\> no quote"),
        (">none either", r"\>none either"),
        ("---", r"\---"),
        ("-5 degrees, a - b, a > b", "-5 degrees, a - b, a > b"),
        ("===", r"\==="),
        (":-- | --:", r"\:-- \| --:"),
        ("two\n\n# lines", r"two \# lines"),
        ("```{figure}", r"\`\`\`{figure}"),
        ("{{ config }}{% raw %}", "{{ config }}{% raw %}"),
        ("safe\u202egnp.exe", "safe‹U+202E›gnp.exe"),
        ("\x1b[31mred", "‹U+001B›\\[31mred"),
        ("  spaced   out  ", "spaced out"),
        ("", ""),
    ],
)
def test_markdown_escapes_what_markdown_would_read_and_leaves_prose_alone(text: str, escaped: str) -> None:
    assert escape.markdown(text) == escaped


@pytest.mark.parametrize(
    ("frame", "shown"),
    [
        ("{}", "{}"),
        ("# {}", "{}"),
        ("# {} #", "{}"),
        ("- {}", "{}"),
        ("1. x\n2. {}", "x{}"),
        ("> {}", "{}"),
        ("| h |\n|---|\n| {} |", "h{}"),
        ("before {} after", "before {} after"),
        ("**x** {}", "x {}"),
    ],
)
@given(text=HOSTILE)
def test_markdown_shows_exactly_the_visible_text_wherever_it_stands(frame: str, shown: str, text: str) -> None:
    tree = writers.parse(frame.format(escape.markdown(text) or "x"))
    assert _types(tree) == _types(writers.parse(frame.format("x")))
    assert "".join(_texts(tree)) == shown.format(escape.visible(text) or "x")


def _types(tree: SyntaxTreeNode) -> list[str]:
    return [node.type for node in tree.walk() if node.type not in {"text", "text_special"}]


def _texts(tree: SyntaxTreeNode) -> list[str]:
    return [node.content for node in tree.walk() if node.type in {"text", "text_special", "code_inline"}]


@given(text=HOSTILE)
def test_html_and_svg_hold_no_markup_and_no_unseen_character(text: str) -> None:
    for escaped in (escape.html(text), escape.svg(text), escape.preformatted(text).replace("\n", " ")):
        assert not set(escaped) & set("<>\"'\n\x00\x1b\u202e\u2066")
        escaped.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("普通话 and English 🙂", "普通话 and English 🙂"),
        ("two\nlines", "two\nlines"),
        ("two\r\nlines", "two\nlines"),
        ("a\tb", "a    b"),
        ("\x1b]0;title\x07", "‹U+001B›]0;title‹U+0007›"),
        ("back\rspace\x08", "back‹U+000D›space‹U+0008›"),
        ("\u2066isolate\u2069 \u061c\u200f", "‹U+2066›isolate‹U+2069› ‹U+061C›‹U+200F›"),
        ("lone \ud800 half", "lone ‹U+D800› half"),
        ("C1 \x9b31m", "C1 ‹U+009B›31m"),
    ],
)
def test_terminal_shows_control_and_bidi_characters_by_their_number(text: str, shown: str) -> None:
    assert escape.terminal(text) == shown
