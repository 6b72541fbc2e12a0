package dev.retention.loss;

import dev.retention.loss.TopicsKnown.Mention;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What customers told of one topic, asked and unasked, see {@link TopicsKnown}. Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Topic<K> {
    private final String name;
    private final List<Mention<K>> told;
    private final List<Mention<K>> asked;
    private final int days;

    /** Mentions in order of days. */
    Topic(String name, List<Mention<K>> told, List<Mention<K>> asked, int days) {
        this.name = name;
        this.told = List.copyOf(told);
        this.asked = List.copyOf(asked);
        this.days = days;
    }

    /**
     * What it is about.
     *
     * @return the text
     */
    public String name() {
        return name;
    }

    /**
     * Who named it unasked.
     *
     * @return in order of days, of one day in the order in which they were given
     */
    public List<Mention<K>> told() {
        return told;
    }

    /**
     * Who named it in a survey.
     *
     * @return in order of days, of one day in the order in which they were given
     */
    public List<Mention<K>> asked() {
        return asked;
    }

    /**
     * The customers who named it in a survey.
     *
     * @return each once, in the order of their first mention
     */
    public List<K> customersAsked() {
        return customers(asked);
    }

    /**
     * The customers who named it unasked.
     *
     * @return each once, in the order of their first mention
     */
    public List<K> customersTold() {
        return customers(told);
    }

    private static <K> List<K> customers(List<Mention<K>> mentions) {
        return List.copyOf(
                new LinkedHashSet<>(mentions.stream().map(Mention::customer).toList()));
    }

    /**
     * Whether it was told before the survey first named it.
     *
     * @return whether there is a {@link #lead}
     */
    public boolean isKnown() {
        return lead().isPresent();
    }

    /**
     * How long before the survey first named it, it was first told.
     *
     * @return days, at least 1, and at most those {@linkplain TopicsKnown#within within} which it must have been told; empty if it was not
     *     told in them, or the survey never named it
     */
    public OptionalInt lead() {
        return asked.isEmpty()
                ? OptionalInt.empty()
                : toldBefore(asked.get(0).day())
                        .map(first -> OptionalInt.of((int) (asked.get(0).day().toEpochDay() - first.toEpochDay())))
                        .orElse(OptionalInt.empty());
    }

    /** The first day of those before a day on which it was told. */
    private Optional<LocalDate> toldBefore(LocalDate day) {
        long first = day.toEpochDay() - days;
        int low = 0;
        int high = told.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (told.get(middle).day().toEpochDay() < first) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < told.size() && told.get(low).day().isBefore(day)
                ? Optional.of(told.get(low).day())
                : Optional.empty();
    }

    /** How many of the survey's mentions it was told before. */
    long mentionsKnown() {
        return asked.stream()
                .filter(mention -> toldBefore(mention.day()).isPresent())
                .count();
    }

    /** Prints how often it was named, such as {@code delivery: told 12 times, asked 3 times, 41 days before}. */
    @Override
    public String toString() {
        OptionalInt lead = lead();
        String before =
                lead.isEmpty() ? "" : ", " + lead.getAsInt() + (lead.getAsInt() == 1 ? " day" : " days") + " before";
        return name + ": told " + times(told.size()) + ", asked " + times(asked.size()) + before;
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
