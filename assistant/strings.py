"""Every word that the page itself says, in one place. What documents and answers say is not here."""

from __future__ import annotations

from typing import Final

NAME: Final = "Rapporteur"
TAGLINE: Final = "Answers from your documents, each with the paragraph that says so."
DOCUMENTS_COUNT: Final = "{documents} documents, {paragraphs} paragraphs"

# asking
ASK_TAB: Final = "Ask"
QUESTION_LABEL: Final = "Your question"
QUESTION_HINT: Final = "Ask a question or name a provision"
ASK: Final = "Ask"
NEW: Final = "New conversation"
ONLY_IN: Final = "Search only in…"
WELCOME: Final = "What would you like to know?"
WELCOME_TEXT: Final = (
    "Answers are quotations from the documents in this library. Every one is numbered; "
    "choose a number to read it in its place."
)
SUGGESTIONS: Final = "Questions to begin with"
CONVERSATION: Final = "Conversation"
SEARCHING: Final = "Searching the library…"
WRITING: Final = "Writing, and checking every sentence against its source…"
YOU: Final = "You asked"
UNDERSTOOD: Final = "Understood as"
TOOK: Final = "{milliseconds:,} ms"
STATUS: Final = {
    "answered": "Answer",
    "refused": "Not in the library",
    "no_such_provision": "No such provision",
    "ambiguous": "Several documents fit",
}
REMOVED_ONE: Final = "1 sentence was left out: it says more than its source"
REMOVED_MANY: Final = "{count} sentences were left out: they say more than their sources"
COPY: Final = "Copy with citations"
COPIED: Final = "Copied"
LINK: Final = "Copy link"
LINKED: Final = "Link copied"
EXPORT: Final = "Save"
EXPORT_AS: Final = "Save as"
EXPORT_FORMS: Final = {
    "docx": "Word, with footnotes",
    "md": "Markdown",
    "txt": "Plain text",
    "bib": "BibTeX",
    "ris": "RIS",
    "json": "CSL-JSON",
}
EXPORT_STYLE: Final = "Footnotes"
EXPORT_STYLES: Final = {"un": "United Nations", "chicago": "Chicago"}
EXPORT_TITLE: Final = "Answers with their sources"
EXPORT_ANNEX: Final = "Annex: the paragraphs quoted"
EXPORT_STAMP: Final = "Quoted by Rapporteur {version} from a library of {documents} documents (generation {generation}) on {date}."
PRINT: Final = "Print"
TOO_LONG: Final = (
    "The question has {found} characters; at most {most} can be asked at once. Please shorten it."
)
TEXT_TOO_LONG: Final = "expected at most {most} characters, found {found}; send less at once"
TOO_FAST: Final = "More than {most} requests came in a minute. Please wait a moment and try again."
FAULT: Final = "An error in the program. Whoever runs it finds the details in its terminal; the question can be asked again."
PROBLEM: Final = "This could not be answered"

# sources beside the answer
PANEL: Final = "Sources"
CITED: Final = "Cited paragraphs"
NEAREST: Final = "Nearest paragraphs"
NEAREST_TEXT: Final = "These come nearest to the question. They do not answer it."
CANDIDATES: Final = "Provisions that fit"
IN_THE_LIBRARY: Final = "In this library"
OPEN: Final = "Read in the document"
CLOSE: Final = "Back"
PREVIOUS: Final = "Previous citation"
NEXT: Final = "Next citation"
CITATION_OF: Final = "Citation {number} of {count}"
CITATION: Final = "Citation {number}: {document}, {locator}"
NOTE: Final = "Note {mark}"
NOTE_LOST: Final = "The document marks a note here, but its text was not found."
CONTENTS: Final = "Contents"
EARLIER: Final = "Show earlier paragraphs"
LATER: Final = "Show later paragraphs"
NOT_PLACED: Final = "The quotation could not be placed in this paragraph, so nothing is marked."
PAGE: Final = "p. {page}"
PDF_PAGE: Final = "PDF page {page}"
NO_PLACE: Final = "Where this paragraph stands on the page is not known, so nothing is shown or marked."
PAGE_PICTURE: Final = "Picture of PDF page {page}"
AS_TEXT: Final = "Text"
AS_PAGE: Final = "Page"
LOADING: Final = "Opening the document…"
LOST: Final = "This could not be opened: {reason}"
GENRES: Final = {
    "treaty": "Treaty",
    "resolution": "Resolution",
    "secretariat": "Secretariat document",
    "paper": "Paper",
    "delegate": "Delegate’s paper",
    "unknown": "Kind not known",
}
BINDING: Final = {"binding": "binding", "not binding": "not binding", "unknown": ""}

