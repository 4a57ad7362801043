"""Why no agreement is possible, and the smallest moves that would open one."""
