/** Middleware that comes with Serval. */
@org.jspecify.annotations.NullMarked
module io.serval.middleware {
    requires transitive io.serval.core;
    requires com.nimbusds.jose.jwt;
    requires org.bouncycastle.provider;
    requires java.net.http;
    requires com.github.benmanes.caffeine;
    requires com.aayushatharva.brotli4j;
    requires com.github.luben.zstd_jni;
    requires io.github.bucket4j.core;

    exports io.serval.middleware;
}
