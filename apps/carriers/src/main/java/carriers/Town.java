package carriers;

import java.util.List;
import java.util.Locale;

/**
 * A place with a parcel centre.
 *
 * @param name its name as carriers write it
 * @param countryCode ISO 3166-1 alpha-2
 */
public record Town(String name, String countryCode) {
    static final List<Town> GERMAN = List.of(
            german("Bad Hersfeld"),
            german("Börnicke"),
            german("Bruchsal"),
            german("Duisburg"),
            german("Feucht"),
            german("Görlitz"),
            german("Hagen"),
            german("Köln"),
            german("Lübeck"),
            german("München"),
            german("Neuenstein"),
            german("Oldenburg"),
            german("Radefeld"),
            german("Rostock"),
            german("Würzburg"));

    static final List<Town> SWISS = List.of(new Town("Pratteln", "CH"), new Town("Zürich-Mülligen", "CH"));

    /** The country in the language. */
    public String country(Locale language) {
        return Locale.of("", countryCode).getDisplayCountry(language);
    }

    private static Town german(String name) {
        return new Town(name, "DE");
    }
}
