package io.serval.cli;

import io.serval.live.Log;
import io.serval.sql.Database;
import io.serval.sql.SqlException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The command {@code db} of the launcher: repairs of an application's database, which may be in use meanwhile. */
public final class DatabaseCommand {
    private static final String IN_USE = "55006";

    private DatabaseCommand() {}

    /**
     * Runs {@code new-epoch}, and ends the process with status 0; with 64 if the command line is wrong, with 1 if the
     * database cannot be reached.
     *
     * @param args the command, then flags as those of {@link Serval#run}: {@code --data} or {@code --database-url}
     */
    public static void main(String[] args) {
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (args.length == 0 || !args[0].equals("new-epoch")) {
            err.println("db knows one command: new-epoch.");
            return 64;
        }
        try {
            Settings settings = Settings.parse(Arrays.copyOfRange(args, 1, args.length), environment);
            Optional<Database> database = open(settings);
            if (database.isEmpty()) {
                err.println("There is no database in " + settings.data() + ". Name the application, or --data, or"
                        + " --database-url.");
                return 64;
            }
            try (Database opened = database.get()) {
                int topics = Log.renewEpochs(opened);
                out.println("new epochs for " + topics + " topics; every client begins anew");
            }
            return 0;
        } catch (UsageException e) {
            err.println(e.getMessage());
            return 64;
        } catch (SqlException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static Optional<Database> open(Settings settings) {
        Optional<String> url = settings.databaseUrl();
        if (url.isPresent()) {
            return url.map(Database::connect);
        }
        Path data = settings.data();
        if (!Files.isDirectory(data.resolve("postgres"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Database.embedded(data));
        } catch (SqlException e) {
            if (!e.state().equals(IN_USE)) {
                throw e;
            }
            return Optional.of(Database.running(data));
        }
    }
}
