package talk;

import io.serval.cli.App;
import io.serval.rooms.RoomSettings;
import io.serval.rooms.Rooms;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Rooms of several kinds, each behind a route of its own. */
public final class Talk {
    /** Kept, with the default settings. */
    public record Kept(Rooms rooms) {}

    /** In memory. */
    public record Memory(Rooms rooms) {}

    /** In memory, with two seats, and three messages at once. */
    public record Small(Rooms rooms) {}

    /** In memory, for payloads that are lines. */
    public record Typed(Rooms rooms) {}

    /** A payload. */
    public record Line(String text) {
        /** Refuses what says nothing. */
        public Line {
            if (text.isBlank()) {
                throw new IllegalArgumentException("A line needs some text.");
            }
        }
    }

    private static final AtomicReference<@Nullable Rooms> KEPT = new AtomicReference<>();
    private static final AtomicReference<@Nullable Rooms> MEMORY = new AtomicReference<>();

    private Talk() {}

    /** The rooms that are kept of the application that was set up last. */
    public static Rooms kept() {
        return Objects.requireNonNull(KEPT.get());
    }

    /** The rooms in memory of the application that was set up last. */
    public static Rooms memory() {
        return Objects.requireNonNull(MEMORY.get());
    }

    /** Sets the application up. */
    public static void setUp(App app) {
        RoomSettings settings = RoomSettings.DEFAULT.withClock(app.clock());
        Rooms kept = closing(app, Rooms.kept(app.database(), app.log(), settings.withRate(100, 100)));
        KEPT.set(kept);
        app.provide(new Kept(kept));
        others(app);
    }

    /** Sets the application up without a database. */
    public static void inMemory(App app) {
        app.provide(new Kept(closing(app, Rooms.inMemory(RoomSettings.DEFAULT))));
        others(app);
    }

    private static void others(App app) {
        RoomSettings settings = RoomSettings.DEFAULT.withClock(app.clock());
        Rooms memory = closing(app, Rooms.inMemory(settings.withRate(100, 100)));
        MEMORY.set(memory);
        app.provide(new Memory(memory));
        app.provide(new Small(
                closing(app, Rooms.inMemory(settings.withSeats(2).withRate(3, 1).withPayloadBytes(100)))));
        app.provide(new Typed(closing(app, Rooms.inMemory(settings.withPayload(Line.class)))));
    }

    private static Rooms closing(App app, Rooms rooms) {
        app.onStop(rooms::close);
        return rooms;
    }
}
