package shop;

/** An order. */
public record Order(long id, String customer, Status status) {
    /** How far an order is. */
    public enum Status {
        OPEN,
        SHIPPED
    }
}
