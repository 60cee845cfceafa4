"""What an organization keeps once and uses again: its papers, their versions, and when each expires."""
