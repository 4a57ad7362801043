"""What is possible, efficient and fair: the frontier, the zone, the solutions, what rules cost, what could be traded."""
