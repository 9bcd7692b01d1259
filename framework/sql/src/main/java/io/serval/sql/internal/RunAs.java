package io.serval.sql.internal;

import io.serval.sql.SqlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the programs of PostgreSQL are started: as they are, or, when we are root, which they refuse to be, in one of two
 * other ways.
 *
 * @param prefix comes before the program
 * @param account who the files must belong to, if not to us
 */
record RunAs(List<String> prefix, Optional<String> account) {
    /** We are an ordinary user. */
    static final RunAs OURSELVES = new RunAs(List.of(), Optional.empty());

    /** In a user namespace of its own the program is nobody, with our files and no power. */
    static final RunAs NAMESPACE = new RunAs(List.of("unshare", "-U"), Optional.empty());

    /** As another account; the files become its own. */
    static RunAs account(String name) {
        return new RunAs(List.of("runuser", "-u", name, "--"), Optional.of(name));
    }

    /**
     * Finds a way that works here.
     *
     * @param root the folder that the programs need
     * @throws SqlException if none does
     */
    static RunAs detect(Path root) throws IOException {
        if (!weAreRoot()) {
            return OURSELVES;
        }
        for (RunAs way : List.of(NAMESPACE, account("postgres"), account("nobody"))) {
            if (way.reaches(root)) {
                return way;
            }
        }
        throw new SqlException(
                "58000",
                "PostgreSQL refuses to run as root, and neither \"unshare -U\" nor \"runuser -u postgres\" nor"
                        + " \"runuser -u nobody\" works here for " + root
                        + ". Start as an ordinary user, pass a --data directory that every account can reach,"
                        + " or pass --database-url.",
                null);
    }

    /** Runs the program to its end. */
    Command run(List<String> command) throws IOException {
        return Command.run(Stream.concat(prefix.stream(), command.stream()).toList());
    }

    /** Hands the folder over to the account that the programs run as. */
    void own(Path root) throws IOException {
        if (!weAreRoot()) {
            return;
        }
        String owner = account.orElse(System.getProperty("user.name"));
        Trees.own(root, root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
    }

    private boolean reaches(Path root) {
        try {
            return run(List.of("test", "-x", root.resolveSibling("").toString()))
                    .succeeded();
        } catch (IOException e) {
            // No such program: the way is closed.
            return false;
        }
    }

    private static boolean weAreRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self)
                ? Files.getAttribute(self, "unix:uid").equals(0)
                : "root".equals(System.getProperty("user.name"));
    }
}
