"""The agreement in the office: its draft, its signatures, its clocks, its board."""
