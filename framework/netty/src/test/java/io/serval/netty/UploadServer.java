package io.serval.netty;

import io.serval.core.Body;
import io.serval.core.Response;
import io.serval.netty.NettyServer.Settings;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** A process that takes uploads: prints its port, and ends with its standard input. */
final class UploadServer {
    static final long LARGE = 2L * 1024 * 1024 * 1024;

    private UploadServer() {}

    @SuppressWarnings("SystemOut") // the test reads it
    static void main() throws IOException {
        try (var server = NettyServer.start(Settings.onPort(0), request -> {
            Body body = request.body();
            return Response.text(200, summary(request.path().equals("/large") ? body.limit(LARGE) : body));
        })) {
            System.out.println(server.port());
            System.in.transferTo(System.err);
        }
    }

    private static String summary(Body body) throws IOException {
        var checked = new CheckedInputStream(body.stream(), new CRC32());
        byte[] buffer = new byte[32 * 1024];
        long count = 0;
        for (int read = checked.read(buffer); read >= 0; read = checked.read(buffer)) {
            count += read;
        }
        return count + " bytes, CRC " + checked.getChecksum().getValue();
    }
}
