package shop;

/** The application. */
public final class Shop {
    private Shop() {}
}
