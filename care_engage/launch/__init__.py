"""What `python3 -m care_engage` runs. Standard library only: it starts before anything is installed."""
