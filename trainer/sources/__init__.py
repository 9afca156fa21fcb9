"""Where training data comes from: sound in folders, published data sets, tables, and the user's own tagged library."""
