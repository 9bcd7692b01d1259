package io.serval.bench.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pipeline written by hand: no more handlers than it takes, nothing that a framework would add (time-outs, scopes, logs, a
 * tree of routes). What it costs is what HTTP costs on Netty.
 */
public final class Main {
    private Main() {}

    /** Takes the folder of the static file. */
    public static void main(String[] args) throws IOException {
        var application = new Application(Files.readAllBytes(Path.of(args[0], "file.bin")));
        Loops.serve(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Preface(application));
            }
        });
    }
}
