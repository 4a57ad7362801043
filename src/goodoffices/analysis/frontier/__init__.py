"""What is possible, efficient and fair: the frontier, the zone and the solutions.

Also what rules cost, and what could be traded.
"""
