package io.serval.bench.orders;

/** The answer to an order. */
public record Placed(long cents, Order order) {
    /** Adds up the order. */
    public static Placed of(Order order) {
        long cents = 0;
        for (Order.Line line : order.lines()) {
            cents += line.quantity() * line.cents();
        }
        return new Placed(cents, order);
    }
}
