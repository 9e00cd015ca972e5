"""Files → documents: decoded, segmented into headline, lead and sections, page furniture set aside."""
