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
import io.serval.core.Upload;
import io.serval.core.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;
import shop.Orders;

/** Binds {@code /orders/{id}/attachments} to {@link attachments}, from shop/routes/orders/$id/attachments.java. */
@Generated("io.serval.processor.RouteProcessor")
public final class attachments_Binder implements Binder.OfRoute {
    private static final TypeRef<Optional<String>> OPTIONAL_OF_STRING = new TypeRef<>() {};
    private static final TypeRef<List<Upload>> LIST_OF_UPLOAD = new TypeRef<>() {};

    @Override
    public Route route() {
        var post = new Operation(
                Verb.POST,
                "",
                List.of(
                        Argument.path("id", long.class),
                        Argument.form("title", String.class, true),
                        Argument.form("note", OPTIONAL_OF_STRING.type(), false),
                        Argument.form("file", LIST_OF_UPLOAD.type(), false)),
                void.class,
                List.of(new Answer(201, void.class)));
        var head = new Operation(
                Verb.HEAD,
                "Nothing is known of them but that they are there.",
                List.of(),
                Response.class);
        return new Route(
                "/orders/{id}/attachments",
                "shop.routes.orders.$id.attachments",
                "Files that belong to an order.",
                List.of(post, head));
    }

    @Override
    public Map<Verb, Handler> bind(Services services) {
        var route = new attachments(services.get(Orders.class, attachments.class));
        return Map.of(
                Verb.POST, request -> post(route, request.withBodyLimit(1073741824L)),
                Verb.HEAD, attachments.head);
    }

    private static Response post(attachments route, Request request) throws Exception {
        var in = Arguments.of(request);
        long id = in.path("id", Conversion.LONG);
        String formTitle = in.form().one("title", Conversion.STRING);
        Optional<String> formNote = in.form().optional("note", Conversion.STRING);
        List<Upload> formFile = in.form().uploads("file");
        in.check();
        attachments.Form form = in.build("/form", () -> new attachments.Form(formTitle, formNote, formFile));
        route.post(id, form);
        return Results.none(201);
    }
}
