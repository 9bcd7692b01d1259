package io.serval.cli.internal.config;

import io.serval.live.LogSettings;
import io.serval.live.Retention;
import java.util.Map;

/** Reads the settings of the log of events. */
public final class EventSettings {
    private EventSettings() {}

    /** Returns the settings of the application's log; the standard ones if those that are set do not fit together. */
    public static LogSettings of(Configuration from) {
        try {
            LogSettings settings = LogSettings.DEFAULT
                    .withSweep(from.get(Keys.EVENTS_SWEEP))
                    .withHeartbeat(from.get(Keys.EVENTS_HEARTBEAT))
                    .withAnswer(from.get(Keys.EVENTS_ANSWER))
                    .withLongTransaction(from.get(Keys.EVENTS_LONG_TRANSACTION))
                    .withRetention(
                            new Retention(from.get(Keys.EVENTS_RETENTION_AGE), from.get(Keys.EVENTS_RETENTION_COUNT)));
            for (var own :
                    from.find(Keys.EVENTS_RETENTION_TOPICS).orElse(Map.of()).entrySet()) {
                settings = settings.withRetention(own.getKey(), own.getValue());
            }
            return settings;
        } catch (IllegalArgumentException e) {
            from.fault("events.…: " + e.getMessage());
            return LogSettings.DEFAULT;
        }
    }
}
