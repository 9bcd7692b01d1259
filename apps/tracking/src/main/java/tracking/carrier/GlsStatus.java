package tracking.carrier;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What GLS's words, codes and sentences mean. */
final class GlsStatus {

    private static final Map<String, Status> BY_INFO = Map.ofEntries(
            Map.entry("PREADVICE", Status.REGISTERED),
            Map.entry("PROCESSING", Status.REGISTERED),
            Map.entry("INPICKUP", Status.IN_TRANSIT),
            Map.entry("INTRANSIT", Status.IN_TRANSIT),
            Map.entry("INWAREHOUSE", Status.IN_TRANSIT),
            Map.entry("MULTIPACK", Status.IN_TRANSIT),
            Map.entry("INDELIVERY", Status.OUT_FOR_DELIVERY),
            Map.entry("DELIVEREDPS", Status.READY_FOR_PICKUP),
            Map.entry("DELIVERED", Status.DELIVERED),
            Map.entry("NOTDELIVERED", Status.EXCEPTION),
            Map.entry("NOTPICKEDUP", Status.EXCEPTION),
            Map.entry("CANCELLED", Status.EXCEPTION),
            Map.entry("UNAVAILABLE", Status.EXCEPTION),
            Map.entry("RETURNED", Status.RETURNED));

    private static final Map<String, Status> BY_CODE = Map.ofEntries(
            Map.entry("0.100", Status.REGISTERED),
            Map.entry("0.0", Status.IN_TRANSIT),
            Map.entry("1.0", Status.IN_TRANSIT),
            Map.entry("2.0", Status.IN_TRANSIT),
            Map.entry("2.29", Status.IN_TRANSIT),
            Map.entry("2.106", Status.IN_TRANSIT),
            Map.entry("11.0", Status.OUT_FOR_DELIVERY),
            Map.entry("2.124", Status.READY_FOR_PICKUP),
            Map.entry("3.124", Status.READY_FOR_PICKUP),
            Map.entry("3.896", Status.READY_FOR_PICKUP),
            Map.entry("3.0", Status.DELIVERED),
            Map.entry("4.40", Status.EXCEPTION),
            Map.entry("35.482", Status.EXCEPTION),
            Map.entry("90.132", Status.EXCEPTION));

    /** For histories without codes: a sentence without full stop, up to a semicolon or bracket. */
    private static final Map<String, Status> BY_SENTENCE = Map.ofEntries(
            Map.entry("die paketdaten wurden im gls it-system erfasst", Status.REGISTERED),
            Map.entry("the parcel data was entered into the gls it system", Status.REGISTERED),
            Map.entry("das paket wurde an das gls system übergeben", Status.IN_TRANSIT),
            Map.entry("das paket wurde an gls übergeben", Status.IN_TRANSIT),
            Map.entry("the parcel was handed over to gls", Status.IN_TRANSIT),
            Map.entry("das paket ist im gls standort eingetroffen", Status.IN_TRANSIT),
            Map.entry("das paket hat den gls standort verlassen", Status.IN_TRANSIT),
            Map.entry("das paket ist im paketzentrum eingetroffen", Status.IN_TRANSIT),
            Map.entry("das paket hat das paketzentrum verlassen", Status.IN_TRANSIT),
            Map.entry("the parcel has reached the parcel center", Status.IN_TRANSIT),
            Map.entry("das paket wird voraussichtlich im laufe des tages zugestellt", Status.OUT_FOR_DELIVERY),
            Map.entry(
                    "das paket wurde auf das gls zustellfahrzeug verladen und ist für die zustellung im laufe des tages"
                            + " vorgesehen",
                    Status.OUT_FOR_DELIVERY),
            Map.entry("the parcel is expected to be delivered during the day", Status.OUT_FOR_DELIVERY),
            Map.entry("das paket wurde im gls paketshop zugestellt", Status.READY_FOR_PICKUP),
            Map.entry("das paket ist im gls paketshop eingetroffen", Status.READY_FOR_PICKUP),
            Map.entry("the parcel has been delivered into the parcellocker", Status.READY_FOR_PICKUP),
            Map.entry("das paket wurde beim empfänger zugestellt", Status.DELIVERED),
            Map.entry("the parcel has been delivered", Status.DELIVERED),
            Map.entry(
                    "das paket konnte nicht zugestellt werden, da der empfänger nicht angetroffen wurde",
                    Status.EXCEPTION),
            Map.entry(
                    "der empfänger wurde mittels benachrichtigungskarte über den zustell-/abholversuch informiert",
                    Status.EXCEPTION),
            Map.entry(
                    "das paket befindet sich im ziel-paketzentrum. es konnte nicht zugestellt werden, da der empfänger"
                            + " nicht angetroffen wurde",
                    Status.EXCEPTION));

    private GlsStatus() {}

    /** @param info the {@code statusInfo}; empty result if it is missing or unknown */
    static Optional<Status> ofParcel(String info) {
        return Optional.ofNullable(BY_INFO.get(info.toUpperCase(Locale.ROOT)));
    }

    /** @param code the event's, empty where there is none; a code decides alone, even an unknown one */
    static Status ofEvent(String code, String sentence) {
        return code.isEmpty()
                ? BY_SENTENCE.getOrDefault(core(sentence), Status.UNKNOWN)
                : BY_CODE.getOrDefault(code, Status.UNKNOWN);
    }

    private static String core(String sentence) {
        return sentence.replaceFirst("[;(].*", "").replaceFirst("[.\\s]+$", "").toLowerCase(Locale.ROOT);
    }
}
