package shop;

/** An event. */
public record OrderShipped(long id) {}
