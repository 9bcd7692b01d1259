package io.serval.bench.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pipeline written by hand: epoll, one event loop per core, no more handlers than it takes, nothing that a framework
 * would add (time-outs, scopes, logs, a tree of routes). What it costs is what HTTP costs on Netty.
 */
public final class Main {
    private Main() {}

    /** Takes the folder of the static file. */
    public static void main(String[] args) throws IOException {
        var application = new Application(Files.readAllBytes(Path.of(args[0], "file.bin")));
        var loops = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(), EpollIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Preface(application));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        System.out.println("ready " + ((InetSocketAddress) server.localAddress()).getPort());
    }
}
