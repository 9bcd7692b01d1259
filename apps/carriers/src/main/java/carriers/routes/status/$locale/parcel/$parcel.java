package carriers.routes.status.$locale.parcel;

import carriers.DpdFormat;
import io.serval.core.Response;

/** The page that DPD leads to when a number cannot be one. */
final class $parcel {
    private $parcel() {}

    static Response get(String locale, String parcel) {
        return DpdFormat.page(200, "Track your parcel", "A parcel label number has 14 digits. Please check yours.");
    }
}
