package dev.retention.examples.report.csv;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells whether what stands beside an amount is a mark of its currency. */
final class CurrencyMarks {

    private static final Map<String, Set<String>> MARKS = Map.ofEntries(
            Map.entry("€", Set.of("EUR")),
            Map.entry("£", Set.of("GBP", "EGP", "GIP", "FKP", "SHP", "LBP", "SYP")),
            Map.entry("¥", Set.of("JPY", "CNY")),
            Map.entry("₹", Set.of("INR")),
            Map.entry("₽", Set.of("RUB")),
            Map.entry("₩", Set.of("KRW", "KPW")),
            Map.entry("₺", Set.of("TRY")),
            Map.entry("₪", Set.of("ILS")),
            Map.entry("₫", Set.of("VND")),
            Map.entry("₱", Set.of("PHP")),
            Map.entry("₴", Set.of("UAH")),
            Map.entry("฿", Set.of("THB")),
            Map.entry("zł", Set.of("PLN")),
            Map.entry("kč", Set.of("CZK")),
            Map.entry("ft", Set.of("HUF")),
            Map.entry("r$", Set.of("BRL")),
            Map.entry("us$", Set.of("USD")),
            Map.entry("ca$", Set.of("CAD")),
            Map.entry("c$", Set.of("CAD")),
            Map.entry("a$", Set.of("AUD")),
            Map.entry("nz$", Set.of("NZD")),
            Map.entry("hk$", Set.of("HKD")),
            Map.entry("s$", Set.of("SGD")),
            Map.entry("kr", Set.of("SEK", "NOK", "DKK", "ISK")),
            Map.entry("kr.", Set.of("SEK", "NOK", "DKK", "ISK")),
            Map.entry("fr", Set.of("CHF")),
            Map.entry("fr.", Set.of("CHF")),
            Map.entry("rs", Set.of("INR", "PKR", "LKR", "NPR", "MUR")),
            Map.entry("rs.", Set.of("INR", "PKR", "LKR", "NPR", "MUR")));

    private static final Set<String> DOLLARS = Set.of("$", "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "BRL");

    /** What something beside an amount is. */
    enum Meaning {
        /** A mark of the currency, or nothing. */
        AGREES,
        /** A mark of another currency. */
        OF_ANOTHER,
        /** No mark of a currency. */
        NO_MARK
    }

    private CurrencyMarks() {}

    /**
     * Looks a mark up.
     *
     * @param mark what stands beside the amount, without signs
     * @param currency the code of the amount's currency, empty if that is not known
     */
    static Meaning of(String mark, String currency) {
        String small = small(mark);
        if (small.isEmpty()) {
            return Meaning.AGREES;
        }
        boolean agrees;
        if (small.equals("$")) {
            agrees = !Set.of("EUR", "GBP", "JPY", "CHF").contains(currency);
        } else if (MARKS.containsKey(small)) {
            agrees = currency.isEmpty() || MARKS.getOrDefault(small, Set.of()).contains(currency);
        } else if (small.matches("[a-z]{3}")) {
            agrees = currency.isEmpty() || small.equalsIgnoreCase(currency);
        } else {
            return Meaning.NO_MARK;
        }
        return agrees ? Meaning.AGREES : Meaning.OF_ANOTHER;
    }

    private static String small(String mark) {
        return mark.toLowerCase(Locale.ROOT).replace(" ", "").replace("\u00a0", "");
    }

    /** Whether two marks can be of one currency. */
    static boolean canAgree(String mark, String other) {
        Set<String> common = new HashSet<>(currencies(mark));
        common.retainAll(currencies(other));
        return !common.isEmpty();
    }

    private static Set<String> currencies(String mark) {
        String small = small(mark);
        return small.equals("$") ? DOLLARS : MARKS.getOrDefault(small, Set.of(small.toUpperCase(Locale.ROOT)));
    }
}
