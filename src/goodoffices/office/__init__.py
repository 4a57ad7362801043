"""The office: the server, its people, its two doors. The only room that knows users, requests and tables."""
