"""The door for writing: each change of state is one function here. It checks the actor's right, changes the tables and appends the entry, in one transaction."""
