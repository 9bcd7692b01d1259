package io.serval.sql.internal;

import io.serval.sql.SqlException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Utils;

/** A server on a data directory that this process holds: started or adopted, watched, and stopped when closed. */
public final class EmbeddedServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EmbeddedServer.class.getName());
    private static final int PORT_ATTEMPTS = 20;
    private static final int POLL_MILLIS = 100;
    private static final int ANSWER_POLLS = 600;

    private final DataDirectory directory;
    private final Cluster cluster;
    private final String password;
    private final List<Runnable> onLoss = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile int port;
    private final Supervisor supervisor;

    private EmbeddedServer(DataDirectory directory, Cluster cluster) throws IOException {
        this.directory = directory;
        this.cluster = cluster;
        this.password = Files.readString(directory.passwordFile());
        this.port = adoptOrStart(0);
        this.supervisor = new Supervisor(this, closing);
    }

    /** Starts or adopts the server of the data directory. */
    public static EmbeddedServer start(Path data) {
        return start(data, RunAs::detect);
    }

    /** A database on the server that another process runs on the data directory. */
    public static Server running(Path data, String name) {
        Path root = data.resolve("postgres");
        try (Stream<Path> folders = Files.list(root)) {
            for (Path cluster : folders.filter(Cluster::isOne).toList()) {
                Optional<PidFile> server = PidFile.read(cluster);
                if (server.isPresent()) {
                    String password = Files.readString(root.resolve("password"));
                    return database(name, password, server.get()::port);
                }
            }
        } catch (IOException e) {
            throw failed(data, e);
        }
        throw new SqlException("08001", "No PostgreSQL runs on the data in " + root + ".", null);
    }

    /** How root runs PostgreSQL; tests choose. */
    interface Way {
        RunAs find(Path root) throws IOException;
    }

    static EmbeddedServer start(Path data, Way way) {
        DataDirectory directory = null;
        try {
            directory = DataDirectory.lock(data);
            directory.passwordFile();
            Binaries binaries = Binaries.unpack(directory.root());
            var cluster = new Cluster(directory, binaries, way.find(directory.root()));
            return new EmbeddedServer(directory, cluster);
        } catch (IOException e) {
            release(directory);
            throw failed(data, e);
        } catch (RuntimeException | Error e) {
            release(directory);
            throw e;
        }
    }

    /** The port that the server listens on now. */
    public int port() {
        return port;
    }

    /** A database on this server, wherever it listens at the moment. */
    public Server database(String name) {
        return database(name, password, () -> port);
    }

    private static Server database(String name, String password, IntSupplier port) {
        var login = new Properties();
        login.setProperty("user", Cluster.USER);
        login.setProperty("password", password);
        login.setProperty("loginTimeout", "5");
        // Another program that took the port of a server that died must not be told the password.
        login.setProperty("requireAuth", "scram-sha-256");
        return Server.of(() -> "jdbc:postgresql://127.0.0.1:" + port.getAsInt() + "/" + name, login);
    }

    /** Creates the database unless there is one of that name. */
    public void create(String name) {
        try (Connection connection = database("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + Utils.escapeIdentifier(new StringBuilder(), name));
        } catch (SQLException e) {
            boolean exists = "42P04".equals(e.getSQLState());
            if (!exists) {
                throw SqlException.of("Could not create the database " + name, e);
            }
        }
    }

    /** Runs the task each time the server was lost, so that pools forget their connections. */
    public void onLoss(Runnable task) {
        onLoss.add(task);
    }

    /** Withdraws a task. */
    public void forget(Runnable task) {
        onLoss.remove(task);
    }

    /** Stops the server and gives the data directory free. */
    @Override
    public void close() {
        if (closing.getCount() == 0) {
            return;
        }
        closing.countDown();
        supervisor.close();
        try (directory) {
            cluster.stop();
        } catch (IOException e) {
            throw failed(directory.root(), e);
        }
    }

    void lost() {
        onLoss.forEach(Runnable::run);
    }

    /** Brings the server back if it is gone, on its old port if that is free. */
    void restore() throws IOException {
        port = adoptOrStart(port);
    }

    private int adoptOrStart(int preferred) throws IOException {
        Optional<PidFile> running = cluster.running();
        if (running.isPresent() && answers(running.get())) {
            return running.get().port();
        }
        endOrphans();
        cluster.initialise();
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int candidate = attempt == 0 && preferred != 0 ? preferred : freePort();
            if (cluster.start(candidate)) {
                LOG.log(Level.INFO, "PostgreSQL listens on 127.0.0.1:" + candidate + ".");
                return candidate;
            }
        }
        throw new SqlException("58000", "PostgreSQL found no free port in " + PORT_ATTEMPTS + " attempts.", null);
    }

    /** Whether the running server lets us in; waits while it starts or recovers, and gives up when it ends. */
    private boolean answers(PidFile server) throws IOException {
        port = server.port();
        SQLException refusal = null;
        for (int poll = 0; poll < ANSWER_POLLS && cluster.running().isPresent(); poll++) {
            try (Connection _ = database("postgres").getConnection()) {
                return true;
            } catch (SQLException e) {
                refusal = e;
            }
            if (pause()) {
                break;
            }
        }
        if (cluster.running().isEmpty()) {
            return false;
        }
        throw new SqlException(
                "58000",
                "A PostgreSQL runs on this data directory (process " + server.pid() + ", port " + server.port()
                        + ") but does not let us in. Stop it with \"kill -INT " + server.pid()
                        + "\" and start again. The end of its log:\n" + cluster.logTail(),
                refusal);
    }

    /**
     * Ends what a killed server left: children in the middle of a long statement keep its memory, and with that keep a
     * new server from starting. They are asked first, and roll back.
     */
    private void endOrphans() {
        for (int poll = 0; ; poll++) {
            List<ProcessHandle> orphans = cluster.processes();
            if (orphans.isEmpty()) {
                return;
            }
            boolean patient = poll < ANSWER_POLLS / 6;
            orphans.forEach(patient ? ProcessHandle::destroy : ProcessHandle::destroyForcibly);
            if (pause()) {
                return;
            }
        }
    }

    /** Waits for a moment; true if this server is being closed. */
    private boolean pause() {
        try {
            return closing.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SqlException("57014", "The start of PostgreSQL was interrupted.", e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void release(@Nullable DataDirectory directory) {
        if (directory != null) {
            directory.close();
        }
    }

    private static SqlException failed(Path data, IOException e) {
        return new SqlException("58030", "PostgreSQL cannot use the files in " + data + ": " + e, e);
    }
}
