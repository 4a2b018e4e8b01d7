"""Who is in the register: identifiers, names, duplicates, markings and what an entry must satisfy."""
