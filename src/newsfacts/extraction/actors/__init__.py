"""Who the phrases of a text denote: names, noun phrases, metonyms, pronouns, and the titles given to persons."""
