"""What those who keep the policy say to each other about a draft of it, field by field."""
