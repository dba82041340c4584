"""Note drafts as files."""
