package rooms;

import io.serval.cli.App;
import io.serval.cli.Serval;
import io.serval.middleware.Csrf;
import io.serval.middleware.Sessions;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import rooms.chat.Chat;

/** A chat in rooms. Visitors choose a name; a session cookie keeps it. */
public final class Rooms {
    private static final Duration IDLE = Duration.ofDays(7);
    private static final Duration LIFETIME = Duration.ofDays(30);

    private Rooms() {}

    /** Runs the application; see {@link Serval#run}. */
    public static void main(String[] args) {
        Serval.run(MethodHandles.lookup(), args, Rooms::setUp);
    }

    /** Sets the application up; tests start it with this. */
    static void setUp(App app) {
        byte[] secret = SessionSecret.in(app.data());
        app.provide(Sessions.inCookie(secret)
                .withIdle(IDLE)
                .withLifetime(LIFETIME)
                .withName("rooms")
                .withClock(app.clock()));
        app.provide(Csrf.protection());
        var chat = new Chat(app.database(), app.log(), app.clock());
        app.provide(chat);
        app.onStop(chat::close);
    }
}
