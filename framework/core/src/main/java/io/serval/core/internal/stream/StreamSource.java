package io.serval.core.internal.stream;

import io.serval.core.Content;
import io.serval.core.Outlet;
import io.serval.core.Scope;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Runs the writer of a {@link Content.Stream} on a thread of its own, in the outlet's scope, and ends the outlet when the
 * writer has ended.
 *
 * @param writer writes the body
 * @param length how many bytes the head has promised
 * @param failed told, on the loop, in place of the outlet's end: the writer threw, or wrote too little or too much
 */
public record StreamSource(Content.Writer writer, OptionalLong length, Consumer<Throwable> failed)
        implements Content.Source {
    @Override
    public void start(Outlet outlet) {
        Thread.ofVirtual().name("serval-stream").start(() -> write(outlet));
    }

    private void write(Outlet outlet) {
        var out = new OutletStream(outlet, length);
        try (Scope.Registration cancelled = outlet.scope().onCancel(out::wake)) {
            outlet.scope().call(() -> {
                writer.write(out);
                out.finish();
                return true;
            });
            outlet.loop().execute(() -> outlet.close(0, ""));
        } catch (Throwable e) {
            // Throwable: whatever it is, the client must be able to tell that the rest is missing.
            outlet.loop().execute(() -> failed.accept(e));
        }
    }
}
