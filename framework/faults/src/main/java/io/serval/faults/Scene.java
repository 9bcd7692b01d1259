package io.serval.faults;

/** Who can be hurt. */
record Scene(Server server, Postgres postgres, Crowd crowd) {}
