"""Whether an agreement is kept: incidents that sides report, inquiries, answers, findings, days."""
