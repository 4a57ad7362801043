"""Cases of other programs: GENIUS, GeniusWeb, NegMAS, NegoLog, knapsack files."""
