package io.serval.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a client, wrk or h2load, counted. */
record HttpLoad(int succeeded, int failed, double perSecond) {
    /** What a client may take beyond its time, to connect and to end. */
    private static final int SECONDS_MORE = 20;

    private static final Pattern WRK_REQUESTS = Pattern.compile("([0-9]+) requests in ");
    private static final Pattern WRK_RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern WRK_ERRORS =
            Pattern.compile("Socket errors: connect ([0-9]+), read ([0-9]+), write ([0-9]+), timeout ([0-9]+)");
    private static final Pattern WRK_REFUSED = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");
    private static final Pattern H2LOAD_SUCCEEDED = Pattern.compile("([0-9]+) succeeded");
    private static final Pattern H2LOAD_FAILED = Pattern.compile("([0-9]+) failed, ([0-9]+) errored, ([0-9]+) timeout");
    private static final Pattern H2LOAD_RATE = Pattern.compile("finished in [^,]+, ([0-9.]+) req/s");

    /** Throws if a client is missing. */
    static void checkClients() {
        for (String client : List.of("wrk", "h2load")) {
            boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, client)));
            if (!found) {
                throw new BenchException(client + " is not on the PATH. On Debian: apt install wrk nghttp2-client");
            }
        }
    }

    /** Runs a client that takes some seconds. */
    static HttpLoad run(List<String> command, int seconds) throws IOException, InterruptedException {
        Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
        client.onExit()
                .orTimeout(seconds + SECONDS_MORE, TimeUnit.SECONDS)
                .exceptionally(late -> client.destroyForcibly());
        String out = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        client.waitFor();
        return command.getFirst().equals("wrk") ? ofWrk(out) : ofH2load(out);
    }

    private static HttpLoad ofWrk(String out) {
        int refused = sum(WRK_REFUSED, out);
        return new HttpLoad(sum(WRK_REQUESTS, out) - refused, refused + sum(WRK_ERRORS, out), number(WRK_RATE, out));
    }

    private static HttpLoad ofH2load(String out) {
        return new HttpLoad(sum(H2LOAD_SUCCEEDED, out), sum(H2LOAD_FAILED, out), number(H2LOAD_RATE, out));
    }

    private static int sum(Pattern pattern, String out) {
        Matcher found = pattern.matcher(out);
        int sum = 0;
        if (found.find()) {
            for (int group = 1; group <= found.groupCount(); group++) {
                sum += Integer.parseInt(found.group(group));
            }
        }
        return sum;
    }

    private static double number(Pattern pattern, String out) {
        Matcher found = pattern.matcher(out);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }
}
