package carriers;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes parcels' indices as tracking numbers, and reads them back: a number needs no table to be known again. Indices
 * are scattered over all numbers of ten digits, so neighbours do not look alike and an invented number stands for an
 * index far away.
 */
final class TrackingNumbers {
    private static final BigInteger ALL = BigInteger.TEN.pow(10);
    private static final BigInteger STRIDE = BigInteger.valueOf(7_364_814_979L);
    private static final BigInteger STRIDE_BACK = STRIDE.modInverse(ALL);

    /** The carriers' spellings; parcels take turns where there are two. */
    private static final Map<Carrier, List<Spelling>> SPELLINGS = Map.of(
            Carrier.DHL, List.of(new Spelling("003404342", true), new Spelling("JJD00039000", false)),
            Carrier.DPD, List.of(new Spelling("0998", false)),
            Carrier.GLS, List.of(new Spelling("5", false)));

    private final BigInteger offset;

    /** @param key numbers of one key mean nothing, or something else, under another */
    TrackingNumbers(long key) {
        this.offset = BigInteger.valueOf(key).mod(ALL);
    }

    /** Returns the number of the parcel, which is not negative. */
    String write(Carrier carrier, long index) {
        long scattered =
                BigInteger.valueOf(index).multiply(STRIDE).add(offset).mod(ALL).longValueExact();
        List<Spelling> spellings = SPELLINGS.getOrDefault(carrier, List.of());
        return spellings.get((int) (index % spellings.size())).write(scattered);
    }

    /** Returns the index that is written so; empty if none is. */
    OptionalLong read(Carrier carrier, String number) {
        return SPELLINGS.getOrDefault(carrier, List.of()).stream()
                .map(spelling -> spelling.read(number))
                .flatMapToLong(OptionalLong::stream)
                .map(scattered -> BigInteger.valueOf(scattered)
                        .subtract(offset)
                        .multiply(STRIDE_BACK)
                        .mod(ALL)
                        .longValueExact())
                .filter(index -> write(carrier, index).equals(number))
                .findFirst();
    }

    /**
     * A way to write ten digits.
     *
     * @param prefix stands before them
     * @param checked whether the check digit of GS1 follows, as in an SSCC
     */
    private record Spelling(String prefix, boolean checked) {
        String write(long digits) {
            String number = prefix + String.format(Locale.ROOT, "%010d", digits);
            return checked ? number + checkDigit(number) : number;
        }

        OptionalLong read(String number) {
            int end = prefix.length() + 10;
            boolean fits = number.startsWith(prefix) && number.length() == (checked ? end + 1 : end);
            return fits && number.chars().skip(prefix.length()).allMatch(c -> c >= '0' && c <= '9')
                    ? OptionalLong.of(Long.parseLong(number.substring(prefix.length(), end)))
                    : OptionalLong.empty();
        }

        private static int checkDigit(String number) {
            int sum = 0;
            for (int i = 0; i < number.length(); i++) {
                int weight = (number.length() - i) % 2 == 1 ? 3 : 1;
                sum += weight * (number.charAt(i) - '0');
            }
            return (10 - sum % 10) % 10;
        }
    }
}
