"""Cases: opened, built, changed with the consent of the parties; the front page and the desk."""
