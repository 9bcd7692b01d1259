package tracking.carrier;

/** Asks one carrier about parcels. Safe for use by many threads. */
public interface CarrierAdapter {

    /** Whom this adapter asks. */
    Carrier carrier();

    /**
     * Asks once, without retries, and waits for the whole answer, at most as long as the adapter's time-out allows.
     * Whatever the carrier does becomes a {@link Lookup}.
     *
     * @throws IllegalArgumentException if the tracking number is blank
     * @throws InterruptedException if the thread is interrupted; the request is then given up
     */
    Lookup look(String trackingNumber) throws InterruptedException;
}
