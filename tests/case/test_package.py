"""`case.package`: packages as values."""

from __future__ import annotations

from itertools import product

from goodoffices.case import package_key


def test_packages_with_the_same_options_are_one_and_all_others_differ():
    listed = [dict(zip("ab", row, strict=True)) for row in product(("x", "y"), ("x", "y", "z"))]
    again = [dict(one) for one in listed]
    assert len({package_key(one) for one in listed + again}) == 6
    assert [dict(package_key(one)) for one in listed] == listed
