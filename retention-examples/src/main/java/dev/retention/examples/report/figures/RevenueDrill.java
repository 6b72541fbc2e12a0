package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The customers behind figures of recurring value, as far as a page can hold them.
 *
 * @param all how many customers the report has
 * @param payers those that the page names, whose value was highest, in that order
 * @param cells for each figure, in the form in which {@code --open} takes it, who of them adds what to it
 * @param titles what those figures are in words that their names do not tell
 */
public record RevenueDrill(long all, List<Payer> payers, Map<String, List<Share>> cells, Map<String, String> titles) {

    public RevenueDrill {
        payers = List.copyOf(payers);
    }

    /** How many customers the page does not name. */
    public long leftOut() {
        return all - payers.size();
    }

    /**
     * A customer.
     *
     * @param key the key
     * @param now the value a month as of the last day
     * @param peak the highest it ever was
     * @param since the day of the first value
     * @param last the day of the last change
     */
    public record Payer(String key, BigDecimal now, BigDecimal peak, LocalDate since, LocalDate last) {}

    /**
     * What a customer adds to a figure.
     *
     * @param place the customer's place in the list
     * @param amount the amount
     */
    public record Share(int place, BigDecimal amount) {}
}
