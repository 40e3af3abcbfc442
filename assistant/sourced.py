r"""Whether a question asks for the source of a claim: the note that stands behind it, not the claim.

Pure. People ask by the kind of work ("which study backs ..."), by the place that it was taken
from ("where does the paper get ..."), by who is cited, or by the note itself.
"""

from __future__ import annotations

import re

# kinds of works that notes name; a resolution or treaty is asked for itself more often than as a source
_WORK = (
    r"(?:study|studies|report|paper|article(?! \d)|book|handbook|casebook|digest|dissertation|thesis|brief|briefing|evaluation|"
    r"speech|address|interviews?|survey|publication|document|text|manual|press release|letter|research|work|"
    r"judge?ment|data|evidence|authority|statement|source|footnote|reference|citation|link|website)"
)
# works that only notes name: asked for by their kind, whatever is said of them
_NOTED = r"(?:casebook|dissertation|thesis|handbook|policy brief|press release)"
_UPTO = r"(?:[\w'’-]+ ){0,4}"
# no verb: "which country does the handbook ..." asks for a country
_KIND = r"(?:(?!(?:ha[sd]|have|did|does|do|will|is|are|was|were|the|an?|its?|any|if|when)\b)[\w'’-]+ ){0,3}"
_BEHIND = (
    r"(?:backs?(?: up)?|underpins?|underlies|(?:stands?|lies?|is|are|was) behind|"
    r"(?:is|are|was|were) (?:foot)?noted (?:for|as|in)|"
    r"(?:is|are|was|were) (?:footnoted|pointed to|invoked|relied (?:up)?on|referenced|credited)|"
    r"(?:is|are|was|were) referred to (?:for|on|in support))\b"
)
_CLAIM = r"(?:(?:statement|claim|figure|finding|point|advice|view|estimate|number|quot\w+|words?|phrase|passage|bit)\b)"

_ASKS = re.compile(
    "|".join(
        (
            # the source or note itself
            r"\b(?:what|which|whose)\b.{0,40}\b(?:source|footnote|reference|citation)\b",
            r"\bsource (?:of|for|is|given|cited)\b|^\W*(?:and )?(?:the |its )?sources? (?:on|behind)\b",
            r"\b(?:referenced?|citation|footnote) (?:for|of|to|behind)\b|\b(?:foot)?note\b.{0,30}\b(?:say|give|cite)",
            r"\baccording to the (?:[\w-]+ )?(?:foot)?notes?\b",
            # a kind of work
            rf"\b(?:what|which|whose) (?:(?:is|was|are|were) (?:the|that) )?{_KIND}(?:study|publication)\b(?! visit| should| must| ought| would)"
            r"(?!.*\b(?:be|want(?:s|ed)?|need(?:s|ed)?)\b.{0,20}\b(?:done|made|carried out|conducted|undertaken)\b)",
            rf"\b(?:what|which|whose) {_UPTO}{_WORK} {_BEHIND}",
            rf"\b(?:what|which|whose) {_KIND}{_NOTED}\b",
            rf"\b(?:on|from|in|out of) (?:what|which|whose) {_UPTO}{_WORK}\b(?!.*\bshould\b).{{0,60}}\b(?:rests?|based|bases?|rel(?:y|ies)|draws?|drawn|taken|takes?|"
            r"borrow(?:s|ed)?|quot(?:es?|ed)|cit(?:es?|ed))\b",
            r"\bwho (?:says?|said|wrote|argued?|found|finds|claims?|warns?|warned)\b.{10,200},? (?:in )?(?:which|what) (?:report|study|paper|article|book)\W*$",
            rf"\b(?:what|which) (?:document|text|report|paper|article|study) (?:is|are|was|were) the {_CLAIM}",
            rf"\bfrom (?:what|which) {_UPTO}(?:is|are|was|were) the {_CLAIM}",
            rf"\bwhat (?:backs(?: up)?|supports|is (?:the )?(?:basis|evidence) (?:of|for)) (?:the|that|this) {_CLAIM}",
            # who is cited, whose words they are
            r"\b(?:cited|quoted) (?:for|as|in support)\b|\bis cited\b|\b(?:what|which|whose)\b.{0,60}\b(?:quotes?|quoted|cites?|cited)\b",
            r"\bwho(?:m)? (?:is|are|does).{0,40}\bcit(?:ed|e|ing)\b",
            r"\bwho (?:came up with|made|gave) (?:the|that|this) (?:estimate|figure|number|claim)|\bwho came up with (?=.*\d)",
            rf"\b(?:what|where) (?:is|are|was|lies) (?:the |its )?(?:basis|grounds?|evidence|proof|authority) (?:for|of|behind) (?:saying|claiming|stating|asserting|the (?:\w+ )?{_CLAIM})",
            r"\bwho (?:carried out|conducted|did|made|produced|ran) (?:the|that|this) (?:[\w-]+ ){0,3}(?:study|assessment|evaluation|survey|research|review)\b.{0,30}\b(?:finding|found|that|saying|showing|which|concluding)\b",
            r"\bwho (?:wrote|authored|published) the (?:[\w-]+ ){0,3}(?:report|study|article|book|paper) (?:saying|that|which|arguing|claiming|finding|concluding|behind)\b",
            r"\bwho (?:wrote|authored|published) the (?:[\w-]+ ){0,3}(?:study|article|book) (?:on|about|of)\b",
            r"\bon whose (?:work|study|research|book|authority|findings|word)\b",
            # where it was taken from
            r"\bwhere (?:is|are|was|were|does|do|did|has|have) .{0,160}\b(?:come from|takes?|taken|drawn?|drawn from|quoted?|recorded|reported|"
            r"published|documented|borrow(?:ed)?)\b|\bwhere (?:is|are|does|do|did) .{0,120} from\b\W*$",
            rf"\bwhere (?:does|do|did) (?:the|this|that|they|[A-Z]\w+) {_UPTO}(?:get|got) (?:the|this|that|its|their)\b",
            # by its name
            r"\b(?:name|names|authors?)(?: of)? the (?:court case|(?:[\w“”\"'’-]+ ){0,3}(?:report|study|article|book|paper))\W? (?:saying|that|which|arguing|claiming|behind)\b",
            r"\bname of (?:that|this|the) (?:[\w-]+ ){0,3}case\b",
        )
    ),
    re.IGNORECASE,
)


def asks_for_source(question: str) -> bool:
    """Whether a question asks for the source of a claim.

    >>> asks_for_source("Which handbook backs the figure of nine lost rafts?")
    True
    """
    return _ASKS.search(question) is not None
