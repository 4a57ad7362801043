"""Measure Good Offices: each figure with its protocol, sizes, versions and ratio to a limit."""
