package io.serval.faults;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.Random;

/** What may happen. */
enum Fault {
    KILL_SERVER("kill -9 of the server", 5) {
        @Override
        OptionalInt strike(Scene scene, Random random) {
            scene.server().kill();
            return OptionalInt.of(1);
        }
    },
    KILL_POSTGRES("kill -9 of PostgreSQL", 4) {
        @Override
        OptionalInt strike(Scene scene, Random random) throws IOException {
            return killed(scene.postgres().kill());
        }
    },
    KILL_ONE("kill -9 of one of PostgreSQL's processes", 2) {
        @Override
        OptionalInt strike(Scene scene, Random random) throws IOException {
            return killed(scene.postgres().killOne(random));
        }
    },
    KILL_BOTH("kill -9 of both", 2) {
        @Override
        OptionalInt strike(Scene scene, Random random) throws IOException {
            boolean both = scene.postgres().kill();
            scene.server().kill();
            return OptionalInt.of(both ? 2 : 1);
        }
    },
    STOP_SERVER("stop of the server", 1) {
        @Override
        OptionalInt strike(Scene scene, Random random) {
            scene.server().terminate();
            return done(true);
        }
    },
    PAUSE_SERVER("pause of the server", 1) {
        @Override
        OptionalInt strike(Scene scene, Random random) throws IOException, InterruptedException {
            scene.server().pause(random.nextInt(MOST_MILLIS));
            return done(true);
        }
    },
    PAUSE_POSTGRES("pause of PostgreSQL", 1) {
        @Override
        OptionalInt strike(Scene scene, Random random) throws IOException, InterruptedException {
            return done(scene.postgres().pause(random.nextInt(2 * MOST_MILLIS)));
        }
    },
    CUT_DATABASE("end of all connections to PostgreSQL", 2) {
        @Override
        OptionalInt strike(Scene scene, Random random) {
            return done(scene.postgres().cut());
        }
    },
    CUT_CLIENTS("cut of clients, one in five", 3) {
        @Override
        OptionalInt strike(Scene scene, Random random) throws InterruptedException {
            scene.crowd().some(5, watcher -> watcher.cut(random.nextBoolean()));
            return done(true);
        }
    },
    STALL_CLIENTS("stall of clients, one in five", 3) {
        @Override
        OptionalInt strike(Scene scene, Random random) throws InterruptedException {
            scene.crowd().some(5, watcher -> watcher.stall(random.nextInt(MOST_MILLIS)));
            return done(true);
        }
    },
    VANISH("clients that leave without a word, one in twenty", 2) {
        @Override
        OptionalInt strike(Scene scene, Random random) throws InterruptedException {
            scene.crowd().some(20, Watcher::vanish);
            return done(true);
        }
    },
    REPLACE("new clients in the place of others, one in twenty", 3) {
        @Override
        OptionalInt strike(Scene scene, Random random) throws InterruptedException {
            scene.crowd().replace(20);
            return done(true);
        }
    };

    private static final int MOST_MILLIS = 5_000;

    private final String label;
    private final int weight;

    Fault(String label, int weight) {
        this.label = label;
        this.weight = weight;
    }

    /** Does it; returns how many processes it has killed, or nothing if there was nobody to do it to. */
    abstract OptionalInt strike(Scene scene, Random random) throws IOException, InterruptedException;

    private static OptionalInt killed(boolean one) {
        return one ? OptionalInt.of(1) : OptionalInt.empty();
    }

    private static OptionalInt done(boolean struck) {
        return struck ? OptionalInt.of(0) : OptionalInt.empty();
    }

    static Fault any(Random random) {
        int all = 0;
        for (Fault fault : values()) {
            all += fault.weight;
        }
        int drawn = random.nextInt(all);
        for (Fault fault : values()) {
            drawn -= fault.weight;
            if (drawn < 0) {
                return fault;
            }
        }
        throw new AssertionError(drawn);
    }

    @Override
    public String toString() {
        return label;
    }
}
