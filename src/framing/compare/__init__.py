"""From measures to contrasts: groups of documents, one target among coverage, sections among windows, and keywords."""