# looking up
LOOKUP_TAB: Final = "Look up"
LOOKUP_LABEL: Final = "A provision"
LOOKUP_HINT: Final = "For instance “article 9(2)”, or a symbol and “para. 46”"
LOOKUP: Final = "Look up"
LOOKUP_TEXT: Final = (
    "The exact words of an article or paragraph, found by its number. Nothing is searched or guessed."
)
LOOKUP_EXAMPLES: Final = "For instance"
LOOKED_UP: Final = "The provision"

# comparing
COMPARE_TAB: Final = "Compare"
COMPARE_TEXT: Final = "What several instruments say on one matter, word for word and side by side."
COMPARE_LABEL: Final = "A matter"
COMPARE_HINT: Final = "For instance “confiscation” or “definition of serious crime”"
COMPARE_IN: Final = "In these documents (all treaties when none is chosen)"
COMPARE: Final = "Compare"
COMPARED: Final = "“{topic}” compared"
COMPARED_TABLE: Final = "Provisions side by side"
COMPARE_MARKS: Final = "Marked words are not in the first column of the row."
COMPARE_NONE: Final = "No provision found"
NOTHING_IN: Final = "{name}: no provision on this was found."
NOTHING_BESIDE: Final = {  # by the step asked for
    1: "There is none after {name}.",
    -1: "There is none before {name}.",
}
NOT_DEFINED_IN: Final = "{name}: no definition of this was found."
COMPARE_NOTHING_LIKE: Final = "nothing like it"
COMPARE_ALSO: Final = "see also {locators}"
COMPARE_NO_TOPIC: Final = "Write the matter that is to be compared first."

# checking a draft
CHECK_TAB: Final = "Check draft"
CHECK_TEXT: Final = (
    "Every quotation, provision and figure of a text, held against this library: right, wrong place, altered words, "
    "wrong figure, or not found. Nothing is rewritten."
)
CHECK_LABEL: Final = "The draft"
CHECK_HINT: Final = "Paste a text here, or choose a file below"
CHECK_FILE: Final = "A draft as text, Markdown or DOCX"
CHECK: Final = "Check"
CHECK_NOTHING: Final = "Paste a text or choose a file first."
CHECK_PASTED: Final = "pasted text"
CHECK_SAVE: Final = "Save the report:"

# evaluating
RUNS_TAB: Final = "Evaluation"
RUNS_TEXT: Final = "Finished runs: figures with their intervals, where cases are lost, and each failing case beside its source."
RUN: Final = "A run"
RUN_BEFORE: Final = "Compared with an earlier run"
RUN_TITLE: Final = "Report of the run {name}"
NO_RUNS: Final = "No finished run yet; choose one, or make one with: python -m eval run"

# the library
LIBRARY_TAB: Final = "Library"
PARAGRAPHS: Final = "{count} paragraphs"
NO_REMARKS: Final = "no remarks"
REMARKS_ONE: Final = "1 remark"
REMARKS_MANY: Final = "{count} remarks"
REMARKS: Final = {
    "blank_pages": "pages without text",
    "gaps": "numbers that the series skips",
    "repeats": "numbers that come twice",
    "lone_marks": "marks without a note",
    "lone_notes": "notes without a mark",
    "doubtful": "joined on a guess",
}
MORE: Final = " and {count} more"
UNITS: Final = {
    "body": "paragraphs",
    "item": "items",
    "quotation": "quotations",
    "row": "table rows",
    "note": "notes",
    "heading": "headings",
}
ADD_LABEL: Final = "Add documents"
ADD_TEXT: Final = (
    "Drop files here or choose them. A file whose name is in the library already takes its place."
)
ADD: Final = "Add to the library"
ADD_NOTHING: Final = "Choose one or more files first."
REMOVE_LABEL: Final = "Remove documents"
REMOVE: Final = "Remove from the library"
REMOVE_NOTHING: Final = "Choose the documents to remove first."
STAGES: Final = {
    "read": "Reading files",
    "embedding": "Indexing paragraphs",
    "writing": "Saving",
    "preparing": "Preparing the model",
}
READING_FILE: Final = "Reading"
READ_FILE: Final = "Read"
READING_OF: Final = "Reading {name}"
ADDED: Final = "Added"
REPLACED: Final = "Replaced"
KEPT: Final = "Already there, unchanged"
FAILED: Final = "Not added"
GONE: Final = "Removed"

# opening to others
OPEN_TO_ALL: Final = "rapporteur: {host} lets others in, and no password is asked; set one with --users FILE"
SIGN_IN: Final = "Sign in to ask questions of this library."
ADDRESS: Final = "Rapporteur is at {address} (press Ctrl+C to stop)"
