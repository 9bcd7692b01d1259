package io.serval.sql.internal;

import io.serval.sql.SqlException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Supplier;
import org.postgresql.Driver;

/**
 * Where a database is and how to log in. Connections from here are new ones each time, outside of the pool.
 *
 * @param jdbcUrl read for each connection: an embedded server may come back on another port
 */
public record Server(Supplier<String> jdbcUrl, Properties login) implements ConnectionSource {
    private static final int OLDEST = 16;
    private static final String JDBC = "jdbc:postgresql:";

    /**
     * Reads a URL of one of the two usual forms.
     *
     * @throws IllegalArgumentException if it has neither; the message does not repeat the URL, which holds a password
     */
    public static Server of(String url) {
        if (url.startsWith(JDBC)) {
            Properties parsed = Driver.parseURL(url, null);
            if (parsed == null) {
                throw malformed();
            }
            return of(() -> url, new Properties());
        }
        if (url.startsWith("postgres://") || url.startsWith("postgresql://")) {
            return ofUri(url);
        }
        throw malformed();
    }

    static Server of(Supplier<String> jdbcUrl, Properties login) {
        login.setProperty("ApplicationName", "serval");
        login.setProperty("tcpKeepAlive", "true");
        // Bounds the whole login, in seconds: another program on the port may accept and never answer.
        login.putIfAbsent("loginTimeout", "10");
        // PostgreSQL looks first in a schema named like the account, as ours of the embedded server is.
        login.putIfAbsent("currentSchema", "public");
        // The detail of an error quotes the rows' values, which do not belong in logs.
        login.setProperty("logServerErrorDetail", "false");
        return new Server(jdbcUrl, login);
    }

    /** The server's address, for messages: without account and parameters. */
    public String where() {
        String url = jdbcUrl.get();
        int parameters = url.indexOf('?');
        return url.substring(JDBC.length(), parameters < 0 ? url.length() : parameters);
    }

    /**
     * Connects once and looks at the version.
     *
     * @throws SqlException if the server cannot be reached or is too old
     */
    public void check() throws SQLException {
        try (Connection connection = getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show server_version")) {
            result.next();
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new SqlException(
                        "0A000",
                        "PostgreSQL " + OLDEST + " or newer is needed, but " + where() + " runs " + result.getString(1)
                                + ".",
                        null);
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = new Driver().connect(jdbcUrl.get(), login);
        if (connection == null) {
            throw new SQLException("The PostgreSQL driver does not know the URL of " + where() + ".", "08001");
        }
        return connection;
    }

    private static Server ofUri(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        String path = uri.getRawPath();
        if (uri.getHost() == null || path.length() < 2) {
            throw malformed();
        }
        var login = new Properties();
        if (uri.getRawUserInfo() != null) {
            String[] account = uri.getRawUserInfo().split(":", 2);
            login.setProperty("user", decoded(account[0]));
            if (account.length == 2) {
                login.setProperty("password", decoded(account[1]));
            }
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String parameters = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String jdbcUrl = JDBC + "//" + uri.getHost() + port + path + parameters;
        return of(() -> jdbcUrl, login);
    }

    /** A plus sign stands for itself in the account of a URI (RFC 3986). */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("The database URL has neither of the forms jdbc:postgresql://host:port/name"
                + " and postgres://user:password@host:port/name (special characters percent-encoded).");
    }
}
