package io.serval.live.internal;

import java.util.List;

/** Hears which topics have news. Its methods never wait; any thread may call them. */
public interface Listener {
    /** Whether it wants to hear of nothing at the moment. */
    boolean idle();

    /** A topic has events up to the offset. */
    void wake(long topic, long top);

    /**
     * This process has committed these events of a topic.
     *
     * @param top the offset of the last one
     * @param payloads their JSON, in order
     */
    default void committed(long topic, long top, List<String> payloads) {
        wake(topic, top);
    }

    /** Any topic may have new events. */
    void wakeAll();

    /** All topics have new epochs: whatever anybody holds of them is void. */
    void reset();

    /** Returns both as one. */
    default Listener and(Listener other) {
        Listener one = this;
        return new Listener() {
            @Override
            public boolean idle() {
                return one.idle() && other.idle();
            }

            @Override
            public void wake(long topic, long top) {
                one.wake(topic, top);
                other.wake(topic, top);
            }

            @Override
            public void committed(long topic, long top, List<String> payloads) {
                one.committed(topic, top, payloads);
                other.committed(topic, top, payloads);
            }

            @Override
            public void wakeAll() {
                one.wakeAll();
                other.wakeAll();
            }

            @Override
            public void reset() {
                one.reset();
                other.reset();
            }
        };
    }
}
