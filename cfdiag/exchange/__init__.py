"""Tables and forms of others: read, matched, turned into interviews and accounts; forms written for them."""
