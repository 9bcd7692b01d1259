package tracking.carrier;

/** Where a parcel stands, in one vocabulary for all carriers. */
public enum Status {
    /** The carrier has the data, not yet the parcel. */
    REGISTERED,
    /** Between the sender and the last depot, or in it. */
    IN_TRANSIT,
    /** On the vehicle that goes to the receiver. */
    OUT_FOR_DELIVERY,
    /** Waiting in a shop or a locker; the receiver does not have it yet. */
    READY_FOR_PICKUP,
    /** With the receiver, a neighbour, or at the place the receiver chose. */
    DELIVERED,
    /** Something went wrong: a failed attempt, a wrong address, a parcel held back. */
    EXCEPTION,
    /** Back with the sender, or on the way there when the carrier tells no more than that. */
    RETURNED,
    /** The carrier said something that its adapter does not know. */
    UNKNOWN;

    /** Whether the parcel goes no further towards its receiver. */
    public boolean terminal() {
        return this == DELIVERED || this == RETURNED;
    }
}
