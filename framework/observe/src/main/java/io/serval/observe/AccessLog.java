package io.serval.observe;

import io.serval.core.Observer;
import io.serval.core.Served;
import io.serval.observe.internal.Fields;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Logs each request when it has ended, one line each, under the name {@code io.serval.access}. A query is left out, as it
 * may hold secrets, and what a client wrote is escaped, so that it can neither break a line nor forge one.
 */
public final class AccessLog implements Observer {
    private static final Logger LOG = System.getLogger("io.serval.access");

    /** Creates an access log. */
    public AccessLog() {}

    @Override
    public void answered(Served served) {
        LOG.log(Level.INFO, "{0}", new Access(served));
    }

    private record Access(Served served) implements Fields {
        @Override
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("requestId", served.id());
            fields.put("method", escaped(served.method()));
            fields.put("path", escaped(served.path()));
            if (!served.template().isEmpty()) {
                fields.put("route", served.template());
            }
            fields.put("status", served.status());
            fields.put("millis", served.took().toMillis());
            fields.put("bytesIn", served.requestBytes());
            fields.put("bytesOut", served.responseBytes());
            fields.put("client", served.peer().address().getHostAddress());
            fields.put("protocol", served.peer().protocol());
            served.cause().ifPresent(cause -> fields.put("cancelled", cause.name()));
            return fields;
        }

        @Override
        public String toString() {
            return escaped(served.method()) + " " + escaped(served.path()) + " " + served.status() + " "
                    + served.took().toMillis() + " ms " + served.responseBytes() + " B "
                    + served.peer().address().getHostAddress() + " [" + served.id() + "]"
                    + served.cause().map(cause -> " " + cause).orElse("");
        }

        /** What is not visible ASCII becomes a percent-encoded byte, or a question mark. */
        private static String escaped(String text) {
            var safe = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c > ' ' && c < 0x7f) {
                    safe.append(c);
                } else if (c <= 0xff) {
                    safe.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                } else {
                    safe.append('?');
                }
            }
            return safe.toString();
        }
    }
}
