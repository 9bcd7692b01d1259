package io.serval.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.serval.interop.Conversation.Heard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process of Node.js whose WebSocket clients do what they are told; see {@code src/test/node/driver.mjs}. */
final class Node {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path INSTALLED = Path.of("target", "node");
    private static final List<String> FILES = List.of(".npmrc", "package.json", "package-lock.json", "driver.mjs");

    private static @Nullable Node running;

    private final Process process;
    private final Writer commands;
    private final Map<Integer, NodeConversation> conversations = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    private Node(Process process) {
        this.process = process;
        commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("node").start(this::listen);
    }

    /** Returns the one process of the tests; skips the test without npm, unless {@code SERVAL_REQUIRE} names node. */
    static synchronized Node running() throws Exception {
        boolean required = Arrays.asList(
                        System.getenv().getOrDefault("SERVAL_REQUIRE", "").split(","))
                .contains("node");
        boolean there = isThere("npm") && isThere("node");
        assertThat(there || !required)
                .as("SERVAL_REQUIRE names node, but there is no npm or no node on the PATH")
                .isTrue();
        assumeTrue(there, "There is no npm.");
        Node known = running;
        if (known == null || !known.process.isAlive()) {
            known = start();
            running = known;
        }
        return known;
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Node start() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        for (String file : FILES) {
            Files.write(INSTALLED.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
        }
        Path log = INSTALLED.resolve("npm.log");
        Process install = new ProcessBuilder("npm", "ci", "--ignore-scripts")
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!install.waitFor(5, TimeUnit.MINUTES) || install.exitValue() != 0) {
            install.destroyForcibly();
            throw new IOException("npm ci failed: " + Files.readString(log));
        }
        Process process = new ProcessBuilder("node", "driver.mjs")
                .directory(INSTALLED.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Node(process);
    }

    /**
     * Opens a socket.
     *
     * @param client the driver's name of it
     * @throws Refused if the server answers anything but an upgrade
     */
    Conversation open(String client, Client.Ask ask, Certificate trusted) throws Exception {
        return open(client, ask, trusted, ask.deflate() ? Map.of("threshold", 0) : false);
    }

    /** Opens one with these options of {@code perMessageDeflate} in the package ws. */
    NodeConversation open(String client, Client.Ask ask, Certificate trusted, Object deflate) throws Exception {
        var conversation = new NodeConversation(last.incrementAndGet());
        conversations.put(conversation.id, conversation);
        conversation.tell(
                "open",
                Map.of(
                        "client",
                        client,
                        "url",
                        ask.uri().toString(),
                        "protocols",
                        ask.protocols(),
                        "headers",
                        ask.headers(),
                        "deflate",
                        deflate,
                        "ca",
                        Files.readString(trusted.pem())));
        try {
            conversation.opened.get(20, TimeUnit.SECONDS);
            return conversation;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refused refused ? refused : e;
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode event = JSON.readTree(line);
                Objects.requireNonNull(conversations.get(event.get("socket").asInt()))
                        .take(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void write(Map<String, Object> command) {
        try {
            commands.write(JSON.writeValueAsString(command) + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The driver is gone.", e);
        }
    }

    /**
     * How many bytes have passed.
     *
     * @param read by the client
     * @param written by the client
     */
    record Traffic(long read, long written) {}

    /** A socket of one of its clients. */
    final class NodeConversation extends Conversation {
        private final int id;
        private final CompletableFuture<JsonNode> opened = new CompletableFuture<>();
        private volatile CompletableFuture<Traffic> traffic = new CompletableFuture<>();

        private NodeConversation(int id) {
            this.id = id;
        }

        private void take(JsonNode event) {
            switch (event.get("heard").asString()) {
                case "open" -> opened.complete(event);
                case "refused" ->
                    opened.completeExceptionally(new Refused(event.get("status").asInt()));
                case "text" -> hear(new Heard.Text(event.get("text").asString()));
                case "binary" ->
                    hear(new Heard.Binary(HexFormat.of()
                            .formatHex(Base64.getDecoder()
                                    .decode(event.get("base64").asString()))));
                case "pong" -> hear(new Heard.Pong(event.get("text").asString()));
                case "closed" ->
                    hear(new Heard.Closed(
                            event.get("code").asInt(), event.get("reason").asString()));
                case "bytes" ->
                    traffic.complete(new Traffic(
                            event.get("read").asLong(), event.get("written").asLong()));
                default -> {
                    opened.completeExceptionally(new AssertionError(event.toString()));
                    hear(new Heard.Failed(event.get("why").asString()));
                }
            }
        }

        /** Returns what has passed so far; for the package ws over HTTP/1.1. */
        Traffic traffic() throws Exception {
            traffic = new CompletableFuture<>();
            tell("bytes", Map.of());
            return traffic.get(20, TimeUnit.SECONDS);
        }

        private void tell(String what, Map<String, Object> more) {
            var command = new HashMap<String, Object>(more);
            command.put("do", what);
            command.put("socket", id);
            write(command);
        }

        @Override
        String protocol() {
            return opened.join().get("protocol").asString();
        }

        @Override
        String extensions() {
            return opened.join().get("extensions").asString();
        }

        @Override
        void text(String text) {
            tell("text", Map.of("text", text));
        }

        @Override
        void binary(byte[] bytes) {
            tell("binary", Map.of("base64", Base64.getEncoder().encodeToString(bytes)));
        }

        @Override
        void fragments(String... parts) {
            tell("fragments", Map.of("fragments", new ArrayList<>(List.of(parts))));
        }

        @Override
        void ping(String text) {
            tell("ping", Map.of("text", text));
        }

        @Override
        void close(int code, String reason) {
            tell("close", Map.of("code", code, "reason", reason));
        }

        @Override
        public void close() {
            tell("end", Map.of());
        }
    }
}
