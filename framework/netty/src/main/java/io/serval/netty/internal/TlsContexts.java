package io.serval.netty.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import io.serval.core.StartupException;
import io.serval.netty.Tls;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The certificate in use, which follows its files. BoringSSL encrypts where it is to be had, else the JDK. */
final class TlsContexts implements AutoCloseable {
    private static final Logger LOG = System.getLogger(TlsContexts.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Tls tls;
    private final InstantSource clock;
    private final Thread watcher;
    private volatile SslContext current;

    /** What tells that a file has changed. */
    private record Stamp(@Nullable FileTime changed, long size) {
        static Stamp of(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size());
            } catch (IOException e) {
                // It will not be readable either, and that is told then.
                return new Stamp(null, -1);
            }
        }
    }

    /**
     * Reads the files and begins to watch them.
     *
     * @throws StartupException if they cannot be used
     */
    TlsContexts(Tls tls, InstantSource clock) {
        this.tls = tls;
        this.clock = clock;
        List<Stamp> before = stamps();
        current = load();
        watcher = Thread.ofVirtual().name("serval-certificates").start(() -> watch(before));
    }

    /** Returns the handler that encrypts a new connection. */
    SslHandler handler(ByteBufAllocator memory, Duration handshake) {
        SslHandler handler = current.newHandler(memory);
        handler.setHandshakeTimeoutMillis(handshake.toMillis());
        return handler;
    }

    /** Stops to watch; the event loops have stopped. */
    @Override
    public void close() {
        watcher.interrupt();
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ReferenceCountUtil.release(current);
    }

    private void watch(List<Stamp> read) {
        List<Stamp> known = read;
        SslContext replaced = null;
        try {
            while (true) {
                Thread.sleep(LOOK);
                if (replaced != null) {
                    // Not earlier: a new connection may just have been about to use it. Open ones keep it alive.
                    ReferenceCountUtil.release(replaced);
                    replaced = null;
                }
                List<Stamp> now = stamps();
                if (!now.equals(known)) {
                    known = now;
                    replaced = replace();
                }
            }
        } catch (InterruptedException e) {
            ReferenceCountUtil.release(replaced);
        }
    }

    private @Nullable SslContext replace() {
        SslContext before = current;
        try {
            current = load();
            LOG.log(Level.INFO, () -> "New connections get the new certificate of " + tls.certificates() + ".");
            return before;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The new certificate is not used, the one before stays: " + e.getMessage(), e);
            return null;
        }
    }

    private List<Stamp> stamps() {
        return List.of(Stamp.of(tls.certificates()), Stamp.of(tls.key()));
    }

    private SslContext load() {
        KeyPairFiles files = KeyPairFiles.read(tls, clock.instant());
        try {
            return SslContextBuilder.forServer(files.key(), files.chain())
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (SSLException e) {
            throw new StartupException(
                    "TLS cannot be served with " + tls.certificates() + " and " + tls.key() + ": " + e.getMessage(), e);
        }
    }
}
