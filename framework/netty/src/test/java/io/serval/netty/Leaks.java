package io.serval.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class during which a buffer was lost without being released. */
public final class Leaks implements AfterAllCallback {
    private static final List<String> REPORTS = new CopyOnWriteArrayList<>();

    static {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation") // Netty itself still calls this one
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval, long maxActive) {
                return newResourceLeakDetector(type, interval);
            }

            @Override
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval) {
                return new Recorder<>(type, interval);
            }
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.gc();
        // A lost buffer is found when the next one is watched.
        ByteBufAllocator.DEFAULT.buffer(1).release();
        assertThat(REPORTS).as("buffers that were not released").isEmpty();
    }

    private static final class Recorder<T> extends ResourceLeakDetector<T> {
        Recorder(Class<T> type, int interval) {
            super(type, interval);
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            REPORTS.add(type + records);
        }

        @Override
        protected void reportUntracedLeak(String type) {
            REPORTS.add(type);
        }
    }
}
