package io.serval.testkit.internal;

import io.serval.core.Content;
import io.serval.core.Scope;
import java.io.IOException;
import java.io.InputStream;

/** A body that is pushed in memory: the source's outlet at one end, the client's stream at the other. */
final class DirectStream implements DirectOutlet.Sink {
    private final DirectLoop loop;
    private final Scope scope;
    private final DirectOutlet outlet;
    private final Inbox<byte[]> pieces;
    private final Pipe body;

    DirectStream(DirectLoop loop, Scope scope) {
        this.loop = loop;
        this.scope = scope;
        this.outlet = new DirectOutlet(loop, scope, this);
        this.pieces = new Inbox<>(piece -> outlet.drained(piece.length));
        this.body = new Pipe(pieces, () -> loop.execute(outlet::hangUp));
    }

    void open(Content.Source source) {
        scope.onCancel(() -> loop.execute(() -> outlet.close(0, "")));
        write(source);
    }

    /** Like {@link #open}, but nothing ends the body before its source does. */
    void write(Content.Source source) {
        loop.execute(() -> {
            try {
                source.start(outlet);
                outlet.flush();
            } catch (RuntimeException e) {
                fail(e);
            }
        });
    }

    /** The body breaks off. On the loop. */
    void fail(Throwable why) {
        outlet.hangUp();
        pieces.fail(new IOException("The source of the body failed: " + why, why));
    }

    DirectOutlet outlet() {
        return outlet;
    }

    InputStream body() {
        return body;
    }

    @Override
    public void piece(boolean text, byte[] piece, boolean last) {
        pieces.add(piece);
    }

    @Override
    public void end(int code, String reason) {
        pieces.end();
    }
}
