"""What all pages share: how a page is drawn, what forms bring, words, faults."""
