"""Turns the plain sources of the sample library into PDF, DOCX, Markdown and text files.

Read in this order: markup (source to blocks), lines (text to lines), pages (lines to pages),
prints (pages to PDF), word (blocks to DOCX), plain (source to Markdown and text).
"""
