package io.serval.sql.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives a JDBC object, and all that comes from it, the behaviour of {@link Cancellation}. A dynamic proxy covers the
 * hundreds of methods of the JDBC interfaces in one place; it costs some ten nanoseconds a call, against the tens of
 * microseconds of a statement. What {@code unwrap} returns is not guarded. {@code Tx} reads its rows without it.
 */
final class Guard implements InvocationHandler {
    /** The most special type first: a callable statement is a prepared one too. */
    private static final List<Class<?>> GUARDED = List.of(
            Connection.class,
            CallableStatement.class,
            PreparedStatement.class,
            Statement.class,
            ResultSet.class,
            DatabaseMetaData.class);

    private final Object target;
    private final @Nullable Lease lease;
    private final List<Object> parents;

    private Guard(Object target, @Nullable Lease lease, List<Object> parents) {
        this.target = target;
        this.lease = lease;
        this.parents = parents;
    }

    /** Returns the connection guarded; closing it closes the lease. */
    static Connection of(Connection connection, Lease lease) {
        return (Connection) proxy(Connection.class, new Guard(connection, lease, List.of()));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return identity(proxy, method, args);
        }
        Object result = call(method, args).orElse(null);
        return result instanceof Wrapper && !method.getName().equals("unwrap") ? guarded(result, proxy) : result;
    }

    private Optional<Object> call(Method method, Object @Nullable [] args) throws SQLException {
        String name = method.getName();
        if (lease != null && name.equals("close")) {
            lease.close();
            return Optional.empty();
        }
        if (lease != null && name.equals("commit")) {
            lease.commit();
            return Optional.empty();
        }
        if (lease != null && name.equals("setSavepoint")) {
            Optional<Object> savepoint = Cancellation.shielded(() -> reflect(method, args));
            savepoint.ifPresent(set -> lease.savepointSet((Savepoint) set));
            return savepoint;
        }
        if (lease != null && name.equals("rollback") && args != null) {
            Cancellation.shield(() -> reflect(method, args));
            lease.rolledBackTo((Savepoint) args[0]);
            return Optional.empty();
        }
        if (target instanceof Statement statement && name.startsWith("execute")) {
            return Cancellation.cancellable(statement, () -> reflect(method, args));
        }
        if (name.equals("next")) {
            Cancellation.throwIfCancelled();
        }
        return Cancellation.shielded(() -> reflect(method, args));
    }

    private Optional<Object> reflect(Method method, Object @Nullable [] args) throws SQLException {
        try {
            return Optional.ofNullable(method.invoke(target, args));
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case SQLException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new SQLException("The driver failed in " + method.getName() + ".", e);
            }
        } catch (IllegalAccessException e) {
            throw new SQLException("The driver's " + method.getName() + " is not accessible.", e);
        }
    }

    /** A statement's connection and a result's statement are the guarded ones that they came from. */
    private Object guarded(Object result, Object proxy) {
        for (Object parent : parents) {
            boolean connection = result instanceof Connection && parent instanceof Connection;
            if (connection || result.equals(target(parent))) {
                return parent;
            }
        }
        for (Class<?> type : GUARDED) {
            if (type.isInstance(result)) {
                return proxy(type, new Guard(result, null, concat(parents, proxy)));
            }
        }
        return result;
    }

    @SuppressWarnings("ReferenceEquality") // This is the proxy's equals, which is identity as in any connection.
    private Object identity(Object proxy, Method method, Object @Nullable [] args) {
        return switch (method.getName()) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> target.toString();
        };
    }

    private static Object target(Object proxy) {
        return ((Guard) Proxy.getInvocationHandler(proxy)).target;
    }

    private static Object proxy(Class<?> type, Guard guard) {
        return Proxy.newProxyInstance(Guard.class.getClassLoader(), new Class<?>[] {type}, guard);
    }

    private static List<Object> concat(List<Object> parents, Object parent) {
        return Stream.concat(parents.stream(), Stream.of(parent)).toList();
    }
}
