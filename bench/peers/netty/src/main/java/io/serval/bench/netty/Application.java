package io.serval.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.util.AsciiString;
import io.netty.util.CharsetUtil;
import io.serval.bench.orders.Found;
import io.serval.bench.orders.Order;
import io.serval.bench.orders.OrderRules;
import io.serval.bench.orders.Placed;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The routes, the same for both versions of HTTP. */
final class Application {
    /** What to answer; the body is the caller's to release. */
    record Answer(int status, AsciiString type, ByteBuf body) {}

    private static final AsciiString BYTES = HttpHeaderValues.APPLICATION_OCTET_STREAM;
    private static final AsciiString JSON = HttpHeaderValues.APPLICATION_JSON;
    private static final AsciiString TEXT = HttpHeaderValues.TEXT_PLAIN;
    private static final ByteBuf GREETING = constant("Hello, World!".getBytes(StandardCharsets.US_ASCII));
    private static final String ORDERS = "/orders/";

    /** All work is done on event loops, so buffers kept for each thread are the cheapest. */
    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.threadLocalPool())
                    .build())
            .build();

    private final ObjectReader orders = json.readerFor(Order.class);
    private final ObjectWriter found = json.writerFor(Found.class);
    private final ObjectWriter placed = json.writerFor(Placed.class);
    private final ByteBuf file;

    Application(byte[] file) {
        this.file = constant(file);
    }

    Answer get(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (path.equals("/plaintext")) {
            return new Answer(200, TEXT, GREETING.duplicate());
        }
        if (path.equals("/file.bin")) {
            return new Answer(200, BYTES, file.duplicate());
        }
        if (path.startsWith(ORDERS)) {
            return order(path.substring(ORDERS.length()), query < 0 ? "" : target.substring(query + 1));
        }
        return refusal(404);
    }

    Answer post(String target, ByteBuf body) {
        if (!target.equals("/orders")) {
            return refusal(404);
        }
        try (InputStream bytes = new ByteBufInputStream(body)) {
            Order order = orders.readValue(bytes);
            return OrderRules.valid(order)
                    ? new Answer(200, JSON, Unpooled.wrappedBuffer(placed.writeValueAsBytes(Placed.of(order))))
                    : refusal(400);
        } catch (JacksonException | java.io.IOException e) {
            return refusal(400);
        }
    }

    private Answer order(String id, String query) {
        String page = "";
        List<String> tags = new ArrayList<>(2);
        for (int start = 0; start < query.length(); ) {
            int end = query.indexOf('&', start) < 0 ? query.length() : query.indexOf('&', start);
            if (query.startsWith("page=", start)) {
                page = decode(query.substring(start + 5, end));
            } else if (query.startsWith("tag=", start)) {
                tags.add(decode(query.substring(start + 4, end)));
            }
            start = end + 1;
        }
        try {
            var answer = new Found(Long.parseLong(id), Integer.parseInt(page), tags);
            return new Answer(200, JSON, Unpooled.wrappedBuffer(found.writeValueAsBytes(answer)));
        } catch (NumberFormatException e) {
            return refusal(400);
        }
    }

    private static String decode(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : URLDecoder.decode(text, CharsetUtil.UTF_8);
    }

    static Answer refusal(int status) {
        return new Answer(status, TEXT, Unpooled.EMPTY_BUFFER);
    }

    private static ByteBuf constant(byte[] bytes) {
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    }
}
