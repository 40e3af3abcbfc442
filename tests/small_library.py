"""Small documents and a small encoder for the tests of the index."""

import re
import zlib

import numpy as np

from index import Encoding
from index.lexical import TermWriter
from index.vectors import VectorWriter
from ingest import Document, Locator, Paragraph


class WordEncoder:
    """Counts words in hashed places: texts with the same words are near, nothing is learnt."""

    def __init__(self, dimension=64, name="words", fingerprint="words-1"):
        self.name = name
        self.dimension = dimension
        self.fingerprint = fingerprint
        self.seen = []

    def encode(self, texts, *, progress=None):
        self.seen += texts
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                vector[zlib.crc32(word.encode()) % self.dimension] += 1
        if progress:
            progress(len(texts), len(texts))
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def make_document(source, *texts, title="", **fields):
    """A document of numbered body paragraphs; its id comes from its texts."""
    document_id = f"{zlib.crc32('|'.join(texts).encode(errors='replace')):016x}"
    paragraphs = tuple(
        Paragraph(
            id=f"{document_id}#para. {number}",
            document=document_id,
            position=number - 1,
            kind="body",
            text=text,
            locator=Locator(f"para. {number}", str(number), (("paragraph", str(number)),)),
        )
        for number, text in enumerate(texts, start=1)
    )
    return Document(document_id, source, title or source, paragraphs, **fields)


def harbour_report():
    return make_document(
        "harbour.txt",
        "Lighthouse keepers shall report every broken lamp within two days.",
        "The ferry levy may not exceed four shells for each passenger.",
        "Fishing nets are inspected each spring by the harbour master.",
        title="Report on the harbour of Little Osmund",
    )


def orchard_treaty():
    return make_document(
        "orchard.txt",
        "Each Party shall plant two pear trees for every felled apple tree.",
        "Disputes over hedges are settled by the Orchard Council.",
        title="Orchard Treaty",
        aliases=("OT",),
    )


class TokenWordEncoder(WordEncoder):
    """As WordEncoder, with a vector for each word: one place, or two for words of more than six letters."""

    def encode_tokens(self, texts, *, progress=None):
        for number, vector in reversed(list(enumerate(self.encode(texts, progress=progress)))):
            words = re.findall(r"\w+", texts[number].lower()) or ["?"]
            tokens = np.zeros((len(words), self.dimension), dtype=np.float32)
            for token, word in zip(tokens, words, strict=True):
                token[zlib.crc32(word.encode()) % self.dimension] += 1
                token[zlib.crc32(word[:6].encode()) % self.dimension] += 1
            yield Encoding(number, vector, tokens / np.linalg.norm(tokens, axis=1, keepdims=True))

    def token_spans(self, text):
        return [found.span() for found in re.finditer(r"\w+", text.lower())]


def write_terms(folder, texts):
    """A BM25 index of the texts."""
    writer = TermWriter(folder)
    writer.append(texts)
    writer.finish()


def write_vectors(folder, vectors, **options):
    """An index of the vectors; its kind and recall."""
    writer = VectorWriter(folder, vectors.shape[1], **options)
    writer.append(vectors)
    return writer.finish()
