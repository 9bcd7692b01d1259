package io.serval.faults;

import java.io.IOException;
import java.util.Random;

/** What may happen. */
enum Fault {
    KILL_SERVER("kill -9 of the server", 1, 5) {
        @Override
        boolean strike(Scene scene, Random random) {
            scene.server().kill();
            return true;
        }
    },
    KILL_POSTGRES("kill -9 of PostgreSQL", 1, 4) {
        @Override
        boolean strike(Scene scene, Random random) throws IOException {
            return scene.postgres().kill();
        }
    },
    KILL_ONE("kill -9 of one of PostgreSQL's processes", 1, 2) {
        @Override
        boolean strike(Scene scene, Random random) throws IOException {
            return scene.postgres().killOne(random);
        }
    },
    KILL_BOTH("kill -9 of both", 2, 2) {
        @Override
        boolean strike(Scene scene, Random random) throws IOException {
            boolean killed = scene.postgres().kill();
            scene.server().kill();
            return killed;
        }
    },
    STOP_SERVER("stop of the server", 0, 1) {
        @Override
        boolean strike(Scene scene, Random random) {
            scene.server().terminate();
            return true;
        }
    },
    PAUSE_SERVER("pause of the server", 0, 1) {
        @Override
        boolean strike(Scene scene, Random random) throws IOException, InterruptedException {
            scene.server().pause(random.nextInt(MOST_MILLIS));
            return true;
        }
    },
    PAUSE_POSTGRES("pause of PostgreSQL", 0, 1) {
        @Override
        boolean strike(Scene scene, Random random) throws IOException, InterruptedException {
            scene.postgres().pause(random.nextInt(2 * MOST_MILLIS));
            return true;
        }
    },
    CUT_DATABASE("end of all connections to PostgreSQL", 0, 2) {
        @Override
        boolean strike(Scene scene, Random random) throws IOException {
            scene.postgres().cut();
            return true;
        }
    },
    CUT_CLIENTS("cut of clients, one in five", 0, 3) {
        @Override
        boolean strike(Scene scene, Random random) throws InterruptedException {
            scene.crowd().some(5, watcher -> watcher.cut(random.nextBoolean()));
            return true;
        }
    },
    STALL_CLIENTS("stall of clients, one in five", 0, 3) {
        @Override
        boolean strike(Scene scene, Random random) throws InterruptedException {
            scene.crowd().some(5, watcher -> watcher.stall(random.nextInt(MOST_MILLIS)));
            return true;
        }
    },
    VANISH("clients that leave without a word, one in twenty", 0, 2) {
        @Override
        boolean strike(Scene scene, Random random) throws InterruptedException {
            scene.crowd().some(20, Watcher::vanish);
            return true;
        }
    };

    private static final int MOST_MILLIS = 5_000;

    private final String label;
    private final int kills;
    private final int weight;

    Fault(String label, int kills, int weight) {
        this.label = label;
        this.kills = kills;
        this.weight = weight;
    }

    /** Does it; returns whether there was somebody to do it to. */
    abstract boolean strike(Scene scene, Random random) throws IOException, InterruptedException;

    /** How many processes it kills. */
    int kills() {
        return kills;
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
