package carriers;

/** Whose parcels are simulated. */
public enum Carrier {
    /** DHL Paket. */
    DHL,
    /** DPD Germany. */
    DPD,
    /** GLS Germany. */
    GLS
}
