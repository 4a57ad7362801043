"""What somebody does in a real browser that a test must wait for."""

from __future__ import annotations


def follow(page, words: str) -> None:
    """Click what leads to another page, and wait for that page: a click alone ends before the page has changed."""
    with page.expect_navigation():
        page.click(words)
