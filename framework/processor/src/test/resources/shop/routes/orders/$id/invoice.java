package shop.routes.orders.$id;

import io.serval.core.Default;
import io.serval.core.From;
import io.serval.core.Argument.In;
import io.serval.core.Status;
import java.util.List;
import java.util.Optional;

/** The invoice of an order. */
interface invoice {
    sealed interface Found permits Invoice, Unpaid, Missing {}

    record Invoice(long number, List<String> lines) implements Found {}

    @Status(402)
    record Unpaid(long due) implements Found {}

    @Status(404)
    record Missing(String why) implements Found {}

    record Query(@Default("en") String language, Optional<Integer> page, List<Long> line) {}

    static Found get(long id, Query query, @From(In.HEADER) Optional<String> ifMatch) {
        return new Missing(id + " has no invoice in " + query.language() + ifMatch.orElse(""));
    }
}
