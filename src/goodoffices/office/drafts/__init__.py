"""The drafts of the mediation: packages kept under a name."""
