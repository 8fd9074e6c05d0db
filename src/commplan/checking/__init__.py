"""From a loaded plan to what is to be said of it: rules run, policy kept, fixes put into the text, its standing told."""
