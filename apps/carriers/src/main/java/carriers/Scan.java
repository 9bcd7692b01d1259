package carriers;

/** What can happen to a parcel, whatever a carrier calls it. */
public enum Scan {
    /** The sender has sent the data, not yet the parcel. */
    ANNOUNCED,
    /** The carrier has the parcel. */
    PICKED_UP,
    /** It waits for customs; the carriers' clients rarely know the code. */
    CUSTOMS,
    /** It has come to a parcel centre on the way. */
    ARRIVED,
    /** It was sorted in a parcel centre on the way. */
    SORTED,
    /** It has left a parcel centre on the way. */
    DEPARTED,
    /** It is in the parcel centre that delivers it. */
    AT_DEPOT,
    /** It is on the vehicle that goes to the receiver. */
    OUT_FOR_DELIVERY,
    /** Nobody was met at the door. */
    NOT_MET,
    /** The receiver was left a card. */
    NOTIFIED,
    /** It waits for the receiver in a shop. */
    IN_SHOP,
    /** The receiver has fetched it from the shop. */
    COLLECTED,
    /** The receiver has it. */
    DELIVERED,
    /** The address is wrong. */
    WRONG_ADDRESS,
    /** It goes back to the sender. */
    RETURNING,
    /** The sender has it again. */
    RETURNED
}
