package io.serval.bench;

import java.io.IOException;
import java.util.List;

/** Who is measured; what each is made of lies in {@code bench/peers/}. */
enum HttpPeer {
    SERVAL("serval", "serval", "", ""),
    SERVAL_ON_LOOP("serval, on loop", "serval", "/loop", ""),
    NETTY("netty", "netty", "", "netty-codec-http"),
    VERTX("vert.x", "vertx", "", "vertx-web"),
    HELIDON("helidon", "helidon", "", "helidon-webserver"),
    JAVALIN("javalin", "javalin", "", "javalin"),
    SPRING("spring boot", "spring", "", "spring-boot");

    private final String label;
    private final PeerModule module;
    private final String prefix;

    HttpPeer(String label, String module, String prefix, String artifact) {
        this.label = label;
        this.module = new PeerModule(module, artifact);
        this.prefix = prefix;
    }

    /** What is before the paths of its routes. */
    String prefix() {
        return prefix;
    }

    /** The arguments for {@code java}, but the flags, which are the same for all. */
    List<String> arguments(HttpFiles files) throws IOException {
        return module.arguments("Main", files);
    }

    /** The version of the library; of Serval it is this checkout. */
    String version() throws IOException {
        return module.version();
    }

    @Override
    public String toString() {
        return label;
    }
}
