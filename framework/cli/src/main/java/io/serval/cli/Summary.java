package io.serval.cli;

import io.serval.core.Dispatcher;
import java.net.InetAddress;
import java.time.Duration;

/** What a process says of itself when it has started, for whoever looks at its terminal or its log. */
final class Summary {
    private Summary() {}

    static String of(Running running, Duration took) {
        Linked application = running.application();
        Settings settings = application.app().settings();
        Dispatcher dispatcher = application.dispatcher();
        var lines = new StringBuilder();
        lines.append(count(dispatcher.routes().size(), "route"))
                .append(", ")
                .append(count(dispatcher.middlewares(), "middleware class", "middleware classes"))
                .append("; started in ")
                .append(took.toMillis())
                .append(" ms\n");
        lines.append("serves ")
                .append(running.uri())
                .append(reach(settings.server().address()))
                .append('\n');
        lines.append("health ").append(running.uri()).append("/readyz\n");
        running.metrics().ifPresent(uri -> lines.append("metrics ").append(uri).append("/metrics\n"));
        if (settings.dev()) {
            lines.append("dev mode: errors are explained to whoever asks, stack traces included\n");
        }
        return lines.append("stop with Ctrl-C or SIGTERM\n").toString();
    }

    private static String reach(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return " to this machine only; --host 0.0.0.0 serves every network";
        }
        return address.isAnyLocalAddress() ? " to every network" : " to the network of " + address.getHostAddress();
    }

    private static String count(int number, String one) {
        return count(number, one, one + "s");
    }

    private static String count(int number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
