"""What a provider claims confidential in its application, its signed statement, and the copy that everyone may have."""
