package io.serval.bench;

import io.avaje.jex.Routing;
import io.avaje.jex.routes.SpiRoutes;
import io.javalin.http.HandlerType;
import io.javalin.router.ParsedEndpoint;
import io.javalin.router.matcher.PathMatcher;
import io.serval.core.Body;
import io.serval.core.Headers;
import io.serval.core.Request;
import io.serval.core.Scope;
import io.serval.core.internal.path.PathTemplate;
import io.serval.core.internal.path.RouteTrie;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One lookup among a thousand routes. The peers look up the path as sent, and what they find is not asked for the values of
 * its parameters, which they would have to match again; {@link #servalFromPath} decodes the path and makes a request of it.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked // what setUp fills
public class RouteLookup {
    /** What is looked up. */
    @Param
    public RouteTable.Kind kind;

    private String[] paths;
    private List<List<String>> segments;
    private RouteTrie<String> serval;
    private PathMatcher javalin;
    private SpiRoutes jex;
    private Scope scope;
    private int next;

    /** Fills the routers, and sees that each finds each path. */
    @Setup
    public void setUp() {
        List<String> templates = RouteTable.templates();
        paths = RouteTable.paths(kind);
        scope = Scope.root();
        segments = Stream.of(paths).map(path -> request(path).segments()).toList();
        serval = new RouteTrie<>(false, (first, second) -> first);
        templates.forEach(template -> serval.add(PathTemplate.parse(template), template));
        javalin = Peers.javalin(templates);
        jex = Peers.jex(templates);
        for (String path : paths) {
            String found = serval.find(request(path).segments()).orElseThrow().value();
            String ofJavalin = javalin.findEntries(HandlerType.GET, path).getFirst().endpoint.path;
            String ofJex = jex.match(Routing.Type.GET, path).matchPath();
            if (!found.equals(ofJavalin) || !found.equals(ofJex)) {
                throw new IllegalStateException(path + " is " + found + ", " + ofJavalin + " and " + ofJex);
            }
        }
    }

    /** Looks up the decoded segments. */
    @Benchmark
    public Optional<RouteTrie.Match<String>> serval() {
        return serval.find(segments.get(index()));
    }

    /** Parses the target, makes a request of it, and looks it up. */
    @Benchmark
    public Optional<RouteTrie.Match<String>> servalFromPath() {
        return serval.find(request(paths[index()]).segments());
    }

    /** Javalin's router. */
    @Benchmark
    public ParsedEndpoint javalin() {
        return javalin.findEntries(HandlerType.GET, paths[index()]).getFirst();
    }

    /** The router of avaje-jex. */
    @Benchmark
    public SpiRoutes.Entry jex() {
        return jex.match(Routing.Type.GET, paths[index()]);
    }

    private Request request(String path) {
        return Request.of("GET", path, Headers.empty(), Body.empty(), "bench", scope);
    }

    private int index() {
        next = (next + 1) % paths.length;
        return next;
    }
}
