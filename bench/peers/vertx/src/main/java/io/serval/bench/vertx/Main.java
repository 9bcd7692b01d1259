package io.serval.bench.vertx;

import io.serval.bench.bursts.Bursts;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/**
 * Vert.x as its manual has it: the native transport, one instance of the verticle per core, event loops for all that does
 * not block.
 */
public final class Main {
    private Main() {}

    /** Takes the folder of the static file. */
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        if (!vertx.isNativeTransportEnabled()) {
            System.err.println("Vert.x runs without its native transport: " + vertx.unavailableNativeTransportCause());
        }
        int cores = Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(() -> new Shop(args[0]), new DeploymentOptions().setInstances(cores))
                .onSuccess(ignored -> {
                    System.out.println("ready " + Shop.port());
                    Bursts.obey(text -> vertx.eventBus().publish(Shop.EVENTS, text));
                })
                .onFailure(Main::failed);
    }

    private static void failed(Throwable error) {
        error.printStackTrace();
        System.exit(1);
    }
}
