"""The drawer: files that a side keeps in the case, and those that it hands over."""
