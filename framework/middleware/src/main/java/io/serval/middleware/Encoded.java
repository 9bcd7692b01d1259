package io.serval.middleware;

import io.serval.core.Content;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Bodies in a content coding. */
final class Encoded {
    /** Larger bodies are compressed while they are sent, so that the compressed ones need no memory beside them. */
    private static final int AT_ONCE = 256 * 1024;

    private Encoded() {}

    /** Returns the same content in the coding, which only a body can be in. */
    static Content of(Content content, ContentCoding coding) throws IOException {
        return switch (content) {
            case Content.Bytes(byte[] bytes) when bytes.length <= AT_ONCE -> new Content.Bytes(compress(bytes, coding));
            case Content.Bytes(byte[] bytes) -> streamed(out -> out.write(bytes), coding);
            case Content.Stream(Content.Writer writer) -> streamed(writer, coding);
            case Content.File file -> streamed(file.toStream().writer(), coding);
            case Content.Push push -> throw new IllegalArgumentException("What is pushed is not compressed: " + push);
            case Content.WebSocket socket ->
                throw new IllegalArgumentException("A WebSocket is not compressed: " + socket);
        };
    }

    private static byte[] compress(byte[] bytes, ContentCoding coding) throws IOException {
        var out = new ByteArrayOutputStream(bytes.length / 2);
        try (OutputStream encoder = coding.encoder(out)) {
            encoder.write(bytes);
        }
        return out.toByteArray();
    }

    private static Content.Stream streamed(Content.Writer writer, ContentCoding coding) {
        return new Content.Stream(out -> {
            var target = new Target(out);
            OutputStream encoder = coding.encoder(target);
            try {
                var buffer = new Buffer(encoder, target);
                writer.write(buffer);
                buffer.end();
            } catch (Throwable e) {
                target.broken = true;
                throw e;
            } finally {
                encoder.close(); // whatever happens, as it holds native memory
            }
        });
    }

    /** Spares the encoder single bytes, and passes a flush on to the client, which not every encoder does. */
    private static final class Buffer extends BufferedOutputStream {
        private final OutputStream target;

        Buffer(OutputStream encoder, OutputStream target) {
            super(encoder);
            this.target = target;
        }

        @Override
        public synchronized void flush() throws IOException {
            super.flush();
            target.flush();
        }

        /** Ends are the business of who began. */
        @Override
        public void close() throws IOException {
            flush();
        }

        void end() throws IOException {
            out.write(buf, 0, count);
            count = 0;
        }
    }

    /** Keeps the end that a broken encoder writes from making a broken body look whole. */
    private static final class Target extends OutputStream {
        private final OutputStream out;
        private boolean broken;

        Target(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            if (!broken) {
                out.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            if (!broken) {
                out.write(bytes, offset, count);
            }
        }

        @Override
        public void flush() throws IOException {
            if (!broken) {
                out.flush();
            }
        }
    }
}
