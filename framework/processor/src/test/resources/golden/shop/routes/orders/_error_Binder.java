package shop.routes.orders;

import io.serval.core.Binder;
import io.serval.core.ErrorHandler;
import io.serval.core.Services;
import java.io.FileNotFoundException;
import java.io.IOException;
import javax.annotation.processing.Generated;

/** Binds the errors of the folder {@code /orders} to {@link _error}, from shop/routes/orders/_error.java. */
@Generated("io.serval.processor.RouteProcessor")
public final class _error_Binder implements Binder.OfError {
    @Override
    public String folder() {
        return "/orders";
    }

    @Override
    public ErrorHandler bind(Services services) {
        var handler = new _error();
        return (error, request) -> switch (error) {
            case FileNotFoundException e -> handler.on(e, request);
            case IOException e -> handler.on(e, request);
            default -> throw error;
        };
    }
}
