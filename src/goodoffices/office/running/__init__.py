"""The running office: its server, its worker, the process of an analysis, the demonstration."""
