package shop.routes.orders.$id;

import io.serval.core.Answer;
import io.serval.core.Argument;
import io.serval.core.Arguments;
import io.serval.core.Binder;
import io.serval.core.Conversion;
import io.serval.core.Handler;
import io.serval.core.Operation;
import io.serval.core.Request;
import io.serval.core.Response;
import io.serval.core.Results;
import io.serval.core.Route;
import io.serval.core.Services;
import io.serval.core.TypeRef;
import io.serval.core.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;

/** Binds {@code /orders/{id}/invoice} to {@link invoice}, from shop/routes/orders/$id/invoice.java. */
@Generated("io.serval.processor.RouteProcessor")
public final class invoice_Binder implements Binder.OfRoute {
    private static final TypeRef<Optional<Integer>> OPTIONAL_OF_INTEGER = new TypeRef<>() {};
    private static final TypeRef<List<Long>> LIST_OF_LONG = new TypeRef<>() {};
    private static final TypeRef<Optional<String>> OPTIONAL_OF_STRING = new TypeRef<>() {};
    private static final TypeRef<invoice.Found> FOUND = new TypeRef<>() {};

    @Override
    public Route route() {
        var get = new Operation(
                Verb.GET,
                "",
                List.of(
                        Argument.path("id", long.class),
                        Argument.query("language", String.class, false),
                        Argument.query("page", OPTIONAL_OF_INTEGER.type(), false),
                        Argument.query("line", LIST_OF_LONG.type(), false),
                        Argument.header("if-match", OPTIONAL_OF_STRING.type(), false)),
                invoice.Found.class,
                List.of(
                        new Answer(200, invoice.Invoice.class),
                        new Answer(402, invoice.Unpaid.class),
                        new Answer(404, invoice.Missing.class)));
        return new Route(
                "/orders/{id}/invoice",
                "shop.routes.orders.$id.invoice",
                "The invoice of an order.",
                List.of(get));
    }

    @Override
    public Map<Verb, Handler> bind(Services services) {
        return Map.of(Verb.GET, request -> get(request));
    }

    private static Response get(Request request) {
        var in = Arguments.of(request);
        long id = in.path("id", Conversion.LONG);
        String queryLanguage = in.query().one("language", Conversion.STRING, "en");
        Optional<Integer> queryPage = in.query().optional("page", Conversion.INT);
        List<Long> queryLine = in.query().all("line", Conversion.LONG);
        Optional<String> ifMatch = in.headers().optional("if-match", Conversion.STRING);
        in.check();
        invoice.Query query = in.build("/query", () -> new invoice.Query(queryLanguage, queryPage, queryLine));
        invoice.Found result = Results.required(invoice.get(id, query, ifMatch));
        int status = switch (result) {
            case invoice.Invoice _ -> 200;
            case invoice.Unpaid _ -> 402;
            case invoice.Missing _ -> 404;
        };
        return Results.json(status, result, FOUND);
    }
}
